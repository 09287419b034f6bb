package refdata

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	samplePTP = "ccipra-format-example.OT_rows.TXT"
	sampleMUE = "MCR_MUE_Practitioner-format-example.OT_rows.csv"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "cms", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// put writes a file under a name as CMS gives it.
func put(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(t testing.TB, name string, files map[string][]byte) string {
	t.Helper()
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for entry, content := range files {
		f, err := w.Create(entry)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return put(t, name, packed.Bytes())
}

func imported(t testing.TB, paths ...string) (*Tables, Report) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "layer")
	report, err := Import(paths, dir, writeFiles, nil)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return tables, report
}

func TestImportPTP(t *testing.T) {
	content := string(sample(t, samplePTP))
	content += "97110\t99213\t\t20200101\t*\t1\tMisuse of Column Two code with Column One code\r\n" + // not a code of the table
		"97110\t97112\t\t20200101\t20200101\t9\tMisuse of Column Two code with Column One code\r\n" + // never in force
		"97032\t97533\t*\t19960101\t20191231\t1\tMutually exclusive proc\xe9dures\r\n"
	path := zipped(t, "medicare-ncci-2026q4-practitioner-ptp-edits-ccipra-v323r0-f4.zip", map[string][]byte{
		"ccipra-v323r0-f4.TXT": []byte(content), "ccipra-v323r0-f4.xlsx": []byte("PK")})
	tables, report := imported(t, path)
	file := report.Files[0]
	if file.Rows != 261 || file.Kept != 166 || file.OtherCodes != 1 || file.NeverInForce != 94 || file.Release != "2026Q4" {
		t.Errorf("%+v", file)
	}
	if want := []string{"practitioner edits: part f1, f2, f3 of f1 to f4 was not given or its name does not say so; the edits in it are missing from the table"}; !cmp.Equal(want, report.Warnings) {
		t.Error(cmp.Diff(want, report.Warnings))
	}
	if table := report.Tables[0]; table.Rows != 166+524 || table.Carried != 524 {
		t.Errorf("the hospital edits must be carried over: %+v", table)
	}
	pair, ok := tables.Pair("97032", "97533", Practitioner, on(t, "2019-12-31"))
	if !ok || pair.Window.String() != "1996-01-01 to 2019-12-31" || pair.Rationale != "Mutually exclusive procédures" || pair.StartBasis != "published" ||
		pair.Verified != Published || pair.LastRelease != "2026Q4" ||
		pair.Source != "CMS NCCI PTP practitioner, 2026Q4 release (medicare-ncci-2026q4-practitioner-ptp-edits-ccipra-v323r0-f4.zip/ccipra-v323r0-f4.TXT)" {
		t.Errorf("%+v", pair)
	}
	if _, ok := tables.Pair("97032", "97533", Practitioner, on(t, "2020-01-01")); ok {
		t.Error("the deletion date is the last day in force")
	}
	if _, ok := tables.Pair("97110", "97112", Practitioner, on(t, "2020-01-01")); ok {
		t.Error("an edit that was never in force is in the table")
	}
	if _, ok := tables.Pair("97140", "97530", OutpatientHospital, on(t, "2019-12-31")); !ok {
		t.Error("the hospital edits are gone")
	}
	for key, rows := range tables.pairs { // the sample's rows are a subset of ours
		if key.setting == Practitioner && strings.Contains(rows[0].value.Source, "2026Q4 release (") && key.column1 != "97032" {
			ours, ok := embeddedTables(t).Pair(key.column1, key.column2, Practitioner, on(t, "2026-10-01"))
			if rows[0].window.Holds(on(t, "2026-10-01")) && (!ok || ours.ModifierHelps != rows[0].value.ModifierHelps || ours.Rationale != rows[0].value.Rationale) {
				t.Errorf("%v: %+v, ours %+v", key, rows[0].value, ours)
			}
		}
	}
}

