package audit

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestLinesCarryWhatTheirListsHold asks lines of an audited log, before and after corrections, for each modifier by its
// set and by its list.
func TestLinesCarryWhatTheirListsHold(t *testing.T) {
	named := map[ModifierSet][]string{GO: {"GO"}, GP: {"GP"}, GN: {"GN"}, CO: {"CO"}, CQ: {"CQ"}, KX: {"KX"}, GY: {"GY"},
		LiabilityNotice: {"GA", "GX", "GZ"}, DistinctService: {"59", "XE", "XS", "XP", "XU"}, Telehealth: {"93", "95", "GT"},
		OtherModifier: {"76", "ZZ", "G", "GOGO"}}
	var tokens []string
	for _, names := range named {
		tokens = append(tokens, names...)
	}
	slices.Sort(tokens)
	rapid.Check(t, func(t *rapid.T) {
		log := motleyLog(t)
		for _, s := range log {
			s.Layout.Slots[0][Modifiers] = []int32{99}
			if list := rapid.SliceOfN(rapid.SampledFrom(tokens), 0, 5).Draw(t, "modifiers"); len(list) > 0 {
				s.Set(Modifiers, s.Layout.Symbols.InternList(list))
			}
		}
		add := rapid.SampledFrom([]string{"GO", "CO"}).Draw(t, "added")
		judge := addModifier(add)
		rule := toyRule("M001", ScopeDay, func(p *Pass, g *Group) {
			for _, l := range g.Lines {
				list := l.List(Modifiers)
				for one, names := range named {
					has := slices.ContainsFunc(list, func(m string) bool { return slices.Contains(names, m) })
					if l.Carries(one) != has {
						t.Errorf("a line with %q carries %v: %t", list, names, !has)
					}
				}
			}
			judge(p, g)
		})
		rule.MaxSafety = Safe
		result := Run(log, Config{Rules: []*Rule{rule}, Payers: motleyPayers{}, Codes: toyBooks{}, Workers: 1})
		if len(result.Failures) > 0 {
			t.Errorf("failures: %v", result.Failures)
		}
	})
}
