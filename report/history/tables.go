package history

import (
	"encoding/csv"
	"io"
	"slices"

	"otaudit/report/jsonfile"
	"otaudit/report/model"
)

// schema is the number of the layout of compare.json.
const schema = 1

// WriteJSON writes all of a comparison: one series a clinic. Money is in whole cents.
func WriteJSON(w io.Writer, clinics []*Series) error {
	return jsonfile.Write(w, struct {
		Schema  int       `json:"compare_schema"`
		Clinics []*Series `json:"clinics"`
	}{schema, clinics}, " ")
}

// WriteCSV writes a row a finding, with its state in each month and what made it come or go in brackets. Its first columns are those
// of findings.csv. A text that a spreadsheet would take for a formula is marked as text.
func WriteCSV(w io.Writer, clinics []*Series) error {
	var months []string
	for _, s := range clinics {
		for i := range s.Steps {
			if label := s.Steps[i].Label; !slices.Contains(months, label) {
				months = append(months, label)
			}
		}
	}
	out := csv.NewWriter(w)
	row := func(cells ...string) {
		for i, cell := range cells {
			cells[i] = model.CellText(model.SafeText(cell))
		}
		out.Write(cells) // the error is kept until the end
	}
	row(append([]string{"finding_id", "rule", "name", "severity", "clinic", "patient", "visit", "therapist", "code", "amount_delta", "accepted_by", "accepted_until", "accepted_reason"}, months...)...)
	for _, s := range clinics {
		for i := range s.Findings {
			c := &s.Findings[i]
			cells := []string{c.ID, c.Rule, c.Name, c.Severity.String(), s.Client, c.Patient, c.Visit, c.Therapist, c.Code, c.Money.String(), c.Accepted.By, c.Accepted.Until, c.Accepted.Reason}
			states := make([]string, len(months))
			for j, state := range c.States {
				states[slices.Index(months, s.Steps[j].Label)] = state.text()
			}
			row(append(cells, states...)...)
		}
	}
	out.Flush()
	return out.Error()
}

func (s *State) text() string {
	switch {
	case s.Cause != CauseNone:
		return s.Is + " (" + string(s.Cause) + ")"
	case s.Why != "" && s.Is == model.StatusNotReexamined:
		return s.Is + " (" + s.Why + ")"
	}
	return s.Is
}
