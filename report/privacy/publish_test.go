package privacy

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// TestShape holds REP-120: digits as 9, letters as a or A, and nothing of the text.
func TestShape(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Ann O'Hara 03/09/2026": "Aaa A'Aaaa 99/99/9999", "Ünal": "Aaaa", "e\u0301": "a", "李": "a", "٣": "9", "½": "9", "☎": "?", "a\tb": "a\ta",
	} {
		if got := Shape(text); got != want {
			t.Errorf("%q has the shape %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range Shape(rapid.String().Draw(t, "text")) {
			if r > 0x7F || unicode.IsLetter(r) && r != 'a' && r != 'A' || unicode.IsDigit(r) && r != '9' {
				t.Fatalf("the shape holds %q", r)
			}
		}
	})
}

// TestValuesThatStand: in the share set a value stands only in the form of its field.
func TestValuesThatStand(t *testing.T) {
	p := &publisher{share: true}
	for _, c := range []struct{ field, text, want string }{
		{"units", "4", "4"}, {"units", "2.9", "2.9"}, {"units", "-1", "-1"}, {"units", "12345", "99999"}, {"units", "four", "aaaa"},
		{"minutes", "240", "240"}, {"minutes", "123-45-6789", "999-99-9999"}, {"minutes", "5550142", "9999999"},
		{"charge", "1234.50", "1234.50"}, {"charge", "$12", "$99"}, {"code", "97110", "97110"}, {"code", "G0283", "G0283"}, {"code", "9711", "9999"},
		{"code", "Smith", "Aaaaa"}, {"modifiers", "GO KX", "GO KX"}, {"modifiers", "GO Ann", "AA Aaa"}, {"diagnoses", "M25.511 Z47.1", "M25.511 Z47.1"},
		{"diagnoses", "left hand", "aaaa aaaa"}, {"place_of_service", "11", "11"}, {"place_of_service", "Main St", "Aaaa Aa"},
		{"credential", "OTR/L", "OTR/L"}, {"credential", "SMITH", "AAAAA"}, {"eval_profile", "brief", "brief"}, {"eval_profile", "see note", "aaa aaaa"},
		{"eval_deficits", "3", "3"}, {"group_size", "4", "4"}, {"patient_name", "Ann", "Aaa"}, {"date_of_service", "2026-03-09", "9999-99-99"},
		{"birth_date", "1951-02-17", ""}, {"note", "long walks", ""}, {"note", "(12 words)", "(12 words)"}, {"start_time", "09:05", "99:99"},
		{"therapist", "Ada", "Aaa"}, {"payer", "Medicare", "Aaaaaaaa"}, {"no such field", "x1", "a9"}, {"units", "", ""},
	} {
		if got := p.value(c.field, c.text); got != c.want {
			t.Errorf("%s %q is shown as %q, want %q", c.field, c.text, got, c.want)
		}
	}
}

// TestPayers: names of the payer table stand, all others get their class and a code.
func TestPayers(t *testing.T) {
	r := &audit.Result{Payers: []audit.PayerUse{{Name: "Aetna", Listed: true, Class: "commercial"}, {Name: "Blue Cross Marigold", Class: "commercial"},
		{Name: "VA last4 6789", Class: "va"}, {Name: "Hetty Larkspur"}, {}}}
	for _, u := range r.Payers {
		r.Totals = append(r.Totals, audit.Total{Dimension: "payer", Key: u.Name})
		r.Findings = append(r.Findings, audit.Finding{Payer: u.Name, Message: "of " + u.Name + " it is"})
	}
	published, _ := publishSet(t, r, Options{Set: model.Share}, nil)
	want := []string{"Aetna", "commercial payer 1", "va payer 3", "payer 2", ""}
	for i, f := range published.Findings {
		if f.Payer != want[i] || want[i] != r.Payers[i].Name && strings.Contains(f.Message, r.Payers[i].Name) {
			t.Errorf("%q is shown as %q in %q, want %q", r.Payers[i].Name, f.Payer, f.Message, want[i])
		}
	}
	for _, list := range [][]string{payerNames(published), totalKeys(published)} {
		if slices.Sort(want); !slices.Equal(list, want) {
			t.Errorf("published as %q, want %q", list, want)
		}
	}
}

func payerNames(r *audit.Result) (names []string) {
	for _, u := range r.Payers {
		names = append(names, u.Name)
	}
	return names
}

