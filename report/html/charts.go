package html

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"otaudit/report/chart"
	"otaudit/report/model"
)

// tones are the classes of the style sheet for the tones of charts.
var tones = map[chart.Tone]string{chart.Ink: "ink", chart.Muted: "muted", chart.Accent: "accent", chart.Soft: "soft", chart.Hair: "hair"}

// drawing draws a chart as SVG. Colors come from the style sheet. The id keeps apart the patterns of several charts.
func drawing(c *chart.Chart, id int) template.HTML {
	var s strings.Builder
	fmt.Fprintf(&s, `<svg viewBox="0 0 %s %s" role="img" aria-label="%s">`, place(chart.Width), place(c.Height), escape(c.Title))
	for _, tone := range []chart.Tone{chart.Accent, chart.Muted} {
		fmt.Fprintf(&s, `<defs><pattern id="%s-%d" width="4" height="4" patternUnits="userSpaceOnUse"><path class="line %[1]s" d="M-1,1 l2,-2 M0,4 l4,-4 M3,5 l2,-2"/></pattern></defs>`, tones[tone], id)
	}
	for i := range c.Marks {
		mark(&s, &c.Marks[i], id)
	}
	s.WriteString("</svg>")
	return template.HTML(s.String())
}

func mark(s *strings.Builder, m *chart.Mark, id int) {
	tone := tones[m.Tone]
	box := fmt.Sprintf(`x="%s" y="%s" width="%s" height="%s"`, place(m.X), place(m.Y), place(m.W), place(m.H))
	line := fmt.Sprintf(`x1="%s" y1="%s" x2="%s" y2="%s"`, place(m.X), place(m.Y), place(m.X+m.W), place(m.Y+m.H))
	switch m.Shape {
	case chart.Filled:
		fmt.Fprintf(s, `<rect class="%s" %s/>`, tone, box)
	case chart.Hatched:
		fmt.Fprintf(s, `<rect %s fill="url(#%s-%d)"/><rect class="line %s" %s/>`, box, tone, id, tone, box)
	case chart.Outline:
		fmt.Fprintf(s, `<rect class="line %s" %s/>`, tone, box)
	case chart.Line:
		fmt.Fprintf(s, `<line class="line %s" %s/>`, tone, line)
	case chart.Dashed:
		fmt.Fprintf(s, `<line class="line dashed %s" %s/>`, tone, line)
	case chart.Dot:
		fmt.Fprintf(s, `<circle class="%s" cx="%s" cy="%s" r="%s"/>`, tone, place(m.X), place(m.Y), place(m.W/2))
	case chart.Text:
		anchor := [...]string{chart.Start: "start", chart.Middle: "middle", chart.End: "end"}[m.Align]
		weight, title := "", ""
		if m.Bold {
			weight = ` font-weight="600"`
		}
		if m.Whole != "" {
			title = "<title>" + escape(m.Whole) + "</title>"
		}
		fmt.Fprintf(s, `<text class="%s" x="%s" y="%s" font-size="%s" text-anchor="%s"%s>%s%s</text>`, tone, place(m.X), place(m.Y), place(m.Size), anchor, weight, title, escape(m.Text))
	}
}

func escape(text string) string { return template.HTMLEscapeString(model.SafeText(text)) }

// place prints a coordinate with at most one decimal.
func place(x float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}
