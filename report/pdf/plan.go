package pdf

import (
	"fmt"
	"strings"

	"otaudit/report/model"
)

// plan prints the corrective action plan (REP-82, REP-83) on pages that lie on their side. Owner, dates and status are
// empty fields to write in.
func (p *pdfReport) plan() {
	c := p.canvas
	if len(p.actions) == 0 {
		p.part("Corrective action plan")
		c.para(body, "Nothing to correct was found on the lines that could be evaluated.")
		return
	}
	c.orient(true)
	p.part("Corrective action plan")
	c.para(small, model.PlanText)
	byKind := map[string][]model.Action{}
	for _, a := range p.actions {
		byKind[a.Kind] = append(byKind[a.Kind], a)
	}
	p.planTable(byKind[model.KindDifferences])
	if rest := byKind[model.KindComplete]; len(rest) > 0 {
		c.sub("Complete the record")
		p.planTable(rest)
	}
	c.orient(false)
}

// planColumn is a column of the plan: what stands in it, or nothing for one to write in.
type planColumn struct {
	head string
	part float64
	text func(*model.Action) string
}

var planColumns = []planColumn{
	{"no.", 3, func(a *model.Action) string { return fmt.Sprint(a.Number) }},
	{"issue, rule, citation", 20, issueCell},
	{"extent", 15, model.PlanExtent},
	{"cause to check", 15.5, func(a *model.Action) string { return a.Cause }},
	{"proposed action", 20, func(a *model.Action) string { return a.Proposal }},
	{"evidence of completion", 10.5, func(a *model.Action) string { return a.Evidence }},
	{"re-audit", 10, func(a *model.Action) string { return a.ReAudit }},
	{"re-audit date, sample", 5.5, nil},
	{"owner", 5.5, nil},
	{"due date", 4.5, nil},
	{"status", 4.5, nil},
}

// planTable prints actions, one row each. What is the same in all of them is said once, before the table.
func (p *pdfReport) planTable(actions []model.Action) {
	c := p.canvas
	var columns []column
	var texts []func(*model.Action) string
	var same []string
	for _, col := range planColumns {
		if col.text != nil && len(actions) > 1 && sameInAll(actions, col.text) {
			same = append(same, fmt.Sprintf("%s%s: %s", strings.ToUpper(col.head[:1]), col.head[1:], col.text(&actions[0])))
			continue
		}
		columns = append(columns, column{head: col.head, part: col.part, number: col.head == "no.", blank: col.text == nil, titled: true})
		texts = append(texts, col.text)
	}
	rows := make([][]string, len(actions))
	for i := range actions {
		for _, text := range texts {
			cell := ""
			if text != nil {
				cell = text(&actions[i])
			}
			rows[i] = append(rows[i], cell)
		}
	}
	if len(same) > 0 {
		c.need(130)
		c.para(note, "For every row of this table: "+strings.Join(same, "; ")+".")
	}
	c.tableSized(7, columns, rows)
}

func sameInAll(actions []model.Action, text func(*model.Action) string) bool {
	for i := range actions {
		if text(&actions[i]) != text(&actions[0]) {
			return false
		}
	}
	return true
}

// issueCell is the issue, as a title, with its rules and citation.
func issueCell(a *model.Action) string {
	title := strings.ReplaceAll(a.Issue, "\t", " ")
	if a.Kind == model.KindComplete {
		return strings.TrimPrefix(title, "not evaluated: ") + "\t" + strings.Join(a.Rules, ", ")
	}
	return strings.ReplaceAll(a.Rules[0], "\t", " ") + " " + title + "\t" + a.Citation
}
