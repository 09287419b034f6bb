package refdata

import "otaudit/audit"

// PairInfo is an NCCI procedure-to-procedure edit in one window of days. It has a direction: Column2 is the line denied.
type PairInfo struct {
	Column1, Column2 string
	Setting          Setting
	ModifierHelps    bool // indicator 1: a proper modifier allows both; false is indicator 0: nothing does
	Rationale        string
	StartBasis       string // published, inferred or unknown: where the start of the window comes from
	LastRelease      string // newest release in which the row was seen, such as 2026Q4; empty if not noted
	Note, Source     string
	Verified         string
	Window           audit.Window
	Row              string
}

type pairKey struct {
	column1, column2 string
	setting          Setting
}

type pairRow struct {
	Column1    codeCell       `csv:"column1"`
	Column2    codeCell       `csv:"column2"`
	Setting    Setting        `csv:"setting"`
	Indicator  indicatorCell  `csv:"modifier_indicator"`
	From       day            `csv:"effective_from"`
	To         day            `csv:"effective_to"`
	Rationale  required       `csv:"rationale"`
	StartBasis startBasisCell `csv:"effective_from_basis"`
	Release    release        `csv:"last_release_seen"`
	Note       string         `csv:"note"`
	Source     required       `csv:"source"`
	Verified   verifiedCell   `csv:"verified"`
}

func (t *Tables) readPairs(s *source) {
	t.pairs, t.edited = index[pairKey, PairInfo]{}, map[string]bool{}
	rows, lines := readRows[pairRow](s)
	for i, r := range rows {
		if (r.From == noDay) != (r.StartBasis == "unknown") {
			s.fault(lines[i], "effective_from_basis", "must be unknown exactly where effective_from is empty")
		}
		info := &PairInfo{
			Column1: string(r.Column1), Column2: string(r.Column2), Setting: r.Setting,
			ModifierHelps: r.Indicator == "1", Rationale: string(r.Rationale), StartBasis: string(r.StartBasis),
			LastRelease: string(r.Release), Note: r.Note, Source: string(r.Source), Verified: string(r.Verified),
			Window: span(r.From, r.To), Row: "ncci_ptp.csv " + string(r.Column1) + "/" + string(r.Column2),
		}
		s.knowsRelease(r.Release)
		t.pairs.add(s, lines[i], pairKey{info.Column1, info.Column2, info.Setting}, info.Window, info)
		t.markEdit(info)
		t.edited[info.Column1], t.edited[info.Column2] = true, true
	}
}

// markEdit notes in the rows of the first code that it is in an edit with the second.
func (t *Tables) markEdit(info *PairInfo) {
	for _, first := range t.CodeEver(info.Column1) {
		for _, second := range t.CodeEver(info.Column2) {
			word := second.number / 64
			if missing := word + 1 - len(first.edits); missing > 0 {
				first.edits = append(first.edits, make([]uint64, missing)...)
			}
			first.edits[word] |= 1 << (second.number % 64)
		}
	}
}

// MayEdit says whether the table holds an edit with this code in column 1 and the other in column 2, of whatever setting and
// date. Most pairs of codes of a day have none, and need not be looked up.
func (c *CodeInfo) MayEdit(column2 *CodeInfo) bool {
	word := column2.number / 64
	return word < len(c.edits) && c.edits[word]&(1<<(column2.number%64)) != 0
}

// KnowsEdits says whether the table holds any edit of the code, of whatever setting and date. Of a code without one nobody knows
// whether it has none: the extracts that the embedded table was made of hold the therapy codes only.
func (t *Tables) KnowsEdits(code string) bool { return t.edited[code] }

// Pair gives the edit in force on a day with the codes in these columns.
func (t *Tables) Pair(column1, column2 string, setting Setting, on audit.Date) (*PairInfo, bool) {
	return t.pairs.at(pairKey{column1, column2, setting}, on)
}

// Adjudication says how a medically unlikely edit is judged.
type Adjudication uint8

// The adjudication indicators of the MUE table.
const (
	PerLine       Adjudication = 1 // each claim line alone
	DayAbsolute   Adjudication = 2 // all lines of the day; no evidence helps
	DayOvercoming Adjudication = 3 // all lines of the day; evidence can overcome it
)

// MUEInfo is a medically unlikely edit in one window of days.
type MUEInfo struct {
	Code         string
	Setting      Setting
	Units        int // the most units that are paid; 0 is meaningful: never payable in that setting
	Adjudication Adjudication
	Rationale    string
	LastRelease  string // newest release in which the value was seen; empty if not noted
	Note, Source string
	Verified     string
	Window       audit.Window
	Row          string
}

type mueKey struct {
	code    string
	setting Setting
}

type mueRow struct {
	Code         codeCell         `csv:"code"`
	Setting      Setting          `csv:"setting"`
	From         day              `csv:"effective_from"`
	To           day              `csv:"effective_to"`
	Units        count            `csv:"units"`
	Adjudication adjudicationCell `csv:"adjudication"`
	Rationale    required         `csv:"rationale"`
	Release      release          `csv:"last_release_seen"`
	Note         string           `csv:"note"`
	Source       required         `csv:"source"`
	Verified     verifiedCell     `csv:"verified"`
}

func (t *Tables) readMUEs(s *source) {
	t.mues = index[mueKey, MUEInfo]{}
	rows, lines := readRows[mueRow](s)
	for i, r := range rows {
		info := &MUEInfo{
			Code: string(r.Code), Setting: r.Setting, Units: int(r.Units), Rationale: string(r.Rationale),
			LastRelease: string(r.Release), Note: r.Note, Source: string(r.Source), Verified: string(r.Verified),
			Adjudication: Adjudication(r.Adjudication[0] - '0'),
			Window:       span(r.From, r.To), Row: "mue.csv " + string(r.Code) + " " + r.Setting.String(),
		}
		s.knowsRelease(r.Release)
		t.mues.add(s, lines[i], mueKey{info.Code, info.Setting}, info.Window, info)
	}
}

// MUE gives the medically unlikely edit of a code that is in force on a day.
func (t *Tables) MUE(code string, setting Setting, on audit.Date) (*MUEInfo, bool) {
	return t.mues.at(mueKey{code, setting}, on)
}
