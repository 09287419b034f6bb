package report

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"otaudit/audit"
)

// chunkSize is the number of findings that share a list of texts. It is fixed, so that the page does not depend on the
// number of processors that make it.
const chunkSize = 2500

// findingsData gives all findings as JSON for the page's script, in parts to be written one behind the other. In a chunk
// every text stands once in a list and findings name texts by number: the findings of a large log repeat few texts many
// times. No character of it can end the element or open a comment.
func findingsData(r *audit.Result) [][]byte {
	chunks := make([][][]byte, (len(r.Findings)+chunkSize-1)/chunkSize)
	var group sync.WaitGroup
	for i := range chunks {
		group.Go(func() { chunks[i] = chunkData(r.Findings[i*chunkSize : min((i+1)*chunkSize, len(r.Findings))]) })
	}
	families := map[string]string{}
	for i := range r.Findings {
		if letter := familyOf(r.Findings[i].Rule); families[letter] == "" {
			families[letter] = audit.FamilyName(letter)
		}
	}
	names := []byte(`{"families":{`)
	for i, letter := range sortedKeys(families) {
		if i > 0 {
			names = append(names, ',')
		}
		names = append(appendScript(names, letter), ':')
		names = appendScript(names, families[letter])
	}
	data := [][]byte{names, []byte("},\n\"chunks\":[")}
	group.Wait()
	for i, chunk := range chunks {
		if i > 0 {
			data = append(data, []byte(",\n"))
		}
		data = append(data, chunk...)
	}
	return append(data, []byte("]}"))
}

// chunkData gives some findings with their texts.
func chunkData(findings []audit.Finding) [][]byte {
	t := &textList{index: make(map[string]int, len(findings)), list: make([]byte, 0, 256*len(findings))}
	rows := make([]byte, 0, 160*len(findings))
	for i := range findings {
		if i > 0 {
			rows = append(rows, ",\n"...)
		}
		rows = appendRow(rows, &findings[i], t)
	}
	return [][]byte{[]byte("{\"strings\":["), t.list, []byte("],\n\"findings\":[\n"), rows, []byte("]}")}
}

// textList numbers texts in the order of their first use.
type textList struct {
	index map[string]int
	list  []byte
	size  int
}

// number gives the number of a text that other findings may have too.
func (t *textList) number(text string) int {
	n, ok := t.index[text]
	if !ok {
		n = t.append(text)
		t.index[text] = n
	}
	return n
}

// append puts a text behind the others without looking whether it is there: right for those that hardly repeat.
func (t *textList) append(text string) int {
	if t.size > 0 {
		t.list = append(t.list, ',')
	}
	t.list = appendScript(t.list, SafeText(text))
	t.size++
	return t.size - 1
}

// appendRow appends one finding; the script names the places in the same order.
func appendRow(b []byte, f *audit.Finding, t *textList) []byte {
	number := func(n int) {
		b = append(strconv.AppendInt(b, int64(n), 10), ',')
	}
	b = append(b, '[')
	number(t.append(f.ID))
	for _, text := range [...]string{f.Rule, ruleTitle(f.Name), statusOf(f)} {
		number(t.number(text))
	}
	number(t.append(f.Cell.String()))
	for _, text := range [...]string{placeText(f), periodOf(f), f.Code, f.Therapist, f.Payer, f.Fix.Safety.String(), differenceText(f), f.Message} {
		number(t.number(text))
	}
	number(int(f.Severity))
	number(slices.Index(effects[:], effectOf(f)))
	number(int(f.Impact.Money))
	if f.Fix.Applied {
		number(1)
	} else {
		number(0)
	}
	for _, d := range detailsUpTo(f, len(f.Fix.Edits)+1, len(f.Related)+1) {
		number(t.number(d[0]))
		number(t.number(d[1]))
	}
	b[len(b)-1] = ']'
	return b
}

// statusOf is the state of a finding as findings.csv has it, without the mark of those that cannot be followed.
func statusOf(f *audit.Finding) string {
	if f.Status == "" {
		return "open"
	}
	return f.Status
}

// placeText names patient, visit, date, plan of care and claim; code, therapist and payer have a column of their own.
func placeText(f *audit.Finding) string {
	visit := f.Visit
	if strings.HasPrefix(visit, f.Patient+"|") {
		visit = "" // an uncoded key only repeats patient and date
	}
	return strings.Join(present(prefixed("patient ", f.Patient), prefixed("visit ", visit), f.Date, prefixed("plan of ", f.PlanDate), prefixed("claim ", f.Claim)), " · ")
}

// periodOf is the month of a finding, or its year where days are not shown.
func periodOf(f *audit.Finding) string {
	return f.Date[:min(len(f.Date), len("2006-01"))]
}

var effects = [...]string{"", filterOver, filterUnder}

// effectOf says in which direction a finding points: what is billed above the record is potential over-billing.
func effectOf(f *audit.Finding) string {
	size := int64(f.Impact.Units)
	if size == 0 {
		size = int64(f.Impact.Money)
	}
	if size == 0 && f.Billed.Known && f.Supported.Known {
		size = int64(f.Supported.Units - f.Billed.Units)
	}
	switch {
	case size < 0:
		return filterOver
	case size > 0:
		return filterUnder
	}
	return ""
}

// differenceText says what a correction would move: units and dollars over or under.
func differenceText(f *audit.Finding) string {
	var parts []string
	if units := f.Impact.Units; units != 0 {
		parts = append(parts, unitsText(max(units, -units)))
	}
	if money := f.Impact.Money; money != 0 {
		parts = append(parts, dollars(max(money, -money)))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + " " + effectOf(f)
}

// appendScript appends a JSON string that is safe inside a script element: no <, > or &, and no line separators.
func appendScript(b []byte, text string) []byte {
	from := len(b)
	b = appendQuoted(b, text)
	for _, c := range b[from:] {
		if c == '<' || c == '>' || c == '&' || c == "\u2028"[0] {
			return append(b[:from], scriptEscapes.Replace(string(b[from:]))...)
		}
	}
	return b
}

var scriptEscapes = strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "\u2028", `\u2028`, "\u2029", `\u2029`)
