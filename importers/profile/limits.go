package profile

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"otaudit/audit"
	"otaudit/infile/yamlfile"
)

// Authorization is what a payer authorized for one patient: a number of visits, dates of service, or both.
type Authorization struct {
	Patient     string             // as the log writes its id
	Payer       string             // as the log writes it; empty for every payer
	Disciplines []audit.Discipline // none for every discipline
	Visits      int                // 0 if their number is not limited
	In          audit.Window
	Line        int
}

// disciplines are those for which a profile can state limits.
var disciplines = [...]audit.Discipline{audit.OT, audit.PT, audit.SLP}

func disciplineWords() []string {
	words := make([]string, len(disciplines))
	for i, d := range disciplines {
		words[i] = d.String()
	}
	return words
}

// dayLimit reads a limit of the day: one number for all disciplines together, or one for each that has its own.
func (r *profileReader) dayLimit(limits *audit.DayLimits, of func(*audit.DayLimit) *int, most int) yamlfile.KeyReader {
	return func(k, v *yaml.Node) {
		if v.Kind == yaml.ScalarNode {
			*of(&limits.Combined) = r.Number(v, k.Value, 1, most)
			return
		}
		r.Mapping(v, k.Value, r.dayLimitKeys(limits, of, most))
	}
}

func (r *profileReader) dayLimitKeys(limits *audit.DayLimits, of func(*audit.DayLimit) *int, most int) yamlfile.Section {
	keys := yamlfile.Section{"combined": func(k, v *yaml.Node) { *of(&limits.Combined) = r.Number(v, k.Value, 1, most) }}
	for _, d := range disciplines {
		keys[d.String()] = func(k, v *yaml.Node) {
			limit := limits.By[d]
			*of(&limit) = r.Number(v, k.Value, 1, most)
			if limits.By == nil {
				limits.By = map[audit.Discipline]audit.DayLimit{}
			}
			limits.By[d] = limit
		}
	}
	return keys
}

// authorizations reads what is authorized for each patient: a number of visits, an entry with dates, or a list of such entries.
func (r *profileReader) authorizations(n *yaml.Node, p *Profile) {
	r.Entries(n, "authorizations", func(key, value *yaml.Node) {
		items := []*yaml.Node{value}
		if value.Kind == yaml.SequenceNode {
			items = value.Content
		}
		for _, item := range items {
			a := Authorization{Patient: strings.TrimSpace(key.Value), Line: item.Line}
			if item.Kind == yaml.ScalarNode {
				a.Visits = r.Number(item, "authorizations", 1, 10_000)
			} else {
				r.Mapping(item, "authorizations", r.authorizationKeys(&a))
				if a.Visits == 0 && !a.In.HasFrom && !a.In.HasTo && r.Problems() == 0 {
					r.Wrong(item, "authorizations: an entry wants authorized_visits, from or to")
				}
			}
			if a.In.HasFrom && a.In.HasTo && a.In.To < a.In.From {
				r.Wrong(item, "authorizations: the last day lies before the first")
			}
			p.Authorizations = append(p.Authorizations, a)
		}
	})
}

func (r *profileReader) authorizationKeys(a *Authorization) yamlfile.Section {
	return yamlfile.Section{
		"authorized_visits": func(k, v *yaml.Node) { a.Visits = r.Number(v, k.Value, 1, 10_000) },
		"from":              func(k, v *yaml.Node) { a.In.From, a.In.HasFrom = r.day(v, k.Value) },
		"to":                func(k, v *yaml.Node) { a.In.To, a.In.HasTo = r.day(v, k.Value) },
		"payer":             func(k, v *yaml.Node) { a.Payer = r.Text(v, k.Value) },
		"discipline": func(k, v *yaml.Node) {
			items := []*yaml.Node{v}
			if v.Kind == yaml.SequenceNode {
				items = v.Content
			}
			for _, item := range items {
				if i := r.Choice(item, k.Value, disciplineWords()...); i >= 0 {
					a.Disciplines = append(a.Disciplines, disciplines[i])
				}
			}
		},
	}
}

// day reads a calendar day.
func (r *profileReader) day(n *yaml.Node, what string) (audit.Date, bool) {
	if text := r.Text(n, what); text != "" {
		if d, err := audit.ParseDay(text); err == nil {
			return d, true
		}
		r.Wants(n, what, "a day such as 2026-01-31")
	}
	return 0, false
}

// minimumMinutes reads the minutes from which a code may be billed by contract. Only of work conditioning (97545) none are published.
func (r *profileReader) minimumMinutes(n *yaml.Node, p *Profile) {
	r.Mapping(n, "minimum_minutes", r.minimumKeys(p))
}

func (r *profileReader) minimumKeys(p *Profile) yamlfile.Section {
	const workConditioning = "97545"
	return yamlfile.Section{workConditioning: func(_, v *yaml.Node) {
		p.MinimumMinutes = map[string]int{workConditioning: r.Number(v, "minimum_minutes", 1, 600)}
	}}
}