func TestImportAllPartsOnceEach(t *testing.T) {
	var paths []string
	for part := 1; part <= 4; part++ {
		paths = append(paths, put(t, fmt.Sprintf("ccioph-v320r1-f%d.txt", part), sample(t, samplePTP)))
	}
	_, report := imported(t, paths...)
	if len(report.Warnings) != 0 || report.Files[0].Release != "2026Q1" || report.Files[3].Kept != 0 || report.Files[3].Repeated != 165 {
		t.Errorf("%+v", report)
	}
}

func TestImportMUE(t *testing.T) {
	content := sample(t, sampleMUE)
	next := bytes.Replace(content, []byte("\r\n97110,6,"), []byte("\r\n97110,5,"), 1)
	next = bytes.Replace(next, []byte("\r\n97112,"), []byte("\r\n99213,"), 1)
	tables, report := imported(t,
		put(t, "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", content), put(t, "MCR_MUE_PractitionerServices_Eff_01-01-2027.csv", next))
	if file := report.Files[0]; file.Rows != 78 || file.Kept != 78 || file.Release != "2026Q4" || file.Kind != "MUE values, practitioner" {
		t.Errorf("%+v", file)
	}
	for _, c := range []struct {
		code, day string
		units     int // -1: not known
		release   string
	}{
		{"97110", "2024-07-01", 6, "2026Q4"}, // seen again: one row, that says how new it is
		{"97110", "2026-12-31", 6, "2026Q4"},
		{"97110", "2027-01-01", 5, "2027Q1"},
		{"97112", "2026-12-31", 4, "2026Q4"},
		{"97112", "2027-01-01", -1, ""}, // left out of the newer release
		{"97170", "2027-01-01", 0, "2027Q1"},
	} {
		mue, ok := tables.MUE(c.code, Practitioner, on(t, c.day))
		if ok != (c.units >= 0) || (ok && (mue.Units != c.units || mue.LastRelease != c.release || mue.Verified != Published)) {
			t.Errorf("%s on %s: %+v", c.code, c.day, mue)
		}
	}
	if mue, ok := tables.MUE("97110", OutpatientHospital, on(t, "2027-01-01")); !ok || mue.Source != "CMS MUE outpatient hospital, 2024Q3 and 2026Q4 releases" {
		t.Errorf("hospital values: %+v", mue)
	}
	if want := []string{"MUE values: no file for outpatient_hospital was given; its values are those of the tables in force"}; !cmp.Equal(want, report.Warnings) {
		t.Error(report.Warnings)
	}
}

// The published files say what the embedded table says, in spite of their different layouts.
func TestImportedRelativeValuesAgreeWithTheEmbedded(t *testing.T) {
	for _, c := range []struct {
		name    string
		year    int
		release string
		rows    int
	}{
		{"PPRRVU22_JAN.OT_rows.redacted.csv", 2022, "January 2022", 75},
		{"PPRRVU2025_Oct.OT_rows.redacted.csv", 2025, "October 2025", 78},
		{"PPRRVU2026_Jul_nonQPP.OT_rows.redacted.csv", 2026, "July 2026", 69},
	} {
		tables, report := imported(t, filepath.Join("testdata", "cms", c.name))
		if file := report.Files[0]; file.Rows != c.rows || file.Kept != c.rows || file.Release != c.release {
			t.Errorf("%+v", file)
		}
		compared := 0
		for code, rows := range tables.rvus {
			for _, row := range rows {
				if row.value.Year != c.year {
					continue
				}
				compared++
				want, ok := embeddedTables(t).RVU(code, row.window.From)
				if !ok {
					t.Errorf("%s %d is not embedded", code, c.year)
					continue
				}
				got := *row.value
				got.Source, got.Row, got.Note = want.Source, want.Row, want.Note
				if diff := cmp.Diff(*want, got); diff != "" {
					t.Errorf("%s %d: %s", code, c.year, diff)
				}
			}
		}
		if compared != c.rows {
			t.Errorf("%d: %d rows compared", c.year, compared)
		}
	}
}

