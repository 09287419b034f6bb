package report

import (
	"strconv"

	"otaudit/audit"
	"otaudit/report/pdf"
	"otaudit/report/worklist"
)

// Rendering says how a result becomes files for readers. The zero value takes what the result says.
type Rendering struct {
	Paper   string // letter or a4
	Client  string // label of the client
	Detail  int    // findings shown in detail in the PDF
	Counsel bool   // print "Prepared at the direction of counsel"
	Target  int    // percent that rates are held to; 0 for the default
	// Progress is what people wrote into the work list of an earlier run; nil without one.
	Progress *worklist.Progress
}

// Options returns the entries of the manifest that hold a rendering, so that audit.json alone is enough to repeat it.
func (o Rendering) Options() []audit.Option {
	list := []audit.Option{{Name: "paper", Value: o.Paper}}
	if o.Counsel {
		list = append(list, audit.Option{Name: "counsel", Value: "true"})
	}
	if o.Detail > 0 {
		list = append(list, audit.Option{Name: "detail", Value: strconv.Itoa(o.Detail)})
	}
	if o.Target > 0 {
		list = append(list, audit.Option{Name: "target", Value: strconv.Itoa(o.Target)})
	}
	return list
}

// paper is what the PDF of a part takes from the rendering.
func (o Rendering) paper(r *audit.Result, part pdf.Part) pdf.Options {
	day, _ := audit.ParseDate(r.Manifest.AsOf) // a run always has one
	return pdf.Options{Paper: o.Paper, Client: o.Client, Counsel: o.Counsel, DetailLimit: o.Detail, AsOf: day, Part: part}
}

// Filled takes what was not asked for from the manifest.
func (o Rendering) Filled(m *audit.Manifest) Rendering {
	for _, option := range m.Options {
		switch {
		case option.Name == "paper" && o.Paper == "":
			o.Paper = option.Value
		case option.Name == "detail" && o.Detail == 0:
			o.Detail, _ = strconv.Atoi(option.Value)
		case option.Name == "counsel":
			o.Counsel = o.Counsel || option.Value == "true"
		}
	}
	if o.Client == "" {
		o.Client = m.Client
	}
	return o
}
