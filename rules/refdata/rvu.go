package refdata

import (
	"fmt"

	"otaudit/audit"
)

// RVUInfo holds the national relative values of a code in one window of days. Relative values are in hundredths,
// conversion factors in ten-thousandths of a dollar; -1 says that a value is not known.
type RVUInfo struct {
	Code                            string
	Year                            int
	Work, PENonFacility, PEFacility int32
	MP                              int32
	TotalNonFacility, TotalFacility int32
	Status                          string // Medicare status code; empty for 2023, whose source had none
	ShownNotUsed                    bool   // the values are published but not used for Medicare payment
	PCTC, GlobalDays                string
	MPPR                            bool // takes part in the practice-expense reduction (MULT PROC 5)
	ConversionFactor                int32
	ConversionFactorVerified        string
	ConversionFactorQP              int32 // for qualifying APM participants
	Note, Source                    string
	Verified                        string
	Window                          audit.Window
	Row                             string
}

type rvuRow struct {
	Code         codeCell       `csv:"code"`
	Year         count          `csv:"year"`
	From         day            `csv:"effective_from"`
	To           day            `csv:"effective_to"`
	Work         hundredths     `csv:"work"`
	PENonFac     hundredths     `csv:"pe_nonfacility"`
	PEFac        hundredths     `csv:"pe_facility"`
	MP           hundredths     `csv:"mp"`
	TotalNonFac  hundredths     `csv:"total_nonfacility"`
	TotalFac     hundredths     `csv:"total_facility"`
	Status       statusCell     `csv:"status"`
	ShownNotUsed yesNo          `csv:"rvu_shown_not_used"`
	PCTC         string         `csv:"pctc"`
	GlobalDays   string         `csv:"global_days"`
	MultProc     string         `csv:"mult_proc"`
	CF           tenThousandths `csv:"conversion_factor"`
	CFVerified   verifiedCell   `csv:"conversion_factor_verified"`
	CFQP         tenThousandths `csv:"conversion_factor_qp"`
	Note         string         `csv:"note"`
	Source       required       `csv:"source"`
	Verified     verifiedCell   `csv:"verified"`
}

// statusCell is a Medicare status code, one capital letter, or empty.
type statusCell string

func (c *statusCell) UnmarshalCSV(text string) error {
	*c = statusCell(text)
	if text != "" && (len(text) != 1 || text[0] < 'A' || text[0] > 'Z') {
		return fmt.Errorf("%q is not a status code of one capital letter", text)
	}
	return nil
}

func (t *Tables) readRVUs(s *source) {
	t.rvus = index[string, RVUInfo]{}
	rows, lines := readRows[rvuRow](s)
	for i, r := range rows {
		window := span(r.From, r.To)
		s.knowsTo(window.To)
		if !window.HasFrom || !window.HasTo || window.From.Year() != int(r.Year) || window.To.Year() != int(r.Year) {
			s.fault(lines[i], "year", "effective_from and effective_to must be days of that year")
		}
		if r.CF == noNumber {
			s.fault(lines[i], "conversion_factor", "empty, but a value is needed")
		}
		checkTotal(s, lines[i], "total_nonfacility", r.Work, r.PENonFac, r.MP, r.TotalNonFac)
		checkTotal(s, lines[i], "total_facility", r.Work, r.PEFac, r.MP, r.TotalFac)
		info := &RVUInfo{
			Code: string(r.Code), Year: int(r.Year), Work: int32(r.Work), PENonFacility: int32(r.PENonFac),
			PEFacility: int32(r.PEFac), MP: int32(r.MP), TotalNonFacility: int32(r.TotalNonFac),
			TotalFacility: int32(r.TotalFac), Status: string(r.Status), ShownNotUsed: bool(r.ShownNotUsed),
			PCTC: r.PCTC, GlobalDays: r.GlobalDays, MPPR: t.takesMPPR(r), ConversionFactor: int32(r.CF),
			ConversionFactorVerified: string(r.CFVerified), ConversionFactorQP: int32(r.CFQP), Note: r.Note,
			Source: string(r.Source), Verified: string(r.Verified), Window: window,
			Row: fmt.Sprintf("rvu.csv %s %d", r.Code, r.Year),
		}
		if len(t.rvus[info.Code]) > 0 || window.From != audit.DateOf(info.Year, 1, 1) {
			info.Row += " from " + window.From.String()
		}
		t.rvus.add(s, lines[i], info.Code, window, info)
	}
}

func checkTotal(s *source, line int, column string, work, pe, mp, total hundredths) {
	if work != noNumber && pe != noNumber && mp != noNumber && total != noNumber && work+pe+mp != total {
		text, _ := (work + pe + mp).MarshalCSV()
		s.fault(line, column, "is not the sum of work, pe and mp, %s", text)
	}
}

// takesMPPR reads MULT PROC 5; the rows without that column fall back on the code table.
func (t *Tables) takesMPPR(r rvuRow) bool {
	if r.MultProc != "" {
		return r.MultProc == "5"
	}
	code, ok := t.codes.at(string(r.Code), audit.Date(r.From))
	return ok && code.MPPR
}

// RVU gives the relative values of a code that are in force on a day.
func (t *Tables) RVU(code string, on audit.Date) (*RVUInfo, bool) { return t.rvus.at(code, on) }
