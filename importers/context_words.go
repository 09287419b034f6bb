package importers

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// contextFields are what a title, a section row or a name of the sheet may say of all lines below it.
var contextFields = audit.Fields(audit.PatientID, audit.PatientName, audit.DateOfService, audit.Therapist, audit.Payer)

// saying is what a row, or a name, says of the lines below it.
type saying struct {
	field    audit.Field
	text     string
	col      int  // of the cell
	labelled bool // a label beside it says what it is; else it is a bare date or name
	hint     value.CellHint
}

// sayingsOf reads the labels of a row: "Payer: Medicare", "Patient Name:" with the name in the next cell, "Patient" beside
// "Doe, Jane" in a row of two cells. whole reports that all cells of the row are labels and what they name, be it of no use.
func sayingsOf(texts []string) (said []saying, whole bool) {
	var cells []int
	for col, text := range texts {
		if value.TrimEdges(text) != "" {
			cells = append(cells, col)
		}
	}
	whole = len(cells) > 0
	for i := 0; i < len(cells); i++ {
		col := cells[i]
		text := value.TrimEdges(texts[col])
		parts := labelsIn(text)
		next := ""
		if i+1 < len(cells) {
			next = value.TrimEdges(texts[cells[i+1]])
		}
		switch {
		case len(parts) > 0:
			if last := &parts[len(parts)-1]; last.text == "" && next != "" && len(labelsIn(next)) == 0 {
				last.text, last.col = next, cells[i+1]
				i++
			} else {
				last.col = col
			}
			for _, p := range parts {
				if p.col == 0 {
					p.col = col
				}
				said = append(said, p.sayings()...)
			}
		case len(cells) == 2 && i == 0 && isLabel(text) && !isLabel(next) && !looksLikeLabel(next):
			said = append(said, label{labelField(text), next, cells[1]}.sayings()...)
			i++
		default:
			whole = false
		}
	}
	return said, whole
}

// label is a label and the value that it names.
type label struct {
	field audit.Field // NumFields if the value is of no use
	text  string
	col   int
}

var labelEnd = regexp.MustCompile(`:(?:\s+|$)`)

// labelsIn takes a text apart at the labels in it that end with a colon; nil if it does not begin with one.
func labelsIn(text string) []label {
	if len(text) > 200 || !strings.Contains(text, ":") {
		return nil
	}
	var labels []label
	for {
		at := labelEnd.FindStringIndex(text)
		if at == nil {
			if len(labels) > 0 {
				labels[len(labels)-1].text = value.TrimEdges(text)
			}
			return labels
		}
		before, name := lastLabel(text[:at[0]], len(labels) == 0)
		if name == "" {
			return labels
		}
		if len(labels) > 0 {
			labels[len(labels)-1].text = strings.Trim(value.TrimEdges(before), "|;,- ")
		}
		labels = append(labels, label{field: labelField(name)})
		text = text[at[1]:]
	}
}

// lastLabel divides a text before a colon into what is before the label, and the label. The first label of a text is all of
// it, be it known or not.
func lastLabel(text string, first bool) (before, name string) {
	if first {
		if name = value.TrimEdges(text); len(name) > maxHeaderWords || strings.ContainsAny(name, "0123456789") {
			return "", ""
		}
		return "", name
	}
	words := strings.Fields(text)
	for n := min(4, len(words)); n > 0; n-- {
		if name = strings.Join(words[len(words)-n:], " "); isLabel(name) {
			return strings.TrimSuffix(value.TrimEdges(text), name), name
		}
	}
	return "", ""
}

// isLabel reports whether a text is the name of a field.
func isLabel(text string) bool {
	text = strings.TrimRight(text, ": ")
	if header.LookupHeader(text).Known {
		return true
	}
	w := header.WordsOf(text)
	return w.Contrary == "" && len(w.Candidates) > 0 && w.Candidates[0].Whole
}

// looksLikeLabel reports whether a text ends as labels do.
func looksLikeLabel(text string) bool { return strings.HasSuffix(text, ":") }

// labelField returns the field that a label names, NumFields for those that say nothing of lines.
func labelField(text string) audit.Field {
	m := header.LookupHeader(text)
	f := audit.NumFields
	switch w := header.WordsOf(text); {
	case m.Binds() || m.Known && m.Needs == "profile":
		f = m.Field
	case !m.Known && w.Contrary == "" && len(w.Candidates) > 0 && w.Candidates[0].Whole:
		f = w.Candidates[0].Field
	}
	if contextFields.Has(f) {
		return f
	}
	return audit.NumFields
}

var idBehindName = regexp.MustCompile(`(?i)^(.*?\pL)[\s,-]*[(\[]?\s*(?:#|mrn|id|acct|account)\s*[:#]*\s*([a-z]{0,3}\d[\w-]*)\s*[)\]]?$|^(.*?\pL)\s*[(\[]\s*([a-z]{0,3}\d[\w-]*)\s*[)\]]$`)

// sayings is what a label says; a name with a number behind it says the patient's key too.
func (l label) sayings() []saying {
	switch strings.ToLower(l.text) {
	case "", "all", "any", "various", "multiple", "n/a", "none", "-":
		return nil
	}
	switch l.field {
	case audit.NumFields:
		return nil
	case audit.DateOfService:
		if date := dateIn(l.text); date != "" {
			return []saying{{field: l.field, text: date, col: l.col, labelled: true}}
		}
		return nil
	case audit.PatientName:
		return patientSayings(l.text, l.col, true)
	}
	return []saying{{field: l.field, text: l.text, col: l.col, labelled: true}}
}

