package pdf

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// findings prints the findings in detail, by rule (REP-18 to REP-20).
func (p *pdfReport) findings(patterns bool) {
	for i := range p.groups {
		if g := &p.groups[i]; model.IsPattern(g.rule) == patterns {
			p.group(g)
		}
	}
}

// group prints the findings of a rule. What is the same in all that are shown is said once, in its head.
func (p *pdfReport) group(g *ruleGroup) {
	c := p.canvas
	details := make([][]model.Part, len(g.shown))
	for i, f := range g.shown {
		details[i] = model.AppendParts(nil, f, model.PaperLimits)
	}
	head := fmt.Sprintf("%s, highest severity: %s.", model.Plural(len(g.all), "finding", "findings"), g.severity)
	for _, d := range append([]model.Part{{Text: p.purposeOf(g.rule)}}, takeCommon(details)...) {
		if d.Label != "" {
			head += " " + strings.ToUpper(d.Label[:1]) + d.Label[1:] + ": " + d.Text
		} else if d.Text != "" {
			head += " " + d.Text
		}
		if !strings.ContainsAny(head[len(head)-1:], ".?!") {
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
	if len(g.shown) < len(g.all) {
		c.para(smallB, g.rule+": "+model.DetailText(len(g.shown), len(g.all)))
	}
	for i, f := range g.shown {
		p.finding(f, details[i])
	}
}

// commonLabels name the details that are said once for a rule where all its findings have the same.
var commonLabels = []string{model.LabelAuthority, model.LabelDenial, model.LabelProposed, model.LabelToDo}

// takeCommon takes out of the details of all findings those of the common labels that are the same in each.
func takeCommon(details [][]model.Part) []model.Part {
	var common []model.Part
	for _, label := range commonLabels {
		has := func(d model.Part) bool { return d.Label == label }
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
	rules := p.report.Result.Rules
	for i := range rules {
		if rules[i].ID == rule {
			return rules[i].Purpose
		}
	}
	return ""
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
func (p *pdfReport) finding(f *audit.Finding, details []model.Part) {
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
func (c *canvas) packed(details []model.Part) {
	const gap, after = 4.0, 14.0
	label := style{regular, small.size, muted}
	x := c.left
	for _, d := range details {
		name, text := printable(label.face, d.Label), printable(small.face, d.Text)
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
	return strings.Join(model.Present(model.Place(f), model.Whose(f)), " · ")
}
