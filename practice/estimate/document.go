package estimate

import (
	"fmt"
	"io"
	"strings"

	"otaudit/audit"
	"otaudit/report/jsonfile"
	"otaudit/report/model"
)

// What every estimate carries (REP-152).
const claimText = "Statistical estimate for management use. Not a finding that any amount is due, and not legal advice; involve counsel before any refund."

// Write writes the estimate as JSON.
func (e *Estimate) Write(w io.Writer) error {
	return jsonfile.Write(w, struct {
		Schema int    `json:"schema"`
		Claim  string `json:"claim"`
		*Estimate
		Formulas []string `json:"formulas"`
	}{1, claimText, e, e.Formulas()}, "\t")
}

// Headline is the result in one sentence.
func (e *Estimate) Headline() string {
	switch {
	case e.Exact != nil:
		return fmt.Sprintf("Every unit was reviewed: the differences come to %s.", model.Dollars(*e.Exact))
	case e.Projection == nil:
		return fmt.Sprintf("Not suitable for projection: %s.", model.Plural(len(e.NotSuitable), "reason", "reasons"))
	}
	p := e.Projection
	return fmt.Sprintf("Point estimate %s; two-sided 90 %% interval %s to %s.", money(p.Point), money(p.Lower), money(p.Upper))
}

func money(dollars float64) string { return model.Dollars(cents(dollars)) }

// Document is the estimate as a paper.
func (e *Estimate) Document(day audit.Date, drawn string) model.Document {
	d := model.Document{Title: "Estimate from a random sample", Notice: "No patient is named here.", Foot: "Not a finding that any amount is due, and not legal advice.", Date: day}
	add := func(blocks ...model.Block) { d.Blocks = append(d.Blocks, blocks...) }
	add(model.Paragraph{Style: model.Lead, Text: e.Headline()}, model.Paragraph{Style: model.Small, Text: claimText},
		model.Paragraph{Style: model.Small, Text: fmt.Sprintf("Sample: %s of %s; drawn: %s. Amounts: %s. Difference of a unit = amount billed - amount that reviewers support; under-billing is negative.",
			model.Plural(e.Sample, "unit", "units"), model.Plural(e.Frame, "unit", "units"), drawn, e.Basis)})
	if len(e.NotSuitable) > 0 {
		add(model.Notice{Title: "Not suitable for projection", Items: e.NotSuitable})
	}
	if len(e.Cautions) > 0 {
		add(model.Notice{Title: "Read with caution", Items: e.Cautions})
	}
	if e.Projection != nil {
		add(model.Heading("Which figure is used for what"), e.uses())
	}
	add(model.Heading("In the sample itself"), e.rates())
	if len(e.Parts) > 1 {
		add(model.Heading("Strata"), e.strata())
	}
	if e.Projection != nil {
		add(model.Heading("Formulas with their numbers"))
		for _, f := range e.Formulas() {
			add(model.Paragraph{Style: model.Small, Text: f})
		}
	}
	return d
}

// uses says what each figure is and who uses it.
func (e *Estimate) uses() *model.Table {
	p := e.Projection
	disclosure := fmt.Sprintf("OIG's self-disclosure protocol asks for the point estimate of a sample of at least %d units, here %d", selfDisclosureUnits, e.Sample)
	if e.Sample < selfDisclosureUnits {
		disclosure += ": too few for it"
	}
	return &model.Table{Name: "Figures", Columns: []model.Column{{Title: "Figure", Width: 1.6}, {Title: "Dollars", Kind: model.Numbers}, {Title: "Used for", Width: 3}}, Rows: [][]string{
		{"Point estimate", money(p.Point), disclosure},
		{"Point estimate without netting", money(p.OverOnly), "The protocol does not let under-billing lower the amount: here it counts as 0"},
		{"Lower limit of the two-sided 90 % interval", money(p.Lower), "The limit that OIG audits use"},
		{"Upper limit of the two-sided 90 % interval", money(p.Upper), "How far it may be in the other direction"},
		{"Lower limit of the one-sided 90 % interval", money(p.OneSided), "The limit that Medicare contractors use"},
		{"Standard error", money(p.SE), ""},
		{"Precision at 90 %", fmt.Sprintf("%.1f %%", p.Precision*100), "Half the width of the two-sided interval over the point estimate; 25 % is the usual target"},
	}}
}

