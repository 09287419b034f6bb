package report

import (
	"strconv"

	"otaudit/audit"
	"otaudit/report/worklist"
)

// Rendering says how a result becomes files for readers. The zero value takes what the result says.
type Rendering struct {
	Paper   string // letter or a4
	Client  string // label of the client
	Detail  int    // findings shown in detail in the PDF
	Counsel bool   // print "Prepared at the direction of counsel"
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
	return list
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
