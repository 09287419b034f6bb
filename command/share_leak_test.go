package command

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// secretHeaders are the columns of a log in which every place holds an identifier; the last two name no column.
var secretHeaders = []string{"DOS", "Patient ID", "Patient Name", "DOB", "CPT", "Modifiers", "Units", "Min", "Charge", "Therapist", "Credential", "Insurance",
	"Claim #", "Authorization", "NPI", "Dx", "POS", "Start", "End", "Status", "Note", "Referring Provider", "Minutes of Calliope", "Brambles 12"}

// plainRow is a row as it should be, of one patient a number.
func plainRow(n int) []any {
	return []any{fmt.Sprintf("3/%d/2026", n%28+1), fmt.Sprintf("MRN-4488%02d", n), fmt.Sprintf("Quillfeather, Ottoline%d", n), "2/17/1951", "97110", "GO", 3, 24, 120.00,
		"Fernsby, Ada", "OTR/L", "Medicare", fmt.Sprintf("CLM-5550%02d", n), "AUTH7781", "1093847561", "M25.511", "11", "9:05", "9:29", "Completed", "Likes long walks with Hetty",
		"Dr. Pemberwick", 24, "Sorrel Lane 4"}
}

// secretOf is what stands in a column where somebody typed something else into it.
func secretOf(column int) string { return fmt.Sprintf("Zinnia%c Brook", 'A'+column) }

// writeSecretWorkbook writes a log with identifiers in every column, header, sheet name, title row, comment and property, and of each
// column one row with a name and one with a number in it.
func writeSecretWorkbook(t *testing.T, path string) {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	const sheet, other = "Larkspur tab", "Wisteria notes"
	fail := func(errs ...error) {
		t.Helper()
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	_, err := book.NewSheet(other)
	fail(err, book.SetSheetName("Sheet1", sheet), book.SetCellValue(other, "A1", "call Marjoram about 03/09/2026"),
		book.SetCellValue(sheet, "A1", "Log of Ottoline Quillfeather, Marigold Hand Clinic, payer Blue Cross Tansy"),
		book.SetDocProps(&excelize.DocProperties{Title: "Yarrow", Creator: "Bergamot", Subject: "Chicory", Keywords: "Borage", Description: "Comfrey"}),
		book.AddComment(sheet, excelize.Comment{Cell: "C4", Author: "Lovage", Text: "her mother is Verbena"}),
		book.SetDefinedName(&excelize.DefinedName{Name: "Camomile", RefersTo: "'" + sheet + "'!$A$3"}))
	rows := [][]any{}
	for n := range 8 {
		rows = append(rows, plainRow(n))
	}
	for column := range secretHeaders {
		name, number := plainRow(20+column), plainRow(50+column)
		name[column], number[column] = secretOf(column), fmt.Sprintf("41455501%02d", column)
		rows = append(rows, name, number)
	}
	total := make([]any, len(secretHeaders))
	total[0], total[6] = "Total of Hyssop", 99
	rows = append(rows, total)
	fail(book.SetSheetRow(sheet, "A3", &secretHeaders))
	for i := range rows {
		fail(book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+4), &rows[i]))
	}
	fail(book.SaveAs(path))
}

// workbookSecrets are the identifiers of that log, in any letter case. Those of two words are searched for word by word.
func workbookSecrets() []string {
	secrets := strings.Fields(`Quillfeather Ottoline MRN-4488 1951 CLM-5550 AUTH7781 1093847561 Hetty Pemberwick Calliope Brambles Sorrel Larkspur Wisteria
		Marjoram Marigold Tansy Yarrow Bergamot Chicory Borage Comfrey Lovage Verbena Camomile Hyssop 41455501 Thistledown 2026-03 03/09/2026 3/9/2026`)
	for column := range secretHeaders {
		if secretHeaders[column] != "Therapist" {
			secrets = append(secrets, strings.Fields(secretOf(column))[0])
		}
	}
	for n := range 31 {
		secrets = append(secrets, fmt.Sprintf("3/%d/2026", n+1), fmt.Sprintf("2026-03-%02d", n+1))
	}
	return secrets
}

