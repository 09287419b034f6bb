package importers

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/profile"
)

// writeFiles writes files into a folder of the test and gives their paths in the order of the arguments: name, text, …
func writeFiles(t *testing.T, namesAndTexts ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i := 0; i < len(namesAndTexts); i += 2 {
		path := filepath.Join(dir, namesAndTexts[i])
		if err := os.WriteFile(path, []byte(namesAndTexts[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func testOptions() Options {
	known := map[string]bool{"GO": true, "KX": true, "CO": true, "59": true}
	return Options{AsOf: audit.DateOf(2026, 11, 23), KnownModifier: func(m string) bool { return known[m] }}
}

// importWith reads one CSV text with a profile.
func importWith(t *testing.T, profile, csv string) (*Book, error) {
	t.Helper()
	paths := writeFiles(t, "clinic.yaml", profile, "log.csv", csv)
	o := testOptions()
	p, err := ReadProfile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	o.Profile = p
	return Import(paths[1:], o)
}

func mustImport(t *testing.T, profile, csv string) *Book {
	t.Helper()
	book, err := importWith(t, profile, csv)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// column gives the canonical values of a field over all lines, separated by bars.
func column(b *Book, f audit.Field) string {
	var values []string
	for _, s := range b.Sessions {
		values = append(values, s.Canonical(f))
	}
	return strings.Join(values, "|")
}

func expectColumn(t *testing.T, b *Book, f audit.Field, want string) {
	t.Helper()
	if got := column(b, f); got != want {
		t.Errorf("%s is %q, want %q", f, got, want)
	}
}

// TestProfileProblemsHaveLines: IMP-269, an unknown key or a wrong value is an error with its line.
func TestProfileProblemsHaveLines(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ":1: the file is empty"},
		{"name: A\nbogus: 1\n", `:2: "bogus" is not a key of a profile`},
		{"name: A\nname: B\n", `:2: "name" stands twice`},
		{"columns:\n  Units: unit\n", `:2: columns: "unit" is not a field`},
		{"columns:\n  Units: {feld: units}\n", `:2: "feld" is not a key of columns`},
		{"columns:\n  Time: {field: units, hours: true}\n", ":2: columns: hours: true"},
		{"columns:\n  Time: {hours: true}\n", `:2: columns: "Time" has no field`},
		{"columns: Units\n", ":1: columns wants entries"},
		{"fill_down: [patient_id, units]\n", ":1: fill_down: units belongs to one line"},
		{"constants:\n  date_of_service: 2026-01-01\n", ":2: constants: date_of_service has to come from a column"},
		{"constants:\n  birth_date: 1/32/1950\n", ":2: constants: birth_date: \"1/32/1950\" cannot be read"},
		{"values:\n  place_of_service:\n    Home: Haus\n", `:3: values: place_of_service: "Haus" cannot be read`},
		{"formats:\n  date: us\n", ":2: date wants month-first or day-first"},
		{"formats: {clock: 12}\n", ":1: clock wants 24"},
		{"skip:\n  - column: Status\n", ":2: skip: an entry wants column"},
		{"payers:\n  Acme:\n    unit_rule: eight\n", ":3: unit_rule wants cms8 or midpoint"},
		{"payer_classes:\n  commercial: {class: tricare}\n", `:2: "class" is not a key of payer_classes`},
		{"signature_days: soon\n", ":1: signature_days wants a whole number from 1 to 366"},
		{"match: Units\n", ":1: match wants a list"},
		{"header_row:\n", ":1: header_row wants a whole number"},
		{"name: &a x\nmatch: [*a]\n", ": anchors and aliases are not read"},
		{"name: a\n---\nname: b\n", ": a profile is a single document"},
		{"name: a\n  b: [\n", "not YAML"},
		{"therapists:\n  A: [x]\n  B: [X]\n", `:3: therapists: "X" stands for two persons`},
	} {
		_, err := profile.Parse("clinic.yaml", []byte(test.text), canParse)
		if err == nil || !strings.Contains(err.Error(), "clinic.yaml") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q gives %v, want %q", test.text, err, test.want)
		}
	}
	_, err := profile.Parse("clinic.yaml", []byte("bogus: 1\nsetting: x\n"), canParse)
	if several, ok := err.(interface{ Unwrap() []error }); !ok || len(several.Unwrap()) != 2 {
		t.Errorf("two problems are listed as %v", err)
	}
}

// TestProfileColumnMustExist: IMP-269, a column that the file does not have is an error that names the line.
func TestProfileColumnMustExist(t *testing.T) {
	const log = "DOS,CPT,Units\n1/31/2026,97110,2\n"
	for _, test := range []struct{ profile, want string }{
		{"name: A\ncolumns:\n  CPT: code\n  Min: minutes\n", `clinic.yaml:4: columns: log.csv has no column "Min"`},
		{"columns:\n  D: minutes\n", `clinic.yaml:2: columns: log.csv has no column "D"`},
		{"columns:\n  'Units #2': minutes\n", `clinic.yaml:2: columns: log.csv has no column "Units #2"`},
		{"skip:\n  - column: Status\n    equals: void\n", `clinic.yaml:2: skip: log.csv has no column "Status"`},
		{"repeat: [Minutes]\n", `clinic.yaml:1: repeat: log.csv has no column "Minutes"`},
		{"name: A\nmatch: [Wing]\n", "clinic.yaml:2: match: no sheet has all these headers"},
	} {
		_, err := importWith(t, test.profile, log)
		var problem *profile.ProfileError
		if !errors.As(err, &problem) || !strings.HasSuffix(err.Error(), test.want) && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q gives %v, want %q", test.profile, err, test.want)
		}
	}
}

// TestProfileIsPickedUpByItsHeaders: a saved profile is recognised, the more specific one first; a draw is an error that
// names both.
func TestProfileIsPickedUpByItsHeaders(t *testing.T) {
	const log = "Day,Service,U,Wing\n1/31/2026,97110,2,East\n"
	columns := "columns: {Day: date_of_service, Service: code, U: units}\n"
	paths := writeFiles(t, "a.yaml", "name: A\n"+columns, "b.yaml", "name: B\nmatch: [DAY, service, u, wing]\n"+columns,
		"c.yaml", "name: C\nmatch: [Ward]\n", "notes.txt", "no profile", "log.csv", log)
	o := testOptions()
	var err error
	if o.Profiles, err = ReadProfiles(filepath.Dir(paths[0])); err != nil {
		t.Fatal(err)
	}
	book, err := Import(paths[4:], o)
	if err != nil {
		t.Fatal(err)
	}
	if book.Sheets[0].Profile != "B" || len(book.Profiles) != 1 {
		t.Errorf("the profile is %q", book.Sheets[0].Profile)
	}
	expectColumn(t, book, audit.UnitsBilled, "2")

	draw := writeFiles(t, "a.yaml", "name: A\n"+columns, "b.yaml", "name: B\n"+columns, "log.csv", log)
	if o.Profiles, err = ReadProfiles(filepath.Dir(draw[0])); err != nil {
		t.Fatal(err)
	}
	if _, err = Import(draw[2:], o); err == nil || !strings.Contains(err.Error(), `"A" and "B"`) {
		t.Errorf("two profiles that fit equally give %v", err)
	}
}

// FuzzProfile: no text panics, and every problem has its line.
func FuzzProfile(f *testing.F) {
	f.Add("name: A\ncolumns:\n  Units: units\n")
	f.Add("columns: {A: {field: minutes, hours: true}}\nvalues: {payer: {1: Medicare}}\n")
	f.Add("payers:\n  X: {class: y, kx: true}\ntherapists: {A: [b, c]}\nskip: [{column: a, equals: b}]\n")
	f.Add("a: &a [*a]")
	f.Add("constants: {modifiers: GO KX, charge: '1'}\nfill_down: patient_id\nmatch: [[a, b], c]\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := profile.Parse("p.yaml", []byte(text), canParse)
		if err == nil {
			return
		}
		list := []error{err}
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			list = several.Unwrap()
		}
		for _, one := range list {
			var problem *profile.ProfileError
			if !errors.As(one, &problem) || problem.Line < 1 || strings.ContainsRune(one.Error(), '\n') && !strings.ContainsRune(text, '\n') {
				t.Errorf("%q: %v", text, one)
			}
		}
	})
}
