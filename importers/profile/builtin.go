package profile

import (
	"embed"
	"path"
	"sync"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

//go:embed profiles/*.yaml
var builtInFiles embed.FS

// BuiltIn reads the exports that the program recognises by their headers (IMP-157 to IMP-165). A file that does
// not load is a fault of the build, which the tests exclude.
func BuiltIn(canParse CanParse) []*Profile {
	const dir = "profiles"
	entries, err := builtInFiles.ReadDir(dir)
	if err != nil {
		panic(err)
	}
	var profiles []*Profile
	for _, entry := range entries {
		text, err := builtInFiles.ReadFile(path.Join(dir, entry.Name()))
		if err != nil {
			panic(err)
		}
		p, err := Parse(entry.Name(), text, canParse)
		if err != nil {
			panic(err)
		}
		p.BuiltIn = true
		profiles = append(profiles, p)
	}
	return profiles
}

// CanonicalProfileName is the name under which this program's own form is recognised.
const CanonicalProfileName = "otaudit canonical form"

// CanonicalProfile reads the output of `convert`: each column is the field of its name (IMP-81).
var CanonicalProfile = sync.OnceValue(func() *Profile {
	p := &Profile{Name: CanonicalProfileName, BuiltIn: true, Canonical: true, Dates: value.MonthFirst, Clock24: true, Decimals: value.DecimalPoint}
	for _, header := range header.CanonicalHeader() {
		f, ok := audit.FieldNamed(header)
		p.Columns = append(p.Columns, ColumnUse{Header: header, Field: f, None: !ok})
		p.Match = append(p.Match, []string{header})
	}
	return p
})