func patientSayings(text string, col int, labelled bool) []saying {
	if m := idBehindName.FindStringSubmatch(text); m != nil {
		return []saying{{field: audit.PatientName, text: value.TrimEdges(m[1] + m[3]), col: col, labelled: labelled},
			{field: audit.PatientID, text: m[2] + m[4], col: col, labelled: labelled}}
	}
	return []saying{{field: audit.PatientName, text: text, col: col, labelled: labelled}}
}

var (
	weekdayName = regexp.MustCompile(`(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?[,\s]+|\s*[(,]?\s*(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?\s*\)?$`)
	// yearless are a month and a day in the orders of the country.
	yearless = regexp.MustCompile(`(?i)^(?:(\d{1,2})[-/. ](\d{1,2})|([a-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?)$`)
)

// dateIn returns the date that a text is, be it with the day of the week or without a year; empty if it is none.
func dateIn(text string) string {
	text = value.TrimEdges(text)
	if len(text) > longestDate || !strings.ContainsAny(text, "0123456789") {
		return ""
	}
	if isDate(text) {
		return text
	}
	bare := value.TrimEdges(weekdayName.ReplaceAllString(text, ""))
	if isDate(bare) || isYearless(bare) {
		return bare
	}
	return ""
}

// isYearless reports whether a text is a month and a day.
func isYearless(text string) bool {
	m := yearless.FindStringSubmatch(text)
	return m != nil && (m[3] == "" && inRange(m[1], 12) && inRange(m[2], 31) || m[3] != "" && monthOf(m[3]) > 0 && inRange(m[4], 31))
}

func inRange(digits string, most int) bool {
	n := 0
	for _, c := range digits {
		n = 10*n + int(c-'0')
	}
	return n >= 1 && n <= most
}

// monthOf returns the month of a name or its first letters, 0 if it is none.
func monthOf(name string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(name, m.String()) || strings.EqualFold(name, m.String()[:3]) || strings.EqualFold(name, "sept") && m == time.September {
			return m
		}
	}
	return 0
}

var yearIn = regexp.MustCompile(`(?:^|\D)(20\d{2})(?:\D|$)|[-/.]\d{1,2}[-/.](\d{2})(?:\D|$)`)

// yearOf returns the one year that texts name, 0 if they name none or several.
func yearOf(texts []string) int {
	var years []int
	for _, text := range texts {
		for _, m := range yearIn.FindAllStringSubmatch(text, -1) {
			n := 0
			for _, c := range m[1] + m[2] {
				n = 10*n + int(c-'0')
			}
			if m[1] == "" {
				n += 2000
			}
			if !slices.Contains(years, n) {
				years = append(years, n)
			}
		}
	}
	if len(years) != 1 {
		return 0
	}
	return years[0]
}

// personName is a name as people write it: "Last, First", or two to four words in capitals at their beginning, no word of which
// belongs to a business.
var (
	personName = regexp.MustCompile(`^[\pL'’-]+(?: [\pL'’-]+)?, ?[\pL'’-]+\.?(?: [\pL]\.?)?$|^\p{Lu}[\pL'’-]+(?: \p{Lu}\.?)?(?: \p{Lu}[\pL'’-]+){1,2}$`)
	noPerson   = regexp.MustCompile(`(?i)\b(?:inc|llc|pllc|pc|therapy|rehab|clinic|services?|log|report|sheet|billing|notes?|charges?|summary|total|totals|hand|center|occupational|page|month|week|treatment|record|patient|daily|session|visits?|medicare|medicaid|insurance|health|part|plan|care|end|printed|signature|reviewed|approved|ot|pt|january|february|march|july|september|october|november|december)\b`)
)

// bareSaying reads a text that stands alone in its row, or names the sheet: a date, a therapist with a credential, a payer, a
// patient. Of names without a credential it cannot be known whose they are; they are taken for patients.
func bareSaying(text string, col int, knownPayer func(string) bool) []saying {
	text = value.TrimEdges(text)
	switch date := dateIn(text); {
	case text == "" || len(text) > 60:
		return nil
	case date != "":
		return []saying{{field: audit.DateOfService, text: date, col: col}}
	case value.CredentialsOfName(text) != nil && !noPerson.MatchString(strings.Split(text, ",")[0]):
		return []saying{{field: audit.Therapist, text: text, col: col}}
	case payerName(text, knownPayer):
		return []saying{{field: audit.Payer, text: text, col: col}}
	}
	said := patientSayings(text, col, false)
	if name := said[0].text; personName.MatchString(name) && !noPerson.MatchString(name) {
		return said
	}
	return nil
}

var payerWords = regexp.MustCompile(`(?i)^(?:medicare(?: part b| b| advantage)?(?: -? ?[a-z]{2})?|medicaid|aetna|cigna|humana|bcbs|blue cross(?: blue shield)?|united ?healthcare|uhc|tricare|va|kaiser(?: permanente)?|workers'? comp(?:ensation)?|self[ -]?pay|private pay|commercial|anthem)(?: (?:ppo|hmo|advantage|plan))?$`)

// payerName reports whether a text is the name of a payer.
func payerName(text string, known func(string) bool) bool {
	return payerWords.MatchString(text) || known != nil && known(text)
}
