package refdata

import (
	"slices"
	"strings"
	"unicode"
)

// payerName is a phrase that, met in a payer's name, tells the payer's class.
type payerName struct {
	priority int
	phrase   string // folded, with a space at both ends
	class    string
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
		name := payerName{int(r.Priority), foldName(string(r.Pattern)), string(r.Class)}
		switch {
		case r.From != noDay || r.To != noDay:
			s.fault(lines[i], "effective_from", "names have no window: leave effective_from and effective_to empty")
		case strings.TrimSpace(name.phrase) == "":
			s.fault(lines[i], "pattern", "%q holds no letter or digit", r.Pattern)
		case phraseLine[name.phrase] > 0:
			s.fault(lines[i], "pattern", "the same words as line %d", phraseLine[name.phrase])
		case priorityLine[r.Priority] > 0:
			s.fault(lines[i], "priority", "the same number as line %d", priorityLine[r.Priority])
		case len(t.classes) > 0 && !t.KnownPayerClass(name.class):
			s.fault(lines[i], "payer_class", "%q is not a class of payers.csv", name.class)
		}
		phraseLine[name.phrase], priorityLine[r.Priority] = lines[i], lines[i]
		t.names = append(t.names, name)
	}
	slices.SortStableFunc(t.names, func(a, b payerName) int { return a.priority - b.priority })
}

// ClassOfPayer gives the class of a payer as its name is written in a log: the first row, in order of priority, whose
// words stand in the name side by side. No match is no class; nothing defaults to commercial.
func (t *Tables) ClassOfPayer(name string) (class string, ok bool) {
	folded := foldName(name)
	for i := range t.names {
		if strings.Contains(folded, t.names[i].phrase) {
			return t.names[i].class, true
		}
	}
	return "", false
}

// foldName puts a name in lower case, turns all but letters and digits into single spaces and frames it with spaces, so
// that a phrase can be searched as whole words.
func foldName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}