func totalKeys(r *audit.Result) (keys []string) {
	for _, total := range r.Totals {
		keys = append(keys, total.Key)
	}
	return keys
}

// TestHeadersAndFlags: of headers the words that name columns stand, and flags name the column by its number.
func TestHeadersAndFlags(t *testing.T) {
	for text, want := range map[string]string{"Patient ID": "Patient ID", "CPT Code": "CPT Code", "Minutes of Ann-Lee 7": "Minutes of Aaa-Aaa 9", "units_Ann": "units_Aaa",
		"Zoë": "Aaa", "": ""} {
		if got := header(text); got != want {
			t.Errorf("the header %q is shown as %q, want %q", text, got, want)
		}
	}
	p := &publisher{share: true, names: strings.NewReplacer()}
	for text, want := range map[string]string{`see --column "Ann=units" or "Bo"`: `see --column "#4=units" or "Aa"`, `--column 'A"nn=minutes:hours'`: `--column "#4=minutes:hours"`,
		`--column "A\"nn=units"`: `--column "#4=units"`, `--column "#3=skip"`: `--column "#3=skip"`, `--column "Ann"`: `--column (given)`, `--dates dmy`: `--dates dmy`} {
		if got := p.textAt(text, 4); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
	if got := p.text(`--column "Units of Ann=units"`); got != `--column "Units of Aaa=units"` {
		t.Errorf("without a column the flag is %s", got)
	}
}

// TestTherapistsLoseTheirNumbers: only the internal set shows the number of a practitioner, and two therapists stay two.
func TestTherapistsLoseTheirNumbers(t *testing.T) {
	r := &audit.Result{}
	names := []string{"", "1234567893", "Ada Fernsby", "Blau, Rita", "Blau, Rita NPI 1234567893", "Lee, Bo (NPI: 1093847561)", "Moss, Cy - 1093847561, OTR/L", "Team 2", "x 12345678901"}
	for _, name := range names {
		r.Totals = append(r.Totals, audit.Total{Dimension: "therapist", Key: name})
		r.Findings = append(r.Findings, audit.Finding{Therapist: name, Message: "of " + name})
	}
	for _, set := range model.Sets {
		published, _ := publishSet(t, r, Options{Set: set, NameTherapists: true}, nil)
		var got []string
		for _, f := range published.Findings {
			got = append(got, f.Therapist)
			if number := regexp.MustCompile(`\b\d{10}\b`); set == model.Share && number.MatchString(f.Therapist+f.Message) {
				t.Errorf("set %s: %q, %q", set, f.Therapist, f.Message)
			}
		}
		want := names
		if set == model.Share {
			want = []string{"", got[1], "Ada Fernsby", "Blau, Rita", got[4], "Lee, Bo", "Moss, Cy, OTR/L", "Team 2", "x 12345678901"}
			if !strings.HasPrefix(got[1], "T-") || !strings.HasPrefix(got[4], "Blau, Rita (T-") {
				t.Errorf("set %s: %q, %q", set, got[1], got[4])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("set %s: got %q, want %q", set, got, want)
		}
	}
	published, _ := publishSet(t, r, Options{Set: model.Share}, nil)
	for _, f := range published.Findings[1:] {
		if !strings.HasPrefix(f.Therapist, "T-") {
			t.Errorf("the share set shows %q unasked", f.Therapist)
		}
	}
}

// TestPlaces: the share set names one log plainly and numbers several, and their sheets where more than one has a table.
func TestPlaces(t *testing.T) {
	sheet := func(input int, name string, table bool) audit.Sheet {
		s := audit.Sheet{Input: input, Name: name}
		if table {
			s.HeaderRow = 1
		}
		return s
	}
	one, two := []audit.Input{{Name: "ann.xlsx"}}, []audit.Input{{Name: "ann.xlsx"}, {Name: "bo.csv"}}
	for _, c := range []struct {
		inputs []audit.Input
		sheets []audit.Sheet
		want   []string
	}{
		{one, []audit.Sheet{sheet(0, "ann.xlsx", true)}, []string{"log"}},
		{one, []audit.Sheet{sheet(0, "ann.xlsx!Legend", false), sheet(0, "ann.xlsx!Ann", true)}, []string{"log!sheet 1", "log"}},
		{one, []audit.Sheet{sheet(0, "ann.xlsx!Ann", true), sheet(0, "ann.xlsx!Bo", true)}, []string{"log!sheet 1", "log!sheet 2"}},
		{two, []audit.Sheet{sheet(0, "ann.xlsx!Ann", true), sheet(1, "bo.csv", false)}, []string{"file 1", "file 2"}},
	} {
		r := &audit.Result{Manifest: audit.Manifest{Inputs: c.inputs}, Sheets: c.sheets}
		for i := range c.sheets {
			r.Findings = append(r.Findings, audit.Finding{Cell: audit.Ref{Sheet: c.sheets[i].Name, Row: 2}})
		}
		r.Failures = []audit.Failure{{Cell: audit.Ref{Sheet: c.inputs[0].Name}, What: "ann.xlsx and ann.audited.xlsx"}}
		published, _ := publishSet(t, r, Options{Set: model.Share}, nil)
		for i, want := range c.want {
			if got := published.Sheets[i].Name; got != want || published.Findings[i].Cell.Sheet != want {
				t.Errorf("%s is shown as %q and %q, want %q", c.sheets[i].Name, got, published.Findings[i].Cell.Sheet, want)
			}
		}
		first, _, _ := strings.Cut(c.want[0], "!")
		if f := published.Failures[0]; f.Cell.Sheet != first || f.What != first+" and "+first+".audited.xlsx" {
			t.Errorf("the failure is shown as %+v", f)
		}
	}
}

func TestQuotedPartsAreShaped(t *testing.T) {
	for text, want := range map[string]string{
		`no quotes`: `no quotes`, `parsing "Ann 7": bad`: `parsing "Aaa 9": bad`, `column "units" and "Ann"`: `column "units" and "Aaa"`,
		`open "Ann`: `open "Aaa`, `“Ann” left`: `“Aaa” left`, `"a\"Bob" x`: `"a\"Aaa" x`, "`Ann`": "`Aaa`",
	} {
		if got := shapeQuoted(text); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}

func TestWithhold(t *testing.T) {
	for _, c := range []struct{ text, secret, want string }{
		{"on 2026-03-09.", "2026-03-09", "on [withheld]."}, {"1234.50 dollars, id 1234", "1234", "[withheld].50 dollars, id [withheld]"},
		{"12345", "1234", "12345"}, {"x1234", "1234", "x1234"}, {"1234 and 1234", "1234", "[withheld] and [withheld]"}, {"", "1234", ""},
	} {
		if got := withhold(c.text, c.secret); got != c.want {
			t.Errorf("%q without %q is %q, want %q", c.text, c.secret, got, c.want)
		}
	}
}

// TestWeakKeys: a patient without id is a name and birth date. No set shows the birth date, and two patients of one name stay two.
func TestWeakKeys(t *testing.T) {
	r := &audit.Result{Patients: []string{"Ann Lee|1950-01-01", "Ann Lee|1960-01-01", "Bo Ray|", "MRN|7"},
		Visits: []string{"pBo Ray||2026-03-09|OT", "V-1"}}
	internal, _ := publishSet(t, r, Options{Set: model.Internal}, nil)
	if text := strings.Join(internal.Patients, ";"); strings.Contains(text, "19") && strings.Contains(text, "-01-01") || !strings.Contains(text, "Bo Ray;MRN|7") ||
		internal.Patients[0] == internal.Patients[1] {
		t.Errorf("the internal set lists %s", text)
	}
	if internal.Visits[0] != "Bo Ray|2026-03-09|OT" || internal.Visits[1] != "V-1" {
		t.Errorf("the internal set lists the visits %q", internal.Visits)
	}
}

// TestPublishAnything: no result makes publishing or writing fail, and the order of findings stays.
func TestPublishAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r audit.Result
		reporttest.Fill(t, reflect.ValueOf(&r).Elem())
		codes, err := Assign(&r, nil)
		if err != nil {
			t.Fatal(err)
		}
		published := Publish(&r, codes, Options{Set: rapid.SampledFrom(model.Sets).Draw(t, "set"), NameTherapists: rapid.Bool().Draw(t, "named")})
		for i := range r.Findings {
			if published.Findings[i].Rule != r.Findings[i].Rule || published.Findings[i].Cell.Row != r.Findings[i].Cell.Row {
				t.Fatal("the order of the findings changed")
			}
		}
	})
}
