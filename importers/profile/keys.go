package profile

import (
	"go.yaml.in/yaml/v3"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
	"otaudit/infile/yamlfile"
)

// profile reads the entries of a profile.
func (r *profileReader) profile(root *yaml.Node, p *Profile) {
	keys := r.profileKeys(p)
	for key, read := range keys {
		keys[key] = func(k, v *yaml.Node) {
			p.lines[k.Value] = k.Line
			read(k, v)
		}
	}
	r.Mapping(root, "a profile", keys)
}

// profileKeys are the keys of a profile and how each is read.
func (r *profileReader) profileKeys(p *Profile) yamlfile.Section {
	text := func(to *string) yamlfile.KeyReader { return func(k, v *yaml.Node) { *to = r.Text(v, k.Value) } }
	word := func(to *string, words ...string) yamlfile.KeyReader {
		return func(k, v *yaml.Node) {
			if i := r.Choice(v, k.Value, words...); i >= 0 {
				*to = words[i]
			}
		}
	}
	number := func(to *int, low, high int) yamlfile.KeyReader {
		return func(k, v *yaml.Node) { *to = r.Number(v, k.Value, low, high) }
	}
	return yamlfile.Section{
		"name":   text(&p.Name),
		"vendor": word(&p.Vendor, "webpt", "centralreach"),
		"match": func(_, v *yaml.Node) {
			p.Match = r.match(v)
		},
		"sheets": func(k, v *yaml.Node) { p.Sheets = r.Texts(v, k.Value) },
		"header_row": func(k, v *yaml.Node) {
			before := r.Problems()
			p.HeaderRow = r.Number(v, k.Value, 0, 1000)
			p.NoHeader = p.HeaderRow == 0 && r.Problems() == before
		},
		"columns":          func(_, v *yaml.Node) { r.columns(v, p) },
		"repeat":           func(k, v *yaml.Node) { p.Repeat = r.Texts(v, k.Value) },
		"fill_down":        func(k, v *yaml.Node) { p.FillDown = r.fillDown(v) },
		"constants":        func(_, v *yaml.Node) { r.constants(v, p) },
		"values":           func(_, v *yaml.Node) { r.values(v, p) },
		"formats":          func(k, v *yaml.Node) { r.Mapping(v, k.Value, r.formatKeys(p)) },
		"skip":             func(_, v *yaml.Node) { r.skips(v, p) },
		"payers":           func(_, v *yaml.Node) { p.Payers = r.payers(v, "payers", true) },
		"payer_classes":    func(_, v *yaml.Node) { p.PayerClasses = r.payers(v, "payer_classes", false) },
		"therapists":       func(_, v *yaml.Node) { r.therapists(v, p) },
		"therapy_modifier": func(k, v *yaml.Node) { p.Downstream = r.Choice(v, k.Value, "downstream") == 0 },
		"claim_type":       word(&p.ClaimType, "professional", "institutional"),
		"setting":          word(&p.Setting, "practitioner", "outpatient_hospital"),
		"signature_days":   number(&p.SignatureDays, 1, 366),
		"note_words":       number(&p.NoteWords, 1, 1000),
		"authorizations":   func(_, v *yaml.Node) { r.authorizations(v, p) },
		"minimum_minutes":  func(_, v *yaml.Node) { r.minimumMinutes(v, p) },
		"code_columns":     word(&p.CodeColumns, "minutes", "units"),
		"shows":            text(&p.Shows),
		"lacks":            text(&p.Lacks),
	}
}

func (r *profileReader) match(n *yaml.Node) [][]string {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.Wrong(n, "match wants a list of headers")
		return nil
	}
	var match [][]string
	for _, item := range n.Content {
		if list := r.Texts(item, "match"); len(list) > 0 {
			match = append(match, yamlfile.Names(list))
		}
	}
	return match
}

// field reads the name of a canonical field.
func (r *profileReader) field(n *yaml.Node, what string) (audit.Field, bool) {
	if n.Kind == yaml.ScalarNode {
		if f, ok := audit.FieldNamed(n.Value); ok {
			return f, true
		}
	}
	r.Wrong(n, "%s: %q is not a field; the fields are listed in docs/profiles.md", what, n.Value)
	return 0, false
}