// 2024 has two conversion factors: a file replaces only the window of its own.
func TestImportedConversionFactorFindsItsWindow(t *testing.T) {
	content := bytes.ReplaceAll(sample(t, "PPRRVU2025_Oct.OT_rows.redacted.csv"), []byte("32.3465"), []byte("33.2875"))
	content = bytes.Replace(content, []byte("2025 National"), []byte("2024 National"), 1)
	tables, report := imported(t, put(t, "PPRRVU24_OCT.csv", content))
	if report.Tables[0].Rows != 465 || report.Tables[0].Carried != 465-78 {
		t.Errorf("%+v", report.Tables)
	}
	before, _ := tables.RVU("97110", on(t, "2024-03-08"))
	after, _ := tables.RVU("97110", on(t, "2024-03-09"))
	if before.ConversionFactor != 327442 || after.ConversionFactor != 332875 || after.Source != "CMS PPRRVU October 2024 release (PPRRVU24_OCT.csv)" {
		t.Errorf("%+v\n%+v", before, after)
	}
}

func TestImportQualifyingFactor(t *testing.T) {
	nonQPP := sample(t, "PPRRVU2026_Jul_nonQPP.OT_rows.redacted.csv")
	year := func(content []byte) []byte {
		return bytes.Replace(content, []byte("2026 National"), []byte("2027 National"), 1)
	}
	qpp := bytes.ReplaceAll(nonQPP, []byte("33.4009"), []byte("33.9999"))
	tables, _ := imported(t, zipped(t, "RVU27A.zip", map[string][]byte{
		"PPRRVU2027_Jan_nonQPP.csv": year(nonQPP), "PPRRVU2027_Jan_QPP.csv": year(qpp), "GPCI2027.csv": sample(t, "GPCI2025.csv"),
	}))
	rvu, ok := tables.RVU("97110", on(t, "2027-06-01"))
	if !ok || rvu.ConversionFactor != 334009 || rvu.ConversionFactorQP != 339999 {
		t.Errorf("%+v", rvu)
	}
}

// Some re-publishers flatten the stacked header into one line.
func TestImportFlatHeader(t *testing.T) {
	flat := "HCPCS,MOD,DESCRIPTION,STATUS CODE,NOT USED FOR MEDICARE PAYMENT,WORK RVU,NON-FAC PE RVU,FACILITY PE RVU,MP RVU,NON-FACILITY TOTAL,FACILITY TOTAL,PCTC IND,GLOB DAYS,MULT PROC,CONV FACTOR\n" +
		"97110,,REDACTED,A,,.4,0.4,0.4,0.01,0.81,0.81,7,XXX,5,32.3465\n97110,26,REDACTED,A,,0.4,0.4,0.4,0.01,0.81,0.81,7,XXX,5,32.3465\n"
	_, err := Import([]string{put(t, "PPRRVU2025_Oct.csv", []byte(flat))}, t.TempDir(), writeFiles, nil)
	if err == nil || err.Error() != `PPRRVU2025_Oct.csv:2: column WORK RVU: ".40" is not a number with 2 decimals` {
		t.Errorf("got %v", err)
	}
	tables, report := imported(t, put(t, "PPRRVU2025_Oct.csv", []byte(strings.Replace(flat, ",.4,", ",0.4,", 1))))
	if rvu, ok := tables.RVU("97110", on(t, "2025-01-01")); !ok || rvu.Work != 40 || rvu.TotalFacility != 81 {
		t.Errorf("%+v", rvu)
	}
	if report.Files[0].OtherCodes != 1 || len(report.Warnings) != 1 {
		t.Errorf("a row with a modifier is not the whole service, and 77 codes are missing: %+v", report)
	}
}

