package importers

import (
	"sync"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/profile"
	"otaudit/importers/value"
)

// parseGiven reads a value that a profile gives: dates as 2026-01-31, times on the 24-hour clock.
func parseGiven(f audit.Field, text string) value.Outcome {
	raw := grid.NewDictColumn()
	raw.Intern([]byte(text), value.CellHint{})
	options := &Options{Clock24: true, Decimals: value.DecimalPoint, KnownModifier: func(string) bool { return false }}
	return (&plan{table: &table{}}).parser(&binding{field: f}, raw, nil, audit.NewSymbols(), options)(value.CellValue{Text: text})
}

// canParse reports whether a profile's value can be read, and else the form expected.
func canParse(f audit.Field, text string) (expected string, ok bool) {
	v := parseGiven(f, text)
	return v.Why, v.Reading == value.OK
}

// ReadProfile reads the profile that is to be used.
func ReadProfile(path string) (*profile.Profile, error) { return profile.Load(path, canParse) }

// ReadProfiles reads the profiles of a folder, in the order of their names.
func ReadProfiles(dir string) ([]*profile.Profile, error) { return profile.LoadFolder(dir, canParse) }

// builtInProfiles are the exports that the program recognises by their headers.
var builtInProfiles = sync.OnceValue(func() []*profile.Profile { return profile.BuiltIn(canParse) })
