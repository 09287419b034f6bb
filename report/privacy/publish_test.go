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

func TestParseMode(t *testing.T) {
	for text, want := range map[string]model.Mode{"": model.ModeCode, "code": model.ModeCode, "id": model.ModeID, "full": model.ModeFull} {
		if got, err := model.ParseMode(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	if _, err := model.ParseMode("none"); err == nil || !strings.Contains(err.Error(), "use code, id or full") {
		t.Errorf("error %v", err)
	}
}

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

// TestValuesThatStand: in the mode code a value stands only in the form of its field.
func TestValuesThatStand(t *testing.T) {
	p := &publisher{mode: model.ModeCode}
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
	published, _, err := Publish(r, Options{Mode: model.ModeCode})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Aetna", "commercial payer 1", "va payer 2", "payer 3", ""}
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
	p := &publisher{mode: model.ModeCode, names: strings.NewReplacer()}
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

// TestTherapistsLoseTheirNumbers: only the mode full shows the number of a practitioner, and two therapists stay two.
func TestTherapistsLoseTheirNumbers(t *testing.T) {
	r := &audit.Result{}
	names := []string{"", "1234567893", "Ada Fernsby", "Blau, Rita", "Blau, Rita NPI 1234567893", "Lee, Bo (NPI: 1093847561)", "Moss, Cy - 1093847561, OTR/L", "Team 2", "x 12345678901"}
	for _, name := range names {
		r.Totals = append(r.Totals, audit.Total{Dimension: "therapist", Key: name})
		r.Findings = append(r.Findings, audit.Finding{Therapist: name, Message: "of " + name})
	}
	for _, mode := range []model.Mode{model.ModeCode, model.ModeID, model.ModeFull} {
		published, _, err := Publish(r, Options{Mode: mode})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range published.Findings {
			got = append(got, f.Therapist)
			if number := regexp.MustCompile(`\b\d{10}\b`); mode != model.ModeFull && number.MatchString(f.Therapist+f.Message) {
				t.Errorf("mode %s: %q, %q", mode, f.Therapist, f.Message)
			}
		}
		want := names
		if mode != model.ModeFull {
			want = []string{"", got[1], "Ada Fernsby", "Blau, Rita", got[4], "Lee, Bo", "Moss, Cy, OTR/L", "Team 2", "x 12345678901"}
			if !strings.HasPrefix(got[1], "T-") || !strings.HasPrefix(got[4], "Blau, Rita (T-") {
				t.Errorf("mode %s: %q, %q", mode, got[1], got[4])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("mode %s: got %q, want %q", mode, got, want)
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

// TestWeakKeys: a patient without id is a name and birth date. No mode shows the birth date, the mode id no name, and
// two patients of one name stay two.
func TestWeakKeys(t *testing.T) {
	r := &audit.Result{Patients: []string{"Ann Lee|1950-01-01", "Ann Lee|1960-01-01", "Bo Ray|", "MRN|7"},
		Visits: []string{"pBo Ray||2026-03-09|OT", "V-1"}}
	full, _, err := Publish(r, Options{Mode: model.ModeFull})
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(full.Patients, ";"); strings.Contains(text, "19") && strings.Contains(text, "-01-01") || !strings.Contains(text, "Bo Ray;MRN|7") ||
		full.Patients[0] == full.Patients[1] {
		t.Errorf("mode full lists %s", text)
	}
	if full.Visits[0] != "Bo Ray|2026-03-09|OT" || full.Visits[1] != "V-1" {
		t.Errorf("mode full lists the visits %q", full.Visits)
	}
	id, crosswalk, err := Publish(r, Options{Mode: model.ModeID})
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(append(id.Patients, id.Visits...), ";"); strings.Contains(text, "Ann") || strings.Contains(text, "Bo") || !strings.Contains(text, "MRN|7") {
		t.Errorf("mode id lists %s", text)
	}
	if crosswalk == nil || id.Manifest.CrosswalkID == "" {
		t.Error("codes were given out in the mode id, and no crosswalk")
	}
}

func TestNoCodesNoCrosswalk(t *testing.T) {
	r, crosswalk, err := Publish(&audit.Result{Patients: []string{"P1"}, Manifest: audit.Manifest{CrosswalkID: "x"}}, Options{Mode: model.ModeID})
	if err != nil || crosswalk != nil || r.Manifest.CrosswalkID != "" {
		t.Errorf("%v, %v, %q", err, crosswalk, r.Manifest.CrosswalkID)
	}
}

// TestPublishAnything: no result makes publishing or writing fail, and the order of findings stays.
func TestPublishAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r audit.Result
		reporttest.Fill(t, reflect.ValueOf(&r).Elem())
		mode := rapid.SampledFrom([]model.Mode{model.ModeCode, model.ModeID, model.ModeFull}).Draw(t, "mode")
		published, _, err := Publish(&r, Options{Mode: mode, CodeTherapists: rapid.Bool().Draw(t, "coded")})
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Findings {
			if published.Findings[i].Rule != r.Findings[i].Rule || published.Findings[i].Cell.Row != r.Findings[i].Cell.Row {
				t.Fatal("the order of the findings changed")
			}
		}
	})
}