func TestImportRefusesWithAReason(t *testing.T) {
	ptp, mue := sample(t, samplePTP), sample(t, sampleMUE)
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"ccipra-v323r0-f4.xlsx", []byte("PK"), "ccipra-v323r0-f4.xlsx: workbooks are not read here; the zip from CMS holds a text or csv file with the same rows, give that or the zip"},
		{"GPCI2025.csv", sample(t, "GPCI2025.csv"), "GPCI2025.csv: geographic indices are not used: fees are estimated at national rates"},
		{"GPCI2022.csv", sample(t, "GPCI2022.csv"), "GPCI2022.csv: geographic indices are not used: fees are estimated at national rates"},
		{"25LOCCO.csv", sample(t, "25LOCCO.head.csv"), "25LOCCO.csv: localities are not used: fees are estimated at national rates"},
		{"edits.txt", ptp, "edits.txt: the setting cannot be told; keep the name CMS gave, with ccipra (practitioner) or ccioph (hospital)"},
		{"medicaid-ccipra.txt", []byte("97530\t97533\t20200101\t*\t1\tMore extensive procedure\r\n"), "medicaid-ccipra.txt: six columns are the layout of the Medicaid edits, which are another table than Medicare's"},
		{"ccipra-f1.txt", append(bytes.Clone(ptp), "totals\t12\r\n"...), "ccipra-f1.txt:265: not an edit: two codes and a date were expected"},
		{"ccipra-f2.txt", bytes.Replace(ptp, []byte("20201001\t*\t1"), []byte("20201301\t*\t1"), 1), `ccipra-f2.txt:7: effective date: "20201301" is not of the form 20260131`},
		{"mue.csv", mue, "mue.csv: the effective date is only in the name CMS gave, such as …_Eff_10-01-2026.csv; keep that name"},
		{"M_Eff_10-01-2026.csv", bytes.Replace(mue, []byte("97110,6,3 Date"), []byte("97110,6,4 Date"), 1), `M_Eff_10-01-2026.csv:14: adjudication: "4" is not one of: 1, 2, 3`},
		{"PPRRVU2026.csv", sample(t, "PPRRVU2026_Jul_nonQPP.OT_rows.redacted.csv"), "PPRRVU2026.csv: from 2026 on CMS publishes two files; keep its name, with QPP or nonQPP"},
		{"PPRRVU25_OCT.csv", bytes.ReplaceAll(sample(t, "PPRRVU2025_Oct.OT_rows.redacted.csv"), []byte("32.3465"), []byte("32.0000")),
			"PPRRVU25_OCT.csv: conversion factor 32.0000 is not that of the tables in force for 2025, and the file does not say from which day it applies"},
		{"PPRRVU25_OCT.txt", []byte("HDR2025 National"), "PPRRVU25_OCT.txt: the fixed-width form of the relative values is not read; give the PPRRVU csv of the same zip"},
		{"notes.txt", []byte("hello"), "notes.txt: not recognized as PTP, MUE, PPRRVU, ICD-10-CM codes or provider-and-service file of CMS"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "layer")
			_, err := Import([]string{put(t, c.name, c.content)}, dir, writeFiles, nil)
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if _, err := os.Stat(dir); err == nil {
				t.Error("a refused import left files")
			}
		})
	}
}

func TestImportReportsProgressToTheEnd(t *testing.T) {
	path := put(t, "ccipra-v323r0-f4.txt", syntheticPTP(40_000))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	var steps []int64
	if _, err := Import([]string{path}, t.TempDir(), writeFiles, func(done, total int64) {
		if total != info.Size() {
			t.Errorf("total %d, want %d", total, info.Size())
		}
		steps = append(steps, done)
	}); err != nil {
		t.Fatal(err)
	}
	if len(steps) < 3 || steps[len(steps)-1] != info.Size() {
		t.Errorf("steps %v", steps)
	}
}

