package privacy

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
)

// people replaces patients, therapists, payers and months in the lists and totals.
func (p *publisher) people(r, out *audit.Result) {
	out.Patients = p.sorted(r.Patients, p.patient)
	if out.Visits = p.codes.visits; !p.share || r.Visits == nil {
		out.Visits = p.sorted(r.Visits, p.visit)
	}
	out.Totals = slices.Clone(r.Totals)
	for i := range out.Totals {
		t := &out.Totals[i]
		t.Key = p.key(t.Dimension, t.Key)
	}
	// Codes in the order of the names would tell the names' order.
	out.Payers = slices.Clone(r.Payers)
	for i := range out.Payers {
		out.Payers[i].Name = p.payer(out.Payers[i].Name)
	}
	slices.SortStableFunc(out.Payers, func(a, b audit.PayerUse) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(out.Totals, func(a, b audit.Total) int {
		return cmp.Or(strings.Compare(a.Dimension, b.Dimension), strings.Compare(a.Key, b.Key))
	})
}

// key returns what may be shown of the key of a sum: of one that the program does not know, nothing.
func (p *publisher) key(dimension, key string) string {
	switch {
	case dimension == "therapist":
		return p.therapist(key)
	case dimension == "payer":
		return p.payer(key)
	case dimension == "code":
		return p.procedure(key)
	case dimension == "month":
		return p.month(key)
	case p.share && key != "":
		return withheld
	}
	return key
}

// countNames counts the names that several patients or therapists would be shown by.
func (p *publisher) countNames(r *audit.Result) {
	p.fullNames = map[string]int{}
	for _, key := range r.Patients {
		if name, weak := weakName(key); weak {
			p.fullNames[name]++
		}
	}
	p.bareNames = map[string]int{}
	for i := range r.Totals {
		if t := &r.Totals[i]; t.Dimension == "therapist" {
			p.bareNames[bareName(t.Key)]++
		}
	}
}

func (p *publisher) sorted(keys []string, publish func(string) string) []string {
	if keys == nil {
		return nil
	}
	published := make([]string, len(keys))
	for i, key := range keys {
		published[i] = publish(key)
	}
	slices.Sort(published)
	return published
}

// patient returns what may be shown of a patient's key. A weak key (name and birth date, where the log has no id) loses its birth
// date in the internal set too.
func (p *publisher) patient(key string) string {
	name, weak := weakName(key)
	switch {
	case p.share:
		return p.codes.code(patientKind, key)
	case weak && p.fullNames[name] > 1:
		return name + " (" + p.codes.code(patientKind, key) + ")"
	case weak:
		return name
	}
	return key
}

// weakName takes the name from a key that audit.PatientKey made of name and birth date.
func weakName(key string) (string, bool) {
	bar := strings.LastIndexByte(key, '|')
	if bar < 0 {
		return "", false
	}
	birth := key[bar+1:]
	if birth != "" {
		if _, err := audit.ParseDate(birth); err != nil {
			return "", false
		}
	}
	return key[:bar], true
}

// visit gives what may be shown of a visit's key. Without a visit id the key is made of patient, date and discipline.
func (p *publisher) visit(key string) string {
	if p.share {
		return p.codes.code(visitKind, key)
	}
	last := strings.LastIndexByte(key, '|')
	if last < 0 || key[0] != 'p' {
		return key
	}
	before := strings.LastIndexByte(key[:last], '|')
	if before < 0 {
		return key
	}
	return p.patient(key[1:before]) + key[before:]
}

// therapist returns what may be shown of a therapist. Where the share set names them, they lose the number of the practitioner; a
// name that is nothing else, or without it that of another, gets a code.
func (p *publisher) therapist(name string) string {
	switch {
	case name == "" || !p.share:
		return name
	case !p.nameTherapists:
		return p.codes.code(therapistKind, name)
	}
	shown, ok := p.therapists[name]
	if !ok {
		shown = p.withoutNumber(name)
		p.therapists = remember(p.therapists, name, shown)
	}
	return shown
}

func (p *publisher) withoutNumber(name string) string {
	switch bare := bareName(name); {
	case bare == name:
		return name
	case bare == "":
		return p.codes.code(therapistKind, name)
	case p.bareNames[bare] > 1:
		return bare + " (" + p.codes.code(therapistKind, name) + ")"
	default:
		return bare
	}
}

func bareName(therapist string) string {
	return strings.TrimSpace(npiNumber.ReplaceAllString(therapist, ""))
}

// npiNumber is the number of a practitioner with what leads to it and closes it.
var npiNumber = regexp.MustCompile(`(?i)[ ,;:/([-]*(\bnpi[ #:.-]*)?\b\d{10}\b[)\]]*`)

// date keeps the year only in the share set. The few days of a log repeat on every line.
func (p *publisher) date(day string) string {
	if !p.share || day == "" {
		return day
	}
	year, ok := p.years[day]
	if !ok {
		year = yearOf(day)
		p.years = remember(p.years, day, year)
	}
	return year
}

func yearOf(day string) string {
	if _, err := audit.ParseDate(day); err != nil {
		return ""
	}
	return day[:4]
}

// month numbers the months in the share set; the crosswalk keeps the numbers from run to run.
func (p *publisher) month(key string) string {
	if !p.share {
		return key
	}
	return p.codes.code(monthKind, key)
}
