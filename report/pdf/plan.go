package pdf

import (
	"fmt"
	"strings"

	"otaudit/report/model"
)

// plan prints actions, one row each. What is the same in all of them is said once, before the table.
func (p *pdfReport) plan(actions model.Plan) {
	c := p.canvas
	columns := []column{{head: "no.", part: 3, number: true}, {head: model.PlanTitleLabel, part: 20, titled: true}}
	rows := make([][]string, len(actions))
	for i := range actions {
		a := &actions[i]
		rows[i] = []string{fmt.Sprint(a.Number), strings.ReplaceAll(a.Title(), "\t", " ") + "\t" + a.Source()}
	}
	var same []string
	for _, f := range model.PlanFields {
		if f.Text != nil && len(actions) > 1 && sameInAll(actions, f.Text) {
			same = append(same, f.Label+": "+f.Text(&actions[0]))
			continue
		}
		columns = append(columns, column{head: f.Label, part: f.Width, blank: f.Text == nil})
		for i := range actions {
			cell := ""
			if f.Text != nil {
				cell = f.Text(&actions[i])
			}
			rows[i] = append(rows[i], cell)
		}
	}
	if len(same) > 0 {
		c.need(130)
		c.para(note, "The same for every row of this table: "+strings.Join(same, "; ")+".")
	}
	c.grid(7, columns, rows, nil)
}

func sameInAll(actions model.Plan, text func(*model.Action) string) bool {
	for i := range actions {
		if text(&actions[i]) != text(&actions[0]) {
			return false
		}
	}
	return true
}
