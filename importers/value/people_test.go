package value

import (
	"strings"
	"testing"
)

var placeCases = [][]valueCase{
	cells(258, "02", "2", "02", "2.0"), cells(258, "10", "10: Telehealth", "10 - Telehealth", "10 (Telehealth)", "10 Telehealth"),
	cells(259, wantBad, "Home", "Clinic", "110", "00", "11/12"),
}

func TestPlaces(t *testing.T) {
	runCases(t, placeCases, func(_ []CellValue, cell CellValue) (string, Reading, string) { return ParsePlace(cell.Text) })
}

var npiCases = [][]valueCase{
	cells(260, wantBad, "1.23457E+09", "123456789", "1234567890", "12345678930", "123456789O"),
	cells(136, "1234567893", "1234567893", "1234567893.0"),
}

func TestNPIs(t *testing.T) {
	runCases(t, npiCases, func(_ []CellValue, cell CellValue) (string, Reading, string) { return ParseNPI(cell.Text) })
}

var nameCases = [][]valueCase{
	cells(261, "OTR/L", "Rivera, Marcus OTR/L", "Marcus Rivera, MS, OTR/L", "Rivera OTR/L, Marcus", "RIVERA, MARCUS OTR/L", "Marcus Rivera otr/l"),
	cells(261, "OTD OTR/L", "Marcus Rivera, OTD, OTR/L"),
	cells(261, "", "Rivera, Marcus", "Cota, Maria", "Maria Cota", "MARIA COTA", "COTA, MARIA", "Marcus Rivera, MOT", "OT"),
	cells(261, "COTA", "Maria Cota, COTA", "MARIA LOPEZ COTA"),
}

func TestCredentialsOfNames(t *testing.T) {
	runCases(t, nameCases, func(_ []CellValue, cell CellValue) (string, Reading, string) {
		return strings.Join(CredentialsOfName(cell.Text), " "), OK, ""
	})
}

var credentialCases = func() [][]valueCase {
	cases := [][]valueCase{
		cells(262, "OTR/L", "otr/l", "O.T.R./L.", "MS, OTR/L", "OTR/L, CHT"),
		cells(262, "OTD OTR/L", "OTD, OTR/L"),
		cells(262, "COTA", "Certified Occupational Therapy Assistant"),
		cells(262, "SLP", "Speech-Language Pathologist"),
		cells(262, wantAbsent, "MS", "MOT", "MS, MOT"),
		cells(262, "AIDE", "Aide", "Rehab Aide", "aide (unlicensed)"), cells(262, "TECH", "Rehab Tech"), cells(262, "OT STUDENT", "OT Student"),
		cells(262, "PT AIDE", "PT Aide"), cells(262, "ATC LAT", "ATC, LAT"), cells(262, "ATC", "Athletic Trainer"), cells(262, "COTA-S", "COTA-S"),
		cells(262, "NP", "Nurse Practitioner", "MS, NP"), cells(262, "APRN CNS", "APRN, CNS"), cells(262, "PA-C", "PA-C"),
		cells(262, "OTR/L", "OTR/L, PA"),
		cells(262, wantBad, "Front desk", "Biller", "do not bill", "Pittsburgh, PA"),
	}
	for _, credential := range strings.Fields("OT OTR OTR/L OTD COTA COTA/L OTA SOT S/OT PT DPT PTA SLP CCC-SLP AIDE TECH ATC RN LPN MD DO NP PA CNS STUDENT") {
		cases = append(cases, cells(262, credential, credential))
	}
	return cases
}()

func TestCredentials(t *testing.T) {
	runCases(t, credentialCases, func(_ []CellValue, cell CellValue) (string, Reading, string) {
		tokens, reading, why := ParseCredential(cell.Text)
		return strings.Join(tokens, " "), reading, why
	})
}

var profileWordCases = [][]valueCase{
	cells(263, "brief", "Brief", "brief history"), cells(263, "expanded", "expanded review"), cells(263, "extensive", "Extensive"),
	cells(263, wantBad, "long", "not extensive", "brief or expanded", "review"),
}

