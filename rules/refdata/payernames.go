package refdata

import (
	"slices"
	"strings"
	"unicode"
)

// payerName is what, met in a payer's name, tells the payer's class: one phrase, or several that all stand in the name in
// whatever order.
type payerName struct {
	priority int
	parts    []namePart
	class    string
}

// namePart is a phrase, or any phrase of a class ("{commercial}").
type namePart struct {
	phrase  string // folded, with a space at both ends; empty if any phrase of the class will do
	ofClass string
}

type payerNameRow struct {
	Priority count        `csv:"priority"`
	Pattern  required     `csv:"pattern"`
	From     day          `csv:"effective_from"`
	To       day          `csv:"effective_to"`
	Class    required     `csv:"payer_class"`
	Comment  string       `csv:"comment"`
	Source   required     `csv:"source"`
	Verified verifiedCell `csv:"verified"`
}

func (t *Tables) readPayerNames(s *source) {
	t.names = nil
	rows, lines := readRows[payerNameRow](s)
	phraseLine, priorityLine := map[string]int{}, map[count]int{}
	for i, r := range rows {
		name := payerName{int(r.Priority), partsOf(string(r.Pattern)), string(r.Class)}
		same := name.key()
		switch {
		case r.From != noDay || r.To != noDay:
			s.fault(lines[i], "effective_from", "names have no window: leave effective_from and effective_to empty")
		case slices.ContainsFunc(name.parts, func(p namePart) bool { return p.ofClass == "" && strings.TrimSpace(p.phrase) == "" }):
			s.fault(lines[i], "pattern", "%q holds no letter or digit", r.Pattern)
		case phraseLine[same] > 0:
			s.fault(lines[i], "pattern", "the same words as line %d", phraseLine[same])
		case priorityLine[r.Priority] > 0:
			s.fault(lines[i], "priority", "the same number as line %d", priorityLine[r.Priority])
		case len(t.classes) > 0 && !t.KnownPayerClass(name.class):
			s.fault(lines[i], "payer_class", "%q is not a class of payers.csv", name.class)
		case len(t.classes) > 0 && slices.ContainsFunc(name.parts, func(p namePart) bool { return p.ofClass != "" && !t.KnownPayerClass(p.ofClass) }):
			s.fault(lines[i], "pattern", "%q names a class that is not one of payers.csv", r.Pattern)
		}
		phraseLine[same], priorityLine[r.Priority] = lines[i], lines[i]
		t.names = append(t.names, name)
	}
	slices.SortStableFunc(t.names, func(a, b payerName) int { return a.priority - b.priority })
}

// partsOf reads a pattern: phrases joined by "+", each of which may be a class in braces.
func partsOf(pattern string) []namePart {
	var parts []namePart
	for _, piece := range strings.Split(pattern, "+") {
		piece = strings.TrimSpace(piece)
		if class, ok := strings.CutPrefix(piece, "{"); ok && strings.HasSuffix(class, "}") {
			parts = append(parts, namePart{ofClass: strings.TrimSuffix(class, "}")})
			continue
		}
		parts = append(parts, namePart{phrase: foldName(piece)})
	}
	return parts
}

// key tells patterns apart, whatever their punctuation.
func (n *payerName) key() string {
	var text strings.Builder
	for _, p := range n.parts {
		text.WriteString(p.phrase + "+" + p.ofClass)
	}
	return text.String()
}

// ClassOfPayer returns the class of a payer as its name is written in a log: that of the first row, in order of priority,
// whose phrases stand in the name as whole words side by side. No match is no class; nothing defaults to commercial.
func (t *Tables) ClassOfPayer(name string) (class string, ok bool) {
	folded := foldName(name)
	for i := range t.names {
		if t.stands(&t.names[i], folded) {
			return t.names[i].class, true
		}
	}
	return "", false
}

// ListsPayer reports whether a name is made of names of the table and nothing else: "Aetna PPO" and not "Aetna for Ann". Who pays
// alone may be named beside the words for it, so that these stand with their like only.
func (t *Tables) ListsPayer(name string) bool {
	folded := foldName(name)
	// ends[i] holds the classes of payer, alone or not, of which names reach from the start to the space at i.
	const selfPaying, insured = 1, 2
	ends := make([]uint8, len(folded))
	for at := range ends {
		if at > 0 && ends[at] == 0 || folded[at] != ' ' {
			continue
		}
		for i := range t.names {
			n := &t.names[i]
			if len(n.parts) != 1 || n.parts[0].ofClass != "" || !strings.HasPrefix(folded[at:], n.parts[0].phrase) {
				continue
			}
			kind := uint8(insured)
			if n.class == "self_pay" {
				kind = selfPaying
			}
			ends[at+len(n.parts[0].phrase)-1] |= ends[at] | kind
		}
	}
	last := ends[len(ends)-1]
	return last == selfPaying || last == insured
}

// stands says whether all parts of the pattern stand in a folded name.
func (t *Tables) stands(n *payerName, folded string) bool {
	return !slices.ContainsFunc(n.parts, func(p namePart) bool {
		if p.ofClass == "" {
			return !strings.Contains(folded, p.phrase)
		}
		return !slices.ContainsFunc(t.names, func(o payerName) bool {
			return o.class == p.ofClass && len(o.parts) == 1 && o.parts[0].ofClass == "" && strings.Contains(folded, o.parts[0].phrase)
		})
	})
}

// foldName puts a name in lower case, turns all but letters and digits into single spaces and frames it with spaces, so
// that a phrase can be searched as whole words.
func foldName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}
