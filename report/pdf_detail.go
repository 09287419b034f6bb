package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// ruleGroup is the findings of one rule: how many there are, and those shown in detail.
type ruleGroup struct {
	rule     string
	name     string
	severity audit.Severity
	money    audit.Cents // of all its findings, without sign: only for the order
	all      []*audit.Finding
	shown    []*audit.Finding
}

// fewest is the number of findings that every rule shows before the rest of the limit is shared out.
const fewest = 2

// groupByRule groups the findings by rule, gravest and dearest first, and shares the limit of details among the rules.
func groupByRule(r *audit.Result, limit int) []ruleGroup {
	byRule := map[string]*ruleGroup{}
	for i := range r.Findings {
		f := &r.Findings[i]
		g := byRule[f.Rule]
		if g == nil {
			g = &ruleGroup{rule: f.Rule, name: f.Name}
			byRule[f.Rule] = g
		}
		g.severity = max(g.severity, f.Severity)
		g.money += max(f.Impact.Money, -f.Impact.Money)
		g.all = append(g.all, f)
	}
	groups := make([]ruleGroup, 0, len(byRule))
	for _, id := range sortedKeys(byRule) {
		groups = append(groups, *byRule[id])
	}
	slices.SortStableFunc(groups, func(a, b ruleGroup) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(b.money, a.money), cmp.Compare(len(b.all), len(a.all)))
	})
	sizes := make([]int, len(groups))
	for i := range groups {
		sizes[i] = len(groups[i].all)
	}
	for i, n := range fairShares(sizes, limit) {
		groups[i].shown = foremost(groups[i].all, n)
	}
	return groups
}

// fairShares gives every group its fewest, then shares what is left evenly until groups or limit are used up. The
// fewest stand even if they exceed the limit.
func fairShares(sizes []int, limit int) []int {
	shares := make([]int, len(sizes))
	for i, size := range sizes {
		shares[i] = min(size, fewest)
		limit -= shares[i]
	}
	for limit > 0 {
		open := 0
		for i := range sizes {
			if shares[i] < sizes[i] {
				open++
			}
		}
		if open == 0 {
			break
		}
		step := max(1, limit/open)
		for i := range sizes {
			more := min(step, sizes[i]-shares[i], limit)
			shares[i] += more
			limit -= more
		}
	}
	return shares
}

// foremost picks n findings, the gravest and dearest first, and puts them in the order of patient and visit.
func foremost(all []*audit.Finding, n int) []*audit.Finding {
	list := slices.Clone(all)
	size := func(f *audit.Finding) audit.Cents { return max(f.Impact.Money, -f.Impact.Money) }
	slices.SortStableFunc(list, func(a, b *audit.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(size(b), size(a)), audit.Compare(a, b))
	})
	list = list[:n]
	slices.SortStableFunc(list, func(a, b *audit.Finding) int {
		return cmp.Or(strings.Compare(a.Patient, b.Patient), strings.Compare(a.Date, b.Date), strings.Compare(a.Visit, b.Visit), audit.Compare(a, b))
	})
	return list
}

func isPattern(g *ruleGroup) bool { return strings.HasPrefix(g.rule, "P") }

// findings prints the findings in detail (REP-18, REP-19).
func (p *pdfReport) findings() {
	c := p.canvas
	p.part("Findings in detail")
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
		c.para(body, fmt.Sprintf("No difference found on %s; what could not be evaluated stands in section 4.", plural(p.all.Lines, "line", "lines")))
		return
	}
	c.para(body, fmt.Sprintf("%s, of which %s shown here; all are in findings.csv. Where a rule has more, those with the largest amounts are shown. "+
		"Within a rule they stand in the order of patient and visit.", plural(all, "finding", "findings"), plural(shown, "is", "are")))
	if len(states) > 1 {
		rows := [][]string{}
		for _, s := range sortedKeys(states) {
			rows = append(rows, []string{orNone(s), count(states[s])})
		}
		c.table([]column{text("state"), number("findings")}, rows)
	}
	k := &p.r.Corrections
	c.para(small, fmt.Sprintf("Corrections: %s applied to the corrected sheets, %s for review, %s by hand only, %s held back.", count(k.Applied), count(k.Review), count(k.Manual), count(k.Held)))
	for i := range p.groups {
		if g := &p.groups[i]; !isPattern(g) {
			p.group(g)
		}
	}
}

