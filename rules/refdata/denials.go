package refdata

import (
	"fmt"

	"otaudit/audit"
)

// DenialInfo is a denial that a kind of finding would likely meet. It is never a prediction.
type DenialInfo struct {
	Kind         string // kind of finding: modifier_missing, units_over_mue, …
	Group        string // CO: the provider is liable; PR: the patient
	CARC, RARC   string // claim adjustment reason code; remittance advice remark code, may be empty
	Meaning      string // in our own words
	MeaningAlone bool   // no source ties the code to the finding; its meaning fits
	Note, Source string
	Verified     string
	Window       audit.Window
	Row          string
}

type denialRow struct {
	Kind     required     `csv:"finding_kind"`
	Group    groupCell    `csv:"group_code"`
	CARC     required     `csv:"carc"`
	RARC     string       `csv:"rarc"`
	From     day          `csv:"effective_from"`
	To       day          `csv:"effective_to"`
	Meaning  required     `csv:"meaning"`
	Mapping  mappingCell  `csv:"mapping"`
	Note     string       `csv:"note"`
	Source   required     `csv:"source"`
	Verified verifiedCell `csv:"verified"`
}

func (t *Tables) readDenials(s *source) {
	t.denials = map[string][]DenialInfo{}
	seen := index[[4]string, DenialInfo]{}
	rows, lines := readRows[denialRow](s)
	for i, r := range rows {
		info := DenialInfo{
			Kind: string(r.Kind), Group: string(r.Group), CARC: string(r.CARC), RARC: r.RARC, Meaning: string(r.Meaning),
			MeaningAlone: r.Mapping == "by_meaning", Note: r.Note, Source: string(r.Source), Verified: string(r.Verified),
			Window: span(r.From, r.To), Row: fmt.Sprintf("denial_codes.csv %s %s-%s", r.Kind, r.Group, r.CARC),
		}
		seen.add(s, lines[i], [4]string{info.Kind, info.Group, info.CARC, info.RARC}, info.Window, &info)
		t.denials[info.Kind] = append(t.denials[info.Kind], info)
	}
}

// Denials lists the denials that a kind of finding would likely meet, in the order of the table, whatever their window.
// The result is shared: do not change it.
func (t *Tables) Denials(kind string) []DenialInfo { return t.denials[kind] }