// syntheticPTP makes a file of edits of which the last few are between therapy codes.
func syntheticPTP(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("CPT only copyright.\r\nColumn 1\tColumn 2\r\n")
	for i := range rows {
		fmt.Fprintf(&b, "%05d\t%05d\t\t20240101\t*\t1\tMisuse of Column Two code with Column One code\r\n", i%90000, (i*7)%90000)
	}
	b.WriteString("97150\t97110\t\t20201001\t*\t1\tStandards of medical/surgical practice\r\n")
	return b.Bytes()
}

// BenchmarkImportPTP shows that memory does not grow with the file: compare B/op of the two sizes, which differ
// fivefold in rows.
func BenchmarkImportPTP(b *testing.B) {
	for _, rows := range []int{40_000, 200_000} {
		b.Run(fmt.Sprintf("%dk", rows/1000), func(b *testing.B) {
			path := put(b, "ccipra-v323r0-f4.txt", syntheticPTP(rows))
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(info.Size())
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Import([]string{path}, b.TempDir(), writeFiles, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestImportICD reads two years and a list of April: codes hold in the years of their files, which follow each other without a gap,
// and a day of no file is not known.
func TestImportICD(t *testing.T) {
	tables, report := imported(t,
		put(t, "icd10cm-codes-2025.txt", []byte("M5450   Low back pain, unspecified\nS52501D Some fracture, subsequent\nM545    An old code\n")),
		put(t, "icd10cm_codes_2026.txt", []byte("M5450   Low back pain, unspecified\r\nS52501D Some fracture, subsequent\r\n")),
		put(t, "icd10cm-codes-April-2026.txt", []byte("M5450   Low back pain, unspecified\nS52501D Some fracture, subsequent\nQ999    New in April\n")))
	if file := report.Files[2]; file.Kind != "ICD-10-CM codes" || file.Release != "2026 April" || file.Rows != 3 {
		t.Errorf("%+v", file)
	}
	for _, c := range []struct {
		code, day   string
		known, want bool
	}{
		{"M5450", "2024-09-30", false, false}, {"M5450", "2024-10-01", true, true}, {"M5450", "2025-10-01", true, true},
		{"M5450", "2026-09-30", true, true}, {"M5450", "2026-10-01", false, false},
		{"M545", "2025-09-30", true, true}, {"M545", "2025-10-01", true, false},
		{"Q999", "2026-03-31", true, false}, {"Q999", "2026-04-01", true, true},
		{"S52501", "2026-01-01", true, false}, {"S52501D", "2026-01-01", true, true},
	} {
		day := on(t, c.day)
		if tables.KnowsDiagnoses(day) != c.known || tables.Diagnosis(c.code, day) != c.want {
			t.Errorf("%s on %s: known %v, in force %v", c.code, c.day, tables.KnowsDiagnoses(day), tables.Diagnosis(c.code, day))
		}
	}
	if rows := len(tables.diagnoses.codes["M5450"]); rows != 1 {
		t.Errorf("two years that follow each other are %d rows", rows)
	}
	if embeddedTables(t).KnowsDiagnoses(on(t, "2026-01-01")) {
		t.Error("the embedded tables hold a code book")
	}
}

func TestImportICDRefuses(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"codes.txt", "M5450   Low back pain\n", "codes.txt: not recognized as PTP, MUE, PPRRVU, ICD-10-CM codes or provider-and-service file of CMS"},
		{"icd10cm-codes-2026.txt", "M5450   Low back pain\n5450 x\n", "icd10cm-codes-2026.txt:2: not a code of ICD-10-CM"},
	} {
		_, err := Import([]string{put(t, c.name, []byte(c.content))}, filepath.Join(t.TempDir(), "layer"), writeFiles, nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

// writeFiles is how the tests have tables written.
func writeFiles(files []File) error {
	for _, f := range files {
		if err := errors.Join(os.MkdirAll(filepath.Dir(f.Path), 0o777), os.WriteFile(f.Path, f.Content, 0o666)); err != nil {
			return err
		}
	}
	return nil
}