// patterns prints the P findings apart, as reasons to look (REP-20).
func (p *pdfReport) patterns() {
	c := p.canvas
	p.part("Patterns")
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
			c.para(body, "No pattern stood out in the "+plural(judged, "pattern rule", "pattern rules")+" that could be evaluated.")
		}
	}
}

func (p *pdfReport) group(g *ruleGroup) {
	c := p.canvas
	c.sub(strings.TrimSpace(g.rule + "  " + ruleTitle(g.name)))
	if len(g.shown) > 0 {
		f := g.shown[0]
		c.need(46 + min(c.heightOf(whose(f), f.Message, detailsOf(f)), (c.bottom-c.top)*0.5))
	}
	c.para(note, fmt.Sprintf("%s (%s at most)%s", plural(len(g.all), "finding", "findings"), g.severity, p.purposeOf(g.rule)))
	if more := len(g.all) - len(g.shown); more > 0 {
		c.para(smallB, fmt.Sprintf("%s shown here; %s: %s more in findings.csv.", count(len(g.shown)), g.rule, count(more)))
	}
	for _, f := range g.shown {
		p.finding(f)
	}
}

func (p *pdfReport) purposeOf(rule string) string {
	for i := range p.r.Rules {
		if p.r.Rules[i].ID == rule && p.r.Rules[i].Purpose != "" {
			return ". " + p.r.Rules[i].Purpose
		}
	}
	return "."
}

// finding prints one finding: whose, where, billed and supported, the working, the correction, the next steps.
func (p *pdfReport) finding(f *audit.Finding) {
	c := p.canvas
	details := detailsOf(f)
	who := whose(f)
	c.need(min(c.heightOf(who, f.Message, details), (c.bottom-c.top)*0.7))
	c.line(c.left, c.y, c.right, c.y, 0.5, hair)
	c.y += 4
	id := f.ID
	if id == "" {
		id = f.Rule
	}
	cell := fit(mono, code8.size, c.frame()*0.5, f.Cell.String())
	c.textRight(c.right, c.y+9, code8, cell)
	room := c.frame() - textWidth(mono, code8.size, cell) - 12
	c.textAt(c.left, c.y+9, smallB, fit(bold, small.size, room, strings.Join(present(id, f.Severity.String(), f.Status), "  ·  ")))
	c.y += 13
	c.block(c.left, c.frame(), note, who)
	c.y += 2
	c.block(c.left, c.frame(), body, f.Message)
	c.y += 2
	for _, d := range details {
		c.labelled(detailLabel, small, d[0], d[1])
	}
	c.y += 5
}

// detailLabel is the width of the labels of a finding.
const detailLabel = 96

// whose names the patient, the visit and the people and codes of the line.
func whose(f *audit.Finding) string {
	return joined(subjectText(f), prefixed("code ", f.Code), prefixed("therapist ", f.Therapist), prefixed("payer ", f.Payer), prefixed("claim ", f.Claim))
}

// subjectText names the patient, the visit, the date and the plan of care.
func subjectText(f *audit.Finding) string {
	visit := f.Visit
	if strings.HasPrefix(visit, f.Patient+"|") {
		visit = "" // an uncoded key only repeats patient and date
	}
	return joined(prefixed("patient ", f.Patient), prefixed("visit ", visit), f.Date, prefixed("plan of ", f.PlanDate))
}

// joined joins what is there with dots between.
func joined(parts ...string) string { return strings.Join(present(parts...), "  ·  ") }

// The edits and further cells of a finding that the PDF names; the rest stand in findings.csv.
const (
	shownEdits = 6
	shownCells = 12
)

// detailsOf lists the labelled lines of a finding that have something to say, as the PDF prints them.
func detailsOf(f *audit.Finding) [][2]string { return detailsUpTo(f, shownEdits, shownCells) }

