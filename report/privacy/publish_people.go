package privacy

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// people replaces patients, therapists, payers and months in the lists and totals.
func (p *publisher) people(r, out *audit.Result) {
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
	out.Patients = p.sorted(r.Patients, p.patient)
	out.Totals = slices.Clone(r.Totals)
	for i := range out.Totals {
		t := &out.Totals[i]
		switch t.Dimension {
		case "therapist":
			t.Key = p.therapist(t.Key)
		case "payer":
			t.Key = p.payer(t.Key)
		case "code":
			t.Key = p.procedure(t.Key)
		case "month":
			t.Key = p.month(t.Key)
		}
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

// visits gives a function that gives the list of visits, to be called once. Where all get codes, for which nothing else is
// asked, the codes are given out meanwhile: a log has many visits.
func (p *publisher) visits(r *audit.Result) func() []string {
	if p.mode != model.ModeCode || r.Visits == nil {
		return func() []string { return p.sorted(r.Visits, p.visit) }
	}
	codes := make(chan []string, 1)
	go func() {
		named := make(map[string]bool, len(r.Findings))
		for i := range r.Findings {
			named[r.Findings[i].Visit] = true
		}
		codes <- p.crosswalk.visitCodes(r.Visits, named)
	}()
	return func() []string { return <-codes }
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

// patient gives what may be shown of a patient's key. A weak key (name and birth date, where the log has no id) is
// coded in the mode id, which shows no names, and loses its birth date in the mode full.
func (p *publisher) patient(key string) string {
	if key == "" {
		return ""
	}
	name, weak := weakName(key)
	switch {
	case p.mode == model.ModeCode, p.mode == model.ModeID && weak:
		return p.crosswalk.code(patientKind, key)
	case weak && p.fullNames[name] > 1:
		return name + " (" + p.crosswalk.code(patientKind, key) + ")"
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
	if key == "" {
		return ""
	}
	if p.mode == model.ModeCode {
		return p.crosswalk.code(visitKind, key)
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

// therapist gives the name without the number of the practitioner, which only the mode full shows. A name that is nothing
// else, or without it that of another, gets a code.
func (p *publisher) therapist(name string) string {
	switch {
	case name == "":
		return name
	case p.codeTherapists:
		return p.crosswalk.code(therapistKind, name)
	case p.mode == model.ModeFull:
		return name
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
		return p.crosswalk.code(therapistKind, name)
	case p.bareNames[bare] > 1:
		return bare + " (" + p.crosswalk.code(therapistKind, name) + ")"
	default:
		return bare
	}
}

func bareName(therapist string) string {
	return strings.TrimSpace(npiNumber.ReplaceAllString(therapist, ""))
}

// npiNumber is the number of a practitioner with what leads to it and closes it.
var npiNumber = regexp.MustCompile(`(?i)[ ,;:/([-]*(\bnpi[ #:.-]*)?\b\d{10}\b[)\]]*`)

// date keeps the year only in the mode code. The few days of a log repeat on every line.
func (p *publisher) date(day string) string {
	if p.mode != model.ModeCode || day == "" {
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

// month numbers the months in the mode code; the crosswalk keeps the numbers from run to run.
func (p *publisher) month(key string) string {
	if key == "" || p.mode != model.ModeCode {
		return key
	}
	return p.crosswalk.code(monthKind, key)
}
