package importers

import (
	"os"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
)

// x12Case gives the text of a file of testdata of the package that reads X12.
func x12Case(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("claims/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// payerClasses stands for the payer table.
func payerClasses(name string) string {
	switch {
	case strings.Contains(name, "Medicare Advantage"):
		return "medicare_advantage"
	case strings.Contains(strings.ToLower(name), "medicare"):
		return "medicare_b"
	case strings.Contains(strings.ToLower(name), "commercial"):
		return "commercial"
	}
	return ""
}

// TestClaimLinesAreAudited: without a log the lines of claims are the lines, with what their loops and the remittances say.
func TestClaimLinesAreAudited(t *testing.T) {
	book := importFiles(t, map[string]string{"sent.txt": x12Case(t, "professional.837"), "back.835": x12Case(t, "remittance.835")},
		func(o *Options) { o.PayerClass = payerClasses })
	const fields = "claim_id patient_id birth_date date_of_service code modifiers units charge allowed diagnoses place_of_service therapist discipline supervisor authorization payer"
	want := []string{
		"30: A-1001 MRN-1 1951-02-17 2026-03-09 97530 GO+CO+KX+59 2 180.00 150.00 M25.511+R27.8 11 TESTER,+THEA OT . AUTH-1 TEST+MEDICARE",
		"34: A-1001 MRN-1 1951-02-17 !2026-03-09+to+2026-03-11 97110 GO 1.5 120.00 52.00 Z99.99 12 OTHERTESTER,+OLA OT TESTER,+THEA AUTH-2 TEST+MEDICARE",
		"43: A-1001 MRN-1 1951-02-17 2026-03-09 01992 - !45+MJ 120.00 - M25.511 11 TESTER,+THEA OT . AUTH-1 TEST+MEDICARE",
		"59: A-1002 TESTID0002 2018-07-04 2026-03-10 97530 GO 1 90.00 - F82 12 - . . - TEST+COMMERCIAL",
	}
	if got := showLines(book.Sessions, fields); !slices.Equal(got, want) {
		t.Errorf("lines\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	for i, c := range book.Claims.Billed {
		for _, l := range c.Lines {
			if (l.Session == nil) != (c.Withdrawn != audit.NotWithdrawn) {
				t.Errorf("claim %d: a line and its session do not go together", i)
			}
		}
	}
	if len(book.Excluded) != 1 || book.Excluded[0].Reason != "claim-voided" || book.Excluded[0].Cell.String() != "sent.txt!64" {
		t.Errorf("excluded: %v", book.Excluded)
	}
	if !hasPart(book.Sheets[1].Notes, "never makes an 837") || !hasPart(book.Sheets[1].Notes, "1 line is billed in minutes (MJ)") {
		t.Error(book.Sheets[1].Notes)
	}
}

// TestClaimsBesideALog: with a log only its lines are audited, and the account of the claims closes all the same.
func TestClaimsBesideALog(t *testing.T) {
	book := importFiles(t, map[string]string{"log.csv": joinLog, "sent.837": x12Case(t, "professional.837")})
	if len(book.Sessions) != 4 || len(book.Claims.Billed) != 3 {
		t.Errorf("%d lines, %d claims", len(book.Sessions), len(book.Claims.Billed))
	}
	for _, c := range book.Claims.Billed {
		for _, l := range c.Lines {
			if (l.Session != nil) != (c.Withdrawn == audit.NotWithdrawn) || slices.Contains(book.Sessions, l.Session) {
				t.Error("a claim's line that stands is a line beside the log, which is not audited with it")
			}
		}
	}
}

func TestPayerOfAClaim(t *testing.T) {
	m := claimLines{options: &Options{PayerClass: payerClasses}}
	for _, c := range []struct{ name, filing, want string }{
		{"TEST MEDICARE", "MB", "TEST MEDICARE"},
		{"TEST MEDICARE", "16", "TEST MEDICARE"}, // the name says more than a code that is often sent wrong
		{"TEST COMMERCIAL", "16", "TEST COMMERCIAL (Medicare Advantage)"},
		{"TEST COMMERCIAL", "CI", "TEST COMMERCIAL"},
		{"TEST PLAN", "MB", "TEST PLAN (Medicare Part B)"},
		{"TEST PLAN", "ZZ", "TEST PLAN"},
		{"", "MB", "Medicare Part B"},
		{"", "", ""},
	} {
		if got := m.payerText(claimPayer{c.name, c.filing}); got != c.want {
			t.Errorf("%s, %s: %q", c.name, c.filing, got)
		}
	}
}

// TestPatientsOfClaims: one person is one patient whichever payer's number a claim has, and two children of one subscriber are two.
func TestPatientsOfClaims(t *testing.T) {
	claim := func(first, member, subscriber, record string) *audit.Claim {
		return &audit.Claim{Patient: audit.Person{Last: "TESTPERSON", First: first, Member: member, BirthDate: 5}, Subscriber: audit.Person{Member: subscriber}, Record: record}
	}
	c := &audit.Claims{Billed: []*audit.Claim{claim("ALMA", "M1", "M1", ""), claim("Alma", "S9", "S9", ""), claim("KIM", "", "P1", ""), claim("KAI", "", "P1", ""),
		claim("BEN", "B1", "B1", ""), claim("BEN", "B1", "B1", "MRN-7"), claim("NOBODY", "", "", "")}}
	p := newPeople(c)
	var got []string
	for _, one := range c.Billed {
		got = append(got, p.id(one))
	}
	if want := []string{"M1", "M1", "P1", "P1 KAI", "MRN-7", "MRN-7", ""}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestX12Refused: each is one line with its place.
func TestX12Refused(t *testing.T) {
	whole := x12Case(t, "professional.837")
	for _, c := range []struct{ name, text, what string }{
		{"no header", whole[strings.Index(whole, "GS*"):], "X12: segment 1: the file does not begin with an interchange header (ISA), which names the separators"},
		{"header cut", whole[:50], "X12: segment 1 (ISA): fewer than 16 elements: the separators of the file are not known"},
		{"institutional", strings.ReplaceAll(whole, "X222A1", "X223A2"), "X12 without a claim (837P) or a remittance (835); it holds 1 transaction of 837 005010X223A2"},
		{"separators", whole[:108] + strings.ReplaceAll(whole[108:], "*", "|"), "X12 without a claim (837P) or a remittance (835): segment 2 (?): not the GS that must follow the interchange header: the separators which that header names do not fit the file"},
	} {
		book := importFiles(t, map[string]string{"a.837": c.text})
		if len(book.Problems) != 1 || book.Problems[0].What != c.what {
			t.Errorf("%s: %v", c.name, book.Problems)
		}
	}
	book := importFiles(t, map[string]string{"a.837": whole[:strings.Index(whole, "LX*3")]})
	if len(book.Sessions) != 2 || len(book.Problems) != 1 || !strings.Contains(book.Problems[0].What, "is cut off") || !strings.Contains(book.Problems[0].Hint, "1 claim with 2 service lines were read and kept") {
		t.Errorf("%d lines, %v", len(book.Sessions), book.Problems)
	}
}
