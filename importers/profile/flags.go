package profile

import (
	"errors"
	"fmt"
	"strings"

	"otaudit/audit"
)

// ColumnFlag is what a --column flag states: "Time=minutes". The last = separates; the header may be narrowed as
// FILE!SHEET!HEADER, FILE!HEADER or SHEET!HEADER, and #3 is the third column.
type ColumnFlag struct {
	Text        string // as given
	Name        string // of the column, as given
	Field       audit.Field
	None, Hours bool
}

// ParseColumnFlag reads the value of a --column flag. The errors say what is wrong with it and do not repeat it.
func ParseColumnFlag(text string) (ColumnFlag, error) {
	at := strings.LastIndex(text, "=")
	if at < 0 {
		return ColumnFlag{}, errors.New("not of the form HEADER=FIELD")
	}
	flag := ColumnFlag{Text: text, Name: strings.TrimSpace(text[:at])}
	field, unit, _ := strings.Cut(strings.TrimSpace(text[at+1:]), ":")
	known := false
	if flag.None = field == "skip"; !flag.None {
		if flag.Field, known = audit.FieldNamed(field); !known {
			return ColumnFlag{}, fmt.Errorf("%q is not a field", field)
		}
	}
	flag.Hours = unit == "hours"
	switch {
	case flag.Name == "":
		return ColumnFlag{}, errors.New("no header before the =; #3 names the third column")
	case unit != "" && (!flag.Hours || flag.None || flag.Field.Kind() != audit.Integer):
		return ColumnFlag{}, errors.New("behind the field only :hours may stand, and only of minutes")
	}
	return flag, nil
}

// String is the flag as it is typed.
func (f *ColumnFlag) String() string { return "--column " + shellWord(f.Text) }

// TypedFlag is the flag that states the field of a column, or skip, ready to be typed.
func TypedFlag(column, field string) string { return "--column " + shellWord(column+"="+field) }

// shellWord quotes a text so that a shell takes it for one word and leaves it as it is.
func shellWord(text string) string {
	switch {
	case !strings.ContainsAny(text, "$`\\\"!"):
		return `"` + text + `"`
	case !strings.Contains(text, "'"):
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(text) + `"`
}

// HeaderIn returns the header that the flag means in a sheet: without the parts that name the file or the sheet.
func (f *ColumnFlag) HeaderIn(file, sheet string) string {
	for _, narrow := range []string{file + "!" + sheet + "!", file + "!", sheet + "!"} {
		if narrow != "!" && len(f.Name) > len(narrow) && strings.EqualFold(f.Name[:len(narrow)], narrow) {
			return f.Name[len(narrow):]
		}
	}
	return f.Name
}

// With returns the profile of a sheet with what flags state of its columns; the profile itself if there are no flags.
func (p *Profile) With(flags []ColumnFlag, file, sheet string) *Profile {
	if len(flags) == 0 {
		return p
	}
	over := *p.OrNone()
	over.base = p
	over.Flags = nil
	for i := range flags {
		f := &flags[i]
		over.Flags = append(over.Flags, ColumnUse{Header: f.HeaderIn(file, sheet), Field: f.Field, None: f.None, Hours: f.Hours,
			Flag: f.String(), Text: f.Text})
	}
	return &over
}

// Base returns the profile without what flags state; nil if there is none.
func (p *Profile) Base() *Profile {
	if p != nil && p.Flags != nil {
		return p.base
	}
	return p
}
