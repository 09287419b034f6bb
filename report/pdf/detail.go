package pdf

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

func isPattern(g *ruleGroup) bool { return strings.HasPrefix(g.rule, "P") }

// findings prints the findings in detail (REP-18, REP-19).
func (p *pdfReport) findings() {
	c := p.canvas
	p.partWith("Findings in detail", 220)
	states := map[string]int{}
	shown, all := 0, 0
	for i := range p.groups {
		if !isPattern(&p.groups[i]) {
			shown += len(p.groups[i].shown)
			all += len(p.groups[i].all)
		}
	}
	for i := range p.r.Findings {
		states[p.r.Findings[i].Status]++
	}
	if all == 0 {
		c.para(body, fmt.Sprintf("No difference found on %s; what could not be evaluated stands in section 4.", model.Plural(p.all.Lines, "line", "lines")))
		return
	}
	c.para(body, fmt.Sprintf("%s, of which %s shown here; all are in findings.csv. Where a rule has more, those with the largest amounts are shown. "+
		"Within a rule they stand in the order of patient and visit; what is the same in all of them stands in its head. "+
		"Beside the id of a finding: severity, state, patient, visit, date, code, therapist and payer; at the right the cell.", model.Plural(all, "finding", "findings"), model.Plural(shown, "is", "are")))
	if len(states) > 1 {
		rows := [][]string{}
		for _, s := range model.SortedKeys(states) {
			rows = append(rows, []string{model.OrNone(s), model.Count(states[s])})
		}
		c.table([]column{text("state"), number("findings")}, rows)
	}
	c.para(small, "Corrections: "+model.CorrectionsText(p.r.Corrections)+". "+model.HeldText)
	for i := range p.groups {
		if g := &p.groups[i]; !isPattern(g) {
			p.group(g)
		}
	}
}

// patterns prints the P findings apart, as reasons to look (REP-20).
func (p *pdfReport) patterns() {
	c := p.canvas
	p.partWith("Patterns", 64)
	c.para(body, "A pattern is a reason to look, not a finding of fault. Each names the test and the group it is compared with.")
	none := true
	for i := range p.groups {
		if g := &p.groups[i]; isPattern(g) {
			none = false
			p.group(g)
		}
	}
	if none {
		judged := 0
		for i := range p.r.Rules {
			if strings.HasPrefix(p.r.Rules[i].ID, "P") && p.r.Rules[i].Evaluated > 0 {
				judged++
			}
		}
		if judged == 0 {
			c.para(body, "No pattern rule could be evaluated on these files; section 4 says what was missing.")
		} else {
			c.para(body, "No pattern stood out in the "+model.Plural(judged, "pattern rule", "pattern rules")+" that could be evaluated.")
		}
	}
}

// group prints the findings of a rule. What is the same in all that are shown is said once, in its head.
func (p *pdfReport) group(g *ruleGroup) {
	c := p.canvas
	details := make([][][2]string, len(g.shown))
	for i, f := range g.shown {
		details[i] = findingDetails(f)
	}
	common := takeCommon(details)
	head := fmt.Sprintf("%s (%s at most)%s", model.Plural(len(g.all), "finding", "findings"), g.severity, p.purposeOf(g.rule))
	for _, d := range common {
		head += " " + strings.ToUpper(d[0][:1]) + d[0][1:] + ": " + d[1]
		if !strings.ContainsAny(d[1][len(d[1])-1:], ".?!") {
			head += "."
		}
	}
	title := strings.TrimSpace(g.rule + "  " + model.RuleTitle(g.name))
	if len(g.shown) > 0 {
		lines := len(wrap(note.face, note.size, c.frame(), head))
		room := 24 + float64(lines)*note.leading() + c.leastOf(g.shown[0])
		if len(g.shown) < len(g.all) {
			room += small.leading() + 5
		}
		c.need(min(room, (c.bottom-c.top)*0.5))
	}
	if c.y > c.top {
		c.y += 5
	}
	c.bookmark(title, 1)
	c.heading(style{bold, 10.5, accent}, title)
	c.y -= 2
	c.para(note, head)
	c.y -= 2
	if more := len(g.all) - len(g.shown); more > 0 {
		c.para(smallB, fmt.Sprintf("%s shown here; %s: %s more in findings.csv.", model.Count(len(g.shown)), g.rule, model.Count(more)))
	}
	for i, f := range g.shown {
		p.finding(f, details[i])
	}
}

// findingDetails are the details of a finding, with the title of its correction and its table rows apart, since findings
// of a rule mostly share the one and not the other.
func findingDetails(f *audit.Finding) [][2]string {
	var list [][2]string
	untitled := *f
	untitled.Fix.Title = ""
	for _, d := range model.DetailsOf(f) {
		switch d[0] {
		case "correction":
			state := strings.TrimSpace(model.FixText(&untitled, model.ShownEdits))
			if len(f.Fix.Edits) == 0 && f.Fix.Title != "" {
				list = append(list, [2]string{"proposed", f.Fix.Title + " " + state})
				continue
			}
			list = append(list, [2]string{"proposed", f.Fix.Title}, [2]string{"correction", state})
		case "authority":
			list = append(list, [2]string{"authority", strings.Join(model.Present(f.Cites...), "; ")}, [2]string{"tables", strings.Join(model.Present(f.TableRows...), "; ")})
		default:
			list = append(list, d)
		}
	}
	return slices.DeleteFunc(list, func(d [2]string) bool { return strings.TrimSpace(d[1]) == "" })
}

