package html

import (
	"html/template"
	"net/url"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// carriedValues are the rules, therapists, payers, codes and periods that findings name: a link by any other would lead
// to nothing.
type carriedValues map[[2]string]bool

func valuesCarried(findings []*audit.Finding) carriedValues {
	carried := carriedValues{}
	for _, f := range findings {
		for _, pair := range [...][2]string{{"rule", f.Rule}, {"therapist", f.Therapist}, {"payer", f.Payer}, {"code", f.Code}, {"period", periodOf(f)}} {
			if pair[1] == "" {
				pair[1] = model.FilterNone
			}
			carried[pair] = true
		}
	}
	return carried
}

// link is the address that shows the findings of a filter; empty if there is no filter or no finding has its values.
func (c carriedValues) link(f model.Filter) template.URL {
	if len(f) == 0 {
		return ""
	}
	for _, pair := range f {
		switch pair[0] {
		case "rule", "therapist", "payer", "code", "period":
			if pair[1] != "" && !c[pair] {
				return ""
			}
		}
	}
	return address(f)
}

// address writes a filter as the script of the page reads it.
func address(f model.Filter) template.URL {
	var b strings.Builder
	b.WriteString("#findings")
	separator := byte('?')
	for _, pair := range f {
		if pair[1] == "" {
			continue
		}
		b.WriteByte(separator)
		b.WriteString(pair[0])
		b.WriteByte('=')
		b.WriteString(strings.ReplaceAll(url.QueryEscape(model.SafeText(pair[1])), "+", "%20"))
		separator = '&'
	}
	return template.URL(b.String())
}

// countsSomething reports whether a cell holds a number other than zero, or a name: only these are links.
func countsSomething(text string) bool {
	return strings.Trim(text, "0.,-") != "" && text != "–" && text != model.NotDeterminable && text != "not evaluated"
}
