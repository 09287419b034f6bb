package sampling

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// Filter leaves only lines in the frame whose field has a value.
type Filter struct {
	Field audit.Field
	Value string
}

// ParseFilter reads FIELD=VALUE; the field is payer, therapist or code.
func ParseFilter(text string) (Filter, error) {
	name, value, found := strings.Cut(text, "=")
	field, err := dividing(name)
	if err != nil || !found || strings.TrimSpace(value) == "" {
		return Filter{}, fmt.Errorf("%q is not of the form payer=NAME, therapist=NAME or code=CODE", text)
	}
	return Filter{field, strings.TrimSpace(value)}, nil
}

// String writes the filter as it is given.
func (f Filter) String() string { return f.Field.String() + "=" + f.Value }

// dividing are the fields by which a frame may be divided.
func dividing(name string) (audit.Field, error) {
	for _, field := range []audit.Field{audit.Payer, audit.Therapist, audit.Code} {
		if field.String() == name {
			return field, nil
		}
	}
	return 0, fmt.Errorf("%q is not payer, therapist or code", name)
}

// excludes says why a line is not in the frame; nothing if it is. Filters of one field are alternatives. A payer is also known by
// its class.
func (o *Options) excludes(s *audit.Session) string {
	met := map[audit.Field]bool{}
	for _, f := range o.Only {
		same := strings.EqualFold(s.Text(f.Field), f.Value) ||
			f.Field == audit.Payer && o.Class != nil && o.Class(s.Text(f.Field), s.Date(audit.DateOfService)) == f.Value
		met[f.Field] = met[f.Field] || same
	}
	for _, f := range o.Only {
		if !met[f.Field] {
			return "not among the " + f.Field.String() + "s chosen"
		}
	}
	return ""
}

// Division is a way of dividing the frame into strata: by a field, or by classes of the amount.
type Division struct {
	Field  audit.Field
	Bounds []audit.Cents // upper bounds of the classes of money, rising; nil for a division by a field
}

// ParseDivision reads therapist, payer, code, or money:50,100: classes of up to 50.00, up to 100.00 and above.
func ParseDivision(text string) (Division, error) {
	name, list, _ := strings.Cut(text, ":")
	if name != "money" {
		field, err := dividing(text)
		if err != nil {
			return Division{}, fmt.Errorf("%q is not therapist, payer, code or money:BOUND,BOUND", text)
		}
		return Division{Field: field}, nil
	}
	var d Division
	for _, bound := range strings.Split(list, ",") {
		cents, err := audit.ParseCents(strings.TrimSpace(bound))
		if err != nil || len(d.Bounds) > 0 && cents <= d.Bounds[len(d.Bounds)-1] {
			return Division{}, fmt.Errorf("%q has no rising amounts, such as money:50,100", text)
		}
		d.Bounds = append(d.Bounds, cents)
	}
	return d, nil
}

// String writes the division as it is given.
func (d Division) String() string {
	if d.Bounds == nil {
		return d.Field.String()
	}
	var bounds []string
	for _, b := range d.Bounds {
		bounds = append(bounds, strings.TrimSuffix(b.String(), ".00"))
	}
	return "money:" + strings.Join(bounds, ",")
}

// of returns the stratum of a unit. A unit whose lines differ in the field belongs to no value and has a stratum with its like.
func (d Division) of(item *Item) string {
	if d.Bounds == nil {
		values := item.Values(d.Field)
		switch len(values) {
		case 0:
			return "no " + d.Field.String()
		case 1:
			return values[0]
		}
		return "several " + d.Field.String() + "s"
	}
	if !item.Priced {
		return "no amount"
	}
	at := slices.IndexFunc(d.Bounds, func(b audit.Cents) bool { return item.Amount <= b })
	switch {
	case at < 0:
		return "above " + d.Bounds[len(d.Bounds)-1].String()
	case at == 0:
		return "up to " + d.Bounds[0].String()
	}
	return "above " + d.Bounds[at-1].String() + " up to " + d.Bounds[at].String()
}

// Values lists what the lines of the unit have in a field, each once, in order.
func (item *Item) Values(f audit.Field) []string {
	var values []string
	for _, s := range item.Lines {
		if v := plain(s.Text(f)); v != "" {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// divide gives each unit its stratum and its place inside it.
func (f *Frame) divide(divisions []Division) {
	sizes := map[string]int{}
	for _, item := range f.Items {
		var names []string
		for _, d := range divisions {
			names = append(names, d.of(item))
		}
		item.Stratum = strings.Join(names, " / ")
		sizes[item.Stratum]++
		item.Place = sizes[item.Stratum]
	}
	for name, n := range sizes {
		f.Strata = append(f.Strata, Stratum{name, n})
	}
	slices.SortFunc(f.Strata, func(a, b Stratum) int { return strings.Compare(a.Name, b.Name) })
}
