package profile

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"otaudit/audit"
	"otaudit/infile/yamlfile"
)

func (r *profileReader) skips(n *yaml.Node, p *Profile) {
	if n.Kind != yaml.SequenceNode {
		r.Wrong(n, "skip wants a list of entries with column, equals or contains")
		return
	}
	for _, item := range n.Content {
		s := SkipRows{Line: item.Line}
		r.Mapping(item, "skip", r.skipKeys(&s))
		if s.Header == "" || len(s.Equals)+len(s.Contains) == 0 {
			r.Wrong(item, "skip: an entry wants column, and equals or contains")
		}
		p.Skip = append(p.Skip, s)
	}
}

func (r *profileReader) skipKeys(s *SkipRows) yamlfile.Section {
	folded := func(to *[]string) yamlfile.KeyReader {
		return func(k, v *yaml.Node) {
			for _, text := range r.Texts(v, k.Value) {
				*to = append(*to, FoldText(text.Name))
			}
		}
	}
	return yamlfile.Section{
		"column":   func(k, v *yaml.Node) { s.Header = r.Text(v, k.Value) },
		"equals":   folded(&s.Equals),
		"contains": folded(&s.Contains),
	}
}

func (r *profileReader) therapists(n *yaml.Node, p *Profile) {
	p.Therapists = map[string]string{}
	r.Entries(n, "therapists", func(key, value *yaml.Node) {
		for _, alias := range r.Texts(value, key.Value) {
			folded := FoldText(alias.Name)
			if other, twice := p.Therapists[folded]; twice && other != key.Value {
				r.Wrong(value, "therapists: %q stands for two persons", alias.Name)
			}
			p.Therapists[folded] = key.Value
		}
	})
	for _, person := range p.Therapists {
		if other, chained := p.Therapists[FoldText(person)]; chained && other != person {
			r.Wrong(n, "therapists: %q is a person and another's spelling", person)
		}
	}
}

func (r *profileReader) payers(n *yaml.Node, what string, named bool) []PayerTerms {
	var list []PayerTerms
	r.Entries(n, what, func(key, value *yaml.Node) {
		t := PayerTerms{Name: key.Value, Line: key.Line}
		keys := r.payerKeys(&t)
		if !named {
			delete(keys, "class")
		}
		if value.Kind == yaml.ScalarNode && named {
			t.Class = r.Text(value, key.Value)
		} else {
			r.Mapping(value, what, keys)
		}
		list = append(list, t)
	})
	slices.SortStableFunc(list, func(a, b PayerTerms) int { return a.Line - b.Line })
	return list
}

func (r *profileReader) payerKeys(t *PayerTerms) yamlfile.Section {
	demand := func(to *audit.Demand) yamlfile.KeyReader {
		return func(k, v *yaml.Node) {
			if i := r.Choice(v, k.Value, "true", "false"); i >= 0 {
				*to = []audit.Demand{audit.Yes, audit.No}[i]
			}
		}
	}
	return yamlfile.Section{
		"class": func(k, v *yaml.Node) { t.Class = r.Text(v, k.Value) },
		"unit_rule": func(k, v *yaml.Node) {
			if i := r.Choice(v, k.Value, "cms8", "midpoint"); i >= 0 {
				t.UnitRule = []audit.UnitRule{audit.UnitRuleCMS8, audit.UnitRuleMidpoint}[i]
			}
		},
		"discipline_modifier": demand(&t.DisciplineModifier),
		"assistant_modifier":  demand(&t.AssistantModifier),
		"kx":                  demand(&t.KX),
		"mppr":                demand(&t.MPPR),
		"ncci":                demand(&t.NCCI),
		"mue":                 demand(&t.MUE),
		"medicare_status":     demand(&t.MedicareStatus),
		"certification_days":  func(k, v *yaml.Node) { t.CertificationDays = r.Number(v, k.Value, 1, 366) },
		"report_every":        func(k, v *yaml.Node) { t.ReportEvery = r.Number(v, k.Value, 1, 100) },
		"filing_days":         func(k, v *yaml.Node) { t.FilingDays = r.Number(v, k.Value, 1, 1100) },
		"max_units_per_day":   r.dayLimit(&t.Limits, func(l *audit.DayLimit) *int { return &l.Units }, 100),
		"max_minutes_per_day": r.dayLimit(&t.Limits, func(l *audit.DayLimit) *int { return &l.Minutes }, 1440),
		"therapy_modifier":    func(k, v *yaml.Node) { t.Downstream = r.Choice(v, k.Value, "downstream") == 0 },
	}
}