// commonLabels name the details that are said once for a rule where all its findings have the same.
var commonLabels = []string{"authority", "likely denial", "proposed", "to do"}

// takeCommon takes out of the details of all findings those of the common labels that are the same in each.
func takeCommon(details [][][2]string) [][2]string {
	var common [][2]string
	for _, label := range commonLabels {
		has := func(d [2]string) bool { return d[0] == label }
		same := len(details) > 0
		for i := range details {
			at, first := slices.IndexFunc(details[i], has), slices.IndexFunc(details[0], has)
			same = same && at >= 0 && first >= 0 && details[i][at] == details[0][first]
		}
		if !same {
			continue
		}
		common = append(common, details[0][slices.IndexFunc(details[0], has)])
		for i := range details {
			details[i] = slices.DeleteFunc(details[i], has)
		}
	}
	return common
}

func (p *pdfReport) purposeOf(rule string) string {
	for i := range p.r.Rules {
		if p.r.Rules[i].ID == rule && p.r.Rules[i].Purpose != "" {
			return ". " + p.r.Rules[i].Purpose
		}
	}
	return "."
}

// leastOf is the height of a finding's head with its first lines, which are never parted.
func (c *canvas) leastOf(f *audit.Finding) float64 {
	who := len(wrap(beside.face, beside.size, c.frame(), whose(f)))
	lines := len(wrap(message.face, message.size, c.frame(), f.Message))
	return 18 + float64(min(who, 3))*beside.leading() + float64(min(lines, 2))*message.leading() + small.leading()
}

// message is how the sentence of a finding looks.
var message = style{regular, 8.8, ink}

// finding prints one finding: whose, where, billed and supported, the working, the correction, the next steps.
func (p *pdfReport) finding(f *audit.Finding, details [][2]string) {
	c := p.canvas
	c.need(c.leastOf(f))
	c.line(c.left, c.y, c.right, c.y, 0.5, hair)
	c.y += 3
	id := f.ID
	if id == "" {
		id = f.Rule
	}
	cell := fit(mono, code8.size, c.frame()*0.5, f.Cell.String())
	c.textRight(c.right, c.y+9, code8, cell)
	room := c.frame() - textWidth(mono, code8.size, cell) - 12
	head := fit(bold, small.size, room, strings.Join(model.Present(id, f.Severity.String(), f.Status), " · "))
	c.textAt(c.left, c.y+9, smallB, head)
	// Whose it is stands beside the id if it fits, else below.
	who, used := whose(f), textWidth(bold, small.size, printable(bold, head))+8
	if textWidth(beside.face, beside.size, printable(beside.face, who)) <= room-used {
		c.textAt(c.left+used, c.y+9, beside, who)
		c.y += 12
	} else {
		c.y += 12
		c.block(c.left, c.frame(), beside, who)
	}
	c.y++
	c.block(c.left, c.frame(), message, f.Message)
	c.y++
	c.packed(details)
	c.y += 3
}

// beside is how it looks whose a finding is.
var beside = style{regular, 7.5, muted}

// packed draws labelled texts side by side as long as they fit on a line; longer ones hang beside their label.
func (c *canvas) packed(details [][2]string) {
	const gap, after = 4.0, 14.0
	label := style{regular, small.size, muted}
	x := c.left
	for _, d := range details {
		name, text := printable(label.face, d[0]), printable(small.face, d[1])
		labelWidth := textWidth(label.face, label.size, name) + gap
		width := labelWidth + textWidth(small.face, small.size, text)
		if x > c.left && x+width > c.right {
			x = c.left
			c.y += small.leading()
		}
		if x == c.left {
			c.need(small.leading())
		}
		if width > c.frame() {
			c.need(2 * small.leading())
			c.textAt(c.left, c.y+small.size, label, name)
			c.block(c.left+labelWidth, c.frame()-labelWidth, small, text)
			continue
		}
		c.textAt(x, c.y+small.size, label, name)
		c.textAt(x+labelWidth, c.y+small.size, small, text)
		x += width + after
	}
	if x > c.left {
		c.y += small.leading()
	}
}

// whose names the patient, the visit and the people and codes of the line.
func whose(f *audit.Finding) string {
	return strings.Join(model.Present(model.Prefixed("patient ", f.Patient), visitOf(f), f.Date, model.Prefixed("plan of ", f.PlanDate), f.Code,
		model.Prefixed("therapist ", f.Therapist), f.Payer, model.Prefixed("claim ", f.Claim)), " · ")
}

// visitOf is the visit of a finding; an uncoded key only repeats patient and date.
func visitOf(f *audit.Finding) string {
	if strings.HasPrefix(f.Visit, f.Patient+"|") {
		return ""
	}
	return f.Visit
}
