package refdata

import (
	"strings"

	"otaudit/audit"
)

// ModifierInfo is a modifier in one window of days.
type ModifierInfo struct {
	Modifier, Meaning string
	Group             string   // discipline, assistant, distinct, threshold, abn, telehealth, habilitative, reporting_retired, other
	Requires          []string // must stand on the same line
	ExclusiveWith     []string // must not stand on the same line; the table is symmetric
	ExclusiveVerified string   // of ExclusiveWith; empty if that is empty
	Medicare          bool     // used by Medicare
	Note, Source      string
	Verified          string
	Window            audit.Window
	Row               string
}

type modifierRow struct {
	Modifier          modifierCell    `csv:"modifier"`
	From              day             `csv:"effective_from"`
	To                day             `csv:"effective_to"`
	Meaning           required        `csv:"meaning"`
	Group             required        `csv:"group"`
	Requires          modifierList    `csv:"requires"`
	ExclusiveWith     modifierList    `csv:"exclusive_with"`
	ExclusiveVerified verifiedOrEmpty `csv:"exclusive_verified"`
	Medicare          yesNo           `csv:"medicare"`
	Note              string          `csv:"note"`
	Source            required        `csv:"source"`
	Verified          verifiedCell    `csv:"verified"`
}

func (t *Tables) readModifiers(s *source) {
	t.modifiers = index[string, ModifierInfo]{}
	rows, lines := readRows[modifierRow](s)
	for i, r := range rows {
		if (r.ExclusiveWith == "") != (r.ExclusiveVerified == "") {
			s.fault(lines[i], "exclusive_verified", "must be filled exactly where exclusive_with is")
		}
		info := &ModifierInfo{
			Modifier: string(r.Modifier), Meaning: string(r.Meaning), Group: string(r.Group),
			Requires: strings.Fields(string(r.Requires)), ExclusiveWith: strings.Fields(string(r.ExclusiveWith)),
			ExclusiveVerified: string(r.ExclusiveVerified), Medicare: bool(r.Medicare), Note: r.Note,
			Source: string(r.Source), Verified: string(r.Verified), Window: span(r.From, r.To),
			Row: "modifiers.csv " + string(r.Modifier),
		}
		t.modifiers.add(s, lines[i], info.Modifier, info.Window, info)
	}
}

// Modifier gives the row of a modifier that is in force on a day.
func (t *Tables) Modifier(modifier string, on audit.Date) (*ModifierInfo, bool) {
	return t.modifiers.at(modifier, on)
}

// ModifierEver gives all rows of a modifier, oldest first.
func (t *Tables) ModifierEver(modifier string) []*ModifierInfo { return t.modifiers.ever(modifier) }

// KnownModifier says whether the modifier is in the table, in whatever window.
func (t *Tables) KnownModifier(modifier string) bool { return len(t.modifiers[modifier]) > 0 }
