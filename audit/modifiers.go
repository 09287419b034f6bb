package audit

// ModifierSet says which modifiers stand on a line, of those that rules ask for. It is worked out once for each list of
// modifiers and is part of the line's kind.
type ModifierSet uint16

// The modifiers that rules ask for: one by one, or several that mean the same to them.
const (
	GO ModifierSet = 1 << iota
	GP
	GN
	CO
	CQ
	KX
	GY
	LiabilityNotice // GA, GX or GZ: billed as not expected to be covered
	DistinctService // 59, XE, XS, XP or XU: a separate service (NCCI Policy Manual, chapter I, section E)
	Telehealth      // 93, 95 or GT
	OtherModifier   // any other modifier, or what is none
)

// modifierNamed is what a token of the list adds to the set.
func modifierNamed(token string) ModifierSet {
	switch token {
	case "GO":
		return GO
	case "GP":
		return GP
	case "GN":
		return GN
	case "CO":
		return CO
	case "CQ":
		return CQ
	case "KX":
		return KX
	case "GY":
		return GY
	case "GA", "GX", "GZ":
		return LiabilityNotice
	case "59", "XE", "XS", "XP", "XU":
		return DistinctService
	case "93", "95", "GT":
		return Telehealth
	}
	return OtherModifier
}

// ModifiersIn gives the set of a list.
func ModifiersIn(list ...string) (set ModifierSet) {
	for _, token := range list {
		set |= modifierNamed(token)
	}
	return set
}

// Carries says whether the line has one of the modifiers.
func (l *Line) Carries(any ModifierSet) bool { return l.lineClass.modifiers&any != 0 }