// detailsUpTo names at most the given numbers of edits and further cells and says how many more there are.
func detailsUpTo(f *audit.Finding, edits, cells int) [][2]string {
	list := [][2]string{
		{"billed, supported", billedText(f)},
		{"in the log", fieldText(f)},
		{"working", f.Working},
		{"other unit rule", f.OtherRule},
		{"correction", fixText(f, edits)},
		{"to do", f.Action},
		{"likely denial", prefixed("if the payer sees it so: ", f.Denial)},
		{"authority", strings.Join(present(strings.Join(f.Cites, "; "), prefixed("tables: ", strings.Join(f.TableRows, "; "))), ".  ")},
		{"further cells", related(f, cells)},
	}
	if f.Status == "accepted" || f.Accepted != (audit.Acceptance{}) {
		list = append(list, [2]string{"accepted", strings.Join(present(prefixed("by ", f.Accepted.By), prefixed("until ", f.Accepted.Until), f.Accepted.Reason), ", ")})
	}
	return slices.DeleteFunc(list, func(d [2]string) bool { return strings.TrimSpace(d[1]) == "" })
}

// heightOf measures a finding, so that it stays on one page.
func (c *canvas) heightOf(who, message string, details [][2]string) float64 {
	height := 26 + float64(len(wrap(note.face, note.size, c.frame(), who)))*note.leading() + float64(len(wrap(body.face, body.size, c.frame(), message)))*body.leading()
	for _, d := range details {
		height += float64(len(wrap(small.face, small.size, c.frame()-detailLabel, d[1])))*small.leading() + 1.5
	}
	return height
}

func present(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// prefixed puts a prefix before a text that is not empty.
func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func billedText(f *audit.Finding) string {
	if !f.Billed.Known && !f.Supported.Known && f.Impact == (audit.Impact{}) {
		return ""
	}
	text := unitsOf(f.Billed) + " billed, " + unitsOf(f.Supported) + " supported"
	if f.Impact.Units != 0 {
		text += "; potential difference " + unitsText(f.Impact.Units)
	}
	if f.Impact.Money != 0 {
		text += "; " + dollars(f.Impact.Money) + " on " + orNone(f.Impact.Basis)
	}
	return text
}

func fieldText(f *audit.Finding) string {
	if f.Original == "" || f.Field == audit.UnitsBilled.String() && f.Original == f.Billed.String() {
		return ""
	}
	return strings.ReplaceAll(f.Field, "_", " ") + ": " + f.Original
}

func fixText(f *audit.Finding, limit int) string {
	if f.Fix.Safety == audit.NoFix && len(f.Fix.Edits) == 0 && f.Fix.Title == "" {
		return ""
	}
	parts := present(f.Fix.Title)
	for i, e := range f.Fix.Edits {
		if i == limit {
			parts = append(parts, fmt.Sprintf("%s more in findings.csv", count(len(f.Fix.Edits)-i)))
			break
		}
		parts = append(parts, e.Cell.String()+" "+strings.ReplaceAll(e.Field.String(), "_", " ")+" from "+quoted(e.Old)+" to "+quoted(e.New)+leftText(f, &e))
	}
	state := "not applied"
	if f.Fix.Applied {
		state = "applied to the corrected sheet"
	}
	if f.Fix.Held != "" {
		state += ": " + f.Fix.Held
	}
	return strings.Join(parts, "; ") + " (" + f.Fix.Safety.String() + ", " + state + ")"
}

// leftText marks the edit that a safe correction leaves for review.
func leftText(f *audit.Finding, e *audit.Edit) string {
	if f.Fix.SafetyOf(e) != f.Fix.Safety && !e.Applied {
		return " (left for review)"
	}
	return ""
}

func quoted(s string) string {
	if s == "" {
		return "blank"
	}
	return s
}

// related lists the further cells up to a limit.
func related(f *audit.Finding, limit int) string {
	var cells []string
	for i, r := range f.Related {
		if i == limit {
			cells = append(cells, fmt.Sprintf("%s more in findings.csv", count(len(f.Related)-i)))
			break
		}
		cells = append(cells, r.String())
	}
	return strings.Join(cells, ", ")
}