func TestEvalProfiles(t *testing.T) {
	runCases(t, profileWordCases, func(_ []CellValue, cell CellValue) (string, Reading, string) { return ParseEvalProfile(cell.Text) })
}

var decisionWordCases = [][]valueCase{
	cells(263, "moderate", "mod", "Moderate"), cells(263, "high", "High complexity"), cells(263, "low", "low"),
	cells(263, wantBad, "medium", "highest", "low-moderate"),
}

func TestEvalDecisions(t *testing.T) {
	runCases(t, decisionWordCases, func(_ []CellValue, cell CellValue) (string, Reading, string) { return ParseEvalDecision(cell.Text) })
}

var deficitCases = [][]valueCase{
	cells(76, "4", "4", "4.0", "4 deficits", "04"), cells(76, "10", "10"), cells(76, "1-3", "1-3", "1 to 3", "1–3"), cells(76, "3-5", "3-5"),
	cells(76, "5+", "5+", "5 or more", ">=5", "5 +"),
	cells(76, wantBad, "2-4", "1-5", "several", "3-3"),
	{{imp: 76, cell: number("46086", StyleDate), want: wantBad}},
}

func TestDeficits(t *testing.T) {
	runCases(t, deficitCases, func(_ []CellValue, cell CellValue) (string, Reading, string) {
		return ParseDeficits(cell.Text, cell.Hint)
	})
}

func TestDisciplineAndAssistant(t *testing.T) {
	for text, want := range map[string]string{"ot": "OT", "Occupational Therapy": "OT", "Speech": "SLP", "PT": "PT", "Nursing": "Nursing"} {
		if got, _, _ := ParseDiscipline(text); got != want {
			t.Errorf("IMP-56: %s is %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{"Y": "yes", "no": wantAbsent, "": wantAbsent, "perhaps": wantBad} {
		if got, reading, _ := ParseAssistant(text, KindAssistantFlag); shown(got, reading) != want {
			t.Errorf("IMP-53: flag %q is %s, want %s", text, shown(got, reading), want)
		}
	}
	if got, _, _ := ParseAssistant("Lopez, Ana COTA", KindPlain); got != "Lopez, Ana COTA" {
		t.Errorf("IMP-53: an assistant's name becomes %q", got)
	}
	if got := JoinName(" Rivera ", "Marcus"); got != "Rivera, Marcus" {
		t.Errorf("IMP-37: joined name is %q", got)
	}
}

func TestStatusClasses(t *testing.T) {
	for class, list := range map[StatusClass]string{
		StatusNotKept: "cancelled|canceled|Late Cancelled|late cancel|No Show|no-show|rescheduled|void|Deleted|inactive|do not bill|" +
			"Cancelled by patient|not kept",
		StatusKept:      "kept|Arrived|Completed|Checked Out|attended",
		StatusNotAVisit: "paid|Denied|open|signed",
		StatusUnknown:   "not cancelled|showroom|Evaluation|avoid",
	} {
		for text := range strings.SplitSeq(list, "|") {
			if got := ClassifyStatus(text); got != class {
				t.Errorf("IMP-184: status %q is of class %d, want %d", text, got, class)
			}
		}
	}
}

func TestStatusFlags(t *testing.T) {
	for _, test := range []struct {
		text string
		kind ColumnKind
		want string
	}{
		{"true", KindStatusFlag, "void"}, {"0", KindStatusFlag, wantAbsent}, {"", KindStatusFlag, wantAbsent}, {"cancelled", KindStatusFlag, "cancelled"},
		{"0", KindKeptFlag, "not kept"}, {"1", KindKeptFlag, "kept"}, {"", KindKeptFlag, wantAbsent}, {"7", KindKeptFlag, wantBad},
		{"Kept", KindPlain, "Kept"},
	} {
		got, reading, _ := ParseStatus(test.text, test.kind, "void")
		if shown(got, reading) != test.want {
			t.Errorf("IMP-184: %q in a column of kind %d is %s, want %s", test.text, test.kind, shown(got, reading), test.want)
		}
	}
	if ClassifyStatus("void") != StatusNotKept || ClassifyStatus("not kept") != StatusNotKept {
		t.Error("IMP-81: the words that flag columns give are not read back as not kept")
	}
}