func (e *Estimate) rates() *model.Table {
	r := e.Rates
	net := model.Percent(int64(r.Net), int64(r.Amount))
	row := func(what string, value, note string) []string { return []string{what, value, note} }
	t := &model.Table{Name: "Rates", Columns: []model.Column{{Title: "Rate", Width: 1.6}, {Title: "Value", Width: 2}, {Title: "Note", Width: 2.4}}, Rows: [][]string{
		row("Net dollar error rate", share(r.Net, r.Amount, net), ""),
		row("Gross dollar error rate", share(r.Gross, r.Amount, model.Percent(int64(r.Gross), int64(r.Amount))), ""),
		row("Units with a difference", model.Rate(r.InError, e.Sample), ""),
	}}
	if 20*r.Net >= r.Amount && r.Amount > 0 {
		t.Rows[0][2] = "At or above the 5 % used in integrity agreements, which look at paid amounts"
	}
	return t
}

func share(part, whole audit.Cents, percent string) string {
	if percent == model.NotDeterminable {
		return percent
	}
	return fmt.Sprintf("%s (%s of %s)", percent, model.Amount(part), model.Amount(whole))
}

func (e *Estimate) strata() *model.Table {
	t := &model.Table{Name: "Strata", Small: true, Columns: []model.Column{{Title: "Stratum", Width: 2}}}
	for _, title := range []string{"Frame", "Sample", "Sum", "Mean", "s", "Point estimate", "Standard error"} {
		t.Columns = append(t.Columns, model.Column{Title: title, Kind: model.Numbers})
	}
	for _, p := range e.Parts {
		name := p.Name
		if p.Census {
			name += " (all reviewed)"
		}
		t.Rows = append(t.Rows, []string{name, model.Count(p.Frame), model.Count(p.Sample), model.Amount(p.Sum), fmt.Sprintf("%.6f", p.Mean), fmt.Sprintf("%.6f", p.SD), model.Amount(cents(p.Point)), fmt.Sprintf("%.6f", p.SE)})
	}
	return t
}

// Formulas are the formulas with their numbers, so that anybody can work them out again; nothing where nothing is projected.
func (e *Estimate) Formulas() (lines []string) {
	p := e.Projection
	if p == nil {
		return []string{}
	}
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, part := range e.Parts {
		of := ""
		if len(e.Parts) > 1 {
			of = part.Name + ": "
		}
		if part.Census {
			add("%sall %d units reviewed: their sum %s is exact and adds no variance", of, part.Frame, part.Sum)
			continue
		}
		n, frame := part.Sample, part.Frame
		add("%smean = sum of d / n = %s / %d = %.6f; s = √(Σ(d - mean)² / (n - 1)) = %.6f", of, part.Sum, n, part.Mean, part.SD)
		add("%spoint estimate = N × mean = %d × %.6f = %.2f; standard error = N × s / √n × √((N - n) / N) = %d × %.6f / √%d × √(%d / %d) = %.6f",
			of, frame, part.Mean, part.Point, frame, part.SD, n, frame-n, frame, part.SE)
	}
	if len(e.Parts) > 1 {
		var points, squares []string
		for _, part := range e.Parts {
			points = append(points, fmt.Sprintf("%.2f", part.Point))
			if !part.Census {
				squares = append(squares, fmt.Sprintf("%.6f²", part.SE))
			}
		}
		add("point estimate = %s = %.2f; standard error = √(%s) = %.6f; degrees of freedom = Σ(n - 1) over the strata that were not reviewed whole = %d",
			strings.Join(points, " + "), p.Point, strings.Join(squares, " + "), p.SE, p.DF)
	}
	add("two-sided 90 %% interval = point estimate ± t(0.95, %d) × standard error = %.2f ± %.6f × %.6f = %.2f to %.2f", p.DF, p.Point, p.T95, p.SE, p.Lower, p.Upper)
	add("one-sided 90 %% lower limit = point estimate - t(0.90, %d) × standard error = %.2f - %.6f × %.6f = %.2f", p.DF, p.Point, p.T90, p.SE, p.OneSided)
	add("precision = t(0.95, %d) × standard error / point estimate = %.6f × %.6f / %.2f = %.1f %%", p.DF, p.T95, p.SE, p.Point, p.Precision*100)
	return lines
}
