package refdata

import "otaudit/audit"

// TelehealthInfo says whether a code is on Medicare's list of telehealth services in one window of days.
type TelehealthInfo struct {
	Code         string
	Listed       bool
	Note, Source string
	Verified     string
	Window       audit.Window
	Row          string
}

type telehealthRow struct {
	Code     codeCell     `csv:"code"`
	From     day          `csv:"effective_from"`
	To       day          `csv:"effective_to"`
	Listed   yesNo        `csv:"listed"`
	Note     string       `csv:"note"`
	Source   required     `csv:"source"`
	Verified verifiedCell `csv:"verified"`
}

func (t *Tables) readTelehealth(s *source) {
	t.telehealth = index[string, TelehealthInfo]{}
	rows, lines := readRows[telehealthRow](s)
	for i, r := range rows {
		info := &TelehealthInfo{Code: string(r.Code), Listed: bool(r.Listed), Note: r.Note, Source: string(r.Source),
			Verified: string(r.Verified), Window: span(r.From, r.To), Row: "telehealth.csv " + string(r.Code)}
		t.telehealth.add(s, lines[i], info.Code, info.Window, info)
	}
}

// Telehealth returns what is known of a code on the list of telehealth services of a day; false if nothing is.
func (t *Tables) Telehealth(code string, on audit.Date) (*TelehealthInfo, bool) {
	return t.telehealth.at(code, on)
}
