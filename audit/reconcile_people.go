package audit

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// patients numbers the patients of a log, and finds those of claims among them: by record or member number, by name and birth date,
// by name alone where one of the two files has no birth date. A key that two patients of the log share finds neither.
type patients struct {
	numbers  map[logPatient]int32
	byKey    map[string]int32 // several patients: severalPatients
	births   []Date           // 0 if the log has none
	lines    []*Session       // one of each patient
	byClaim  map[string]int32 // the patient of the lines that name a claim
	others   map[string]int32 // patients of claims that the log does not have, by negative numbers
	accounts bool             // claims have the log's patient numbers as their control numbers
}

// logPatient is what makes lines of a log those of one patient, as [groupKey] does.
type logPatient struct{ id, name, birth, visit int32 }

const (
	unnamedPatient  int32 = -1
	severalPatients int32 = -2
	otherPatients   int32 = -3 // and below
)

func newPatients(sessions []*Session) *patients {
	p := &patients{numbers: map[logPatient]int32{}, byKey: map[string]int32{}, byClaim: map[string]int32{}, others: map[string]int32{}}
	named := map[[4]int32]bool{}
	for _, s := range sessions {
		n := p.of(s)
		if s.Has(ClaimID) {
			p.note(p.byClaim, controlKey(s.Text(ClaimID)), n)
		}
		if seen := [4]int32{n, s.value(PatientID), s.value(PatientName), s.value(BirthDate)}; named[seen] {
			continue
		} else {
			named[seen] = true
		}
		if s.Has(PatientID) {
			p.note(p.byKey, "#"+strings.ToUpper(s.Text(PatientID)), n)
		}
		if s.Has(PatientName) {
			for _, name := range nameKeys(s.Text(PatientName)) {
				p.note(p.byKey, name, n)
				if s.Has(BirthDate) {
					p.note(p.byKey, name+"|"+s.Date(BirthDate).String(), n)
				}
			}
		}
		if n >= 0 && s.Has(BirthDate) {
			p.births[n] = s.Date(BirthDate)
		}
	}
	return p
}

// of gives the number of a line's patient; unnamedPatient for a line that names none.
func (p *patients) of(s *Session) int32 {
	key := logPatient{}
	switch {
	case s.Has(PatientID):
		key.id = s.value(PatientID)
	case s.Has(PatientName):
		key.name, key.birth = s.value(PatientName), s.value(BirthDate)
	case s.Has(VisitID):
		key.visit = s.value(VisitID)
	default:
		return unnamedPatient
	}
	n, known := p.numbers[key]
	if !known {
		n = int32(len(p.numbers))
		p.numbers[key] = n
		p.births, p.lines = append(p.births, 0), append(p.lines, s)
	}
	return n
}

func (p *patients) note(keys map[string]int32, key string, n int32) {
	if known, seen := keys[key]; seen && known != n {
		n = severalPatients
	}
	keys[key] = n
}

// meet learns from all claims whether their control numbers are the log's patient numbers, as some systems have it.
func (p *patients) meet(claims []*Claim) {
	met := 0
	for _, c := range claims {
		if n, known := p.byKey["#"+controlKey(c.Control)]; known && n >= 0 {
			met++
		}
	}
	p.accounts = 2*met > len(claims)
}

// ofClaim gives the number of the patient of a claim; a negative one if the log does not have them, or several that it may be.
func (p *patients) ofClaim(c *Claim) int32 {
	if n, known := p.byClaim[controlKey(c.Control)]; known && n >= 0 {
		return n
	}
	for _, id := range [...]string{c.Record, c.Patient.Member} {
		if n, known := p.byKey["#"+strings.ToUpper(id)]; id != "" && known && n >= 0 {
			return n
		}
	}
	if p.accounts {
		if n, known := p.byKey["#"+controlKey(c.Control)]; known && n >= 0 {
			return n
		}
	}
	name := nameKey(c.Patient.Name())
	if name != "" {
		if n, known := p.byKey[name+"|"+c.Patient.BirthDate.String()]; c.Patient.BirthDate != 0 && known {
			return n
		}
		if n, known := p.byKey[name]; known && (n < 0 || p.births[n] == 0 || c.Patient.BirthDate == 0) {
			return n
		}
	}
	other := cmp.Or(strings.ToUpper(c.Record), strings.ToUpper(c.Patient.Member)+name)
	if c.Record == "" {
		other = cmp.Or(other, "claim "+c.Control) + "|" + c.Patient.BirthDate.String()
	}
	n, known := p.others[other]
	if !known {
		n = otherPatients - int32(len(p.others))
		p.others[other] = n
	}
	return n
}

// adopt names the patient of a line beside the log as the log does, if it has them: claims often have other numbers.
func (p *patients) adopt(s *Session, n int32) {
	if s == nil || n < 0 {
		return
	}
	for _, f := range [...]Field{PatientID, PatientName, BirthDate} {
		if own := p.lines[n]; own.Has(f) {
			s.Set(f, own.value(f))
		} else {
			s.Clear(f)
		}
	}
}

// nameKeys are the keys of a name in either order where no comma says which is the last name.
func nameKeys(name string) []string {
	last, first, comma := strings.Cut(name, ",")
	if comma {
		return []string{nameKey(last + "," + first)}
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return []string{nameKey(name)}
	}
	end := len(words) - 1
	keys := []string{nameKey(words[end] + "," + words[0]), nameKey(words[0] + "," + strings.Join(words[1:], " "))}
	return slices.Compact(keys)
}

// nameKey is "Last, First Middle" as last name and first given name, letters alone.
func nameKey(name string) string {
	last, first, _ := strings.Cut(name, ",")
	if words := strings.Fields(first); len(words) > 0 {
		first = words[0]
	}
	key := lettersOf(last) + "," + lettersOf(first)
	if key == "," {
		return ""
	}
	return key
}

func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
}