func (r *profileReader) columns(n *yaml.Node, p *Profile) {
	r.Entries(n, "columns", func(key, value *yaml.Node) {
		use := ColumnUse{Header: key.Value, Line: key.Line}
		known := false
		switch {
		case header.KeysOf(header.TidyHeader(key.Value)).Empty():
			r.Wrong(key, "columns: %q is no header", key.Value)
		case value.Kind == yaml.MappingNode:
			r.Mapping(value, "columns", r.columnKeys(&use, &known))
			if !known && r.Problems() == 0 {
				r.Wrong(value, "columns: %q has no field", key.Value)
			}
		case value.Value == "skip":
			use.None = true
		default:
			use.Field, _ = r.field(value, "columns")
		}
		if use.Hours && use.Field.Kind() != audit.Integer {
			r.Wrong(value, "columns: hours: true stands with fields of minutes only")
		}
		p.Columns = append(p.Columns, use)
	})
}

func (r *profileReader) columnKeys(use *ColumnUse, known *bool) yamlfile.Section {
	return yamlfile.Section{
		"field":   func(_, v *yaml.Node) { use.Field, *known = r.field(v, "columns") },
		"hours":   func(k, v *yaml.Node) { use.Hours = r.Truth(v, k.Value) },
		"assumed": func(k, v *yaml.Node) { use.Assumed = r.Truth(v, k.Value) },
	}
}

// ownFields are those that each line has for itself: filling them down would multiply what was billed.
var ownFields = audit.Fields(audit.UnitsBilled, audit.Charge, audit.Allowed, audit.Modifiers, audit.Minutes,
	audit.AssistantMinutes, audit.TogetherMinutes)

func (r *profileReader) fillDown(n *yaml.Node) audit.FieldSet {
	var set audit.FieldSet
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	for _, item := range items {
		f, ok := r.field(item, "fill_down")
		switch {
		case !ok:
		case ownFields.Has(f), f.Kind() == audit.Prose:
			r.Wrong(item, "fill_down: %s belongs to one line and is not filled down", f)
		default:
			set = set.With(f)
		}
	}
	return set
}

func (r *profileReader) constants(n *yaml.Node, p *Profile) {
	r.Entries(n, "constants", func(key, value *yaml.Node) {
		f, ok := r.field(key, "constants")
		text := r.Text(value, key.Value)
		switch {
		case !ok || text == "":
		case f.Kind() == audit.Prose, f == audit.Code, f == audit.DateOfService:
			r.Wrong(key, "constants: %s has to come from a column", f)
		default:
			if expected, ok := r.canParse(f, text); !ok {
				r.Wrong(value, "constants: %s: %q cannot be read%s", f, text, expectation(expected))
				return
			}
			p.Constants = append(p.Constants, Constant{f, text, key.Line})
		}
	})
}

func expectation(why string) string {
	if why == "" {
		return ""
	}
	return "; expected: " + why
}

func (r *profileReader) values(n *yaml.Node, p *Profile) {
	p.Values = map[audit.Field]map[string]string{}
	r.Entries(n, "values", func(key, value *yaml.Node) {
		f, ok := r.field(key, "values")
		if ok && f.Kind() == audit.Prose {
			r.Wrong(key, "values: %s is note text and is not translated", f)
			return
		}
		meant := map[string]string{}
		r.Entries(value, "values", func(written, canonical *yaml.Node) {
			text := r.Text(canonical, "values")
			if !ok || text == "" {
				return
			}
			if expected, ok := r.canParse(f, text); !ok {
				r.Wrong(canonical, "values: %s: %q cannot be read%s", f, text, expectation(expected))
			}
			meant[FoldText(written.Value)] = text
		})
		p.Values[f] = meant
	})
}

func (r *profileReader) formatKeys(p *Profile) yamlfile.Section {
	return yamlfile.Section{
		"date": func(k, v *yaml.Node) {
			if i := r.Choice(v, k.Value, "month-first", "day-first"); i >= 0 {
				p.Dates = []value.DateOrder{value.MonthFirst, value.DayFirst}[i]
			}
		},
		"clock": func(k, v *yaml.Node) { p.Clock24 = r.Choice(v, k.Value, "24") == 0 },
		"decimal": func(k, v *yaml.Node) {
			if i := r.Choice(v, k.Value, "point", "comma"); i >= 0 {
				p.Decimals = []value.DecimalSign{value.DecimalPoint, value.DecimalComma}[i]
			}
		},
	}
}