// pdfNumbers are the offsets and lengths in the frame of a PDF, in which any digits may stand by chance.
var pdfNumbers = regexp.MustCompile(`\b\d+\b`)

// sharedText is all text of a file of the share set: of a PDF its bytes without bare numbers, and what can be extracted.
func sharedText(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	switch {
	case bytes.HasPrefix(content, []byte("%PDF")):
		text = pdfNumbers.ReplaceAllString(text, "") + reporttest.PDFText(t, content)
	case bytes.HasPrefix(content, []byte("PK")):
		text += reporttest.PackageText(t, content)
	}
	return strings.ToLower(text)
}

// checkShared fails for each secret that a file of the share set holds, be it broken over two lines.
func checkShared(t *testing.T, out string, secrets []string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(filepath.Join(out, string(model.Share)), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		text := sharedText(t, path)
		joined := strings.Join(strings.Fields(text), "")
		for _, secret := range secrets {
			secret = strings.ToLower(secret)
			if at := strings.Index(text, secret); at >= 0 {
				t.Errorf("%s holds %q: …%s…", entry.Name(), secret, text[max(0, at-80):min(len(text), at+80)])
			} else if len(secret) > 6 && strings.Contains(joined, secret) && strings.Trim(secret, "0123456789-/") != "" {
				t.Errorf("%s holds %q over two lines", entry.Name(), secret)
			}
		}
		return nil
	})
	if err != nil || files != 5 {
		t.Errorf("%d files searched, %v", files, err)
	}
}

// TestNoIdentifierIsShared: whatever place of a log holds an identifier, no file of the share set does (REP-104).
func TestNoIdentifierIsShared(t *testing.T) {
	folder := t.TempDir()
	book, payers := filepath.Join(folder, "Thistledown march.xlsx"), filepath.Join(folder, "payers.csv")
	writeSecretWorkbook(t, book)
	if err := os.WriteFile(payers, []byte("Patient ID,Patient Name,DOB,Date of Service,CPT Code,Modifiers,Units,Minutes,Charge,Therapist,Payer,Place of Service\n"+
		"HV-1,\"Tansy, Greta\",1/2/1951,3/25/2026,97110,GO,4,30,120.00,\"Fernsby, Ada\",Blue Cross Tansy,11\n"+
		"HV-2,\"Zinnia, Quinn\",1/2/1951,3/26/2026,97110,GO,4,30,120.00,\"Fernsby, Ada\",Medicaid #A1B2C3D4,11\n"+
		"HV-3,\"Hyssop, Pat\",1/2/1951,3/27/2026,97110,GO,4,30,120.00,\"Fernsby, Ada\",VA last4 6789,11\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	secrets := append(workbookSecrets(), "HV-1", "HV-2", "A1B2C3D4", "last4", "6789")
	for name, inputs := range map[string][]string{"workbook": {book}, "payers": {payers}, "both": {book, payers}} {
		for _, therapists := range []string{"code", "name"} {
			t.Run(name+" "+therapists, func(t *testing.T) {
				out := filepath.Join(folder, name+therapists)
				_, err := runAudit(auditOptions{readOptions: readOptions{paths: inputs, asOf: "2026-11-23", quiet: true}, out: out, setting: "practitioner", apply: "safe",
					therapist: therapists, failOn: "never", target: model.DefaultTarget}, &console{out: io.Discard, err: io.Discard, quiet: true})
				if err != nil {
					t.Fatal(err)
				}
				hidden := slices.Clone(secrets)
				if therapists == "code" {
					hidden = append(hidden, "Fernsby", "Zinnia")
				}
				checkShared(t, out, hidden)
				if name != "payers" && !strings.Contains(readFile(t, out, "internal", "audit.json"), "MRN-4488") {
					t.Error("the log's identifiers are nowhere: the test tests nothing")
				}
			})
		}
	}
}
