package html

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"

	"otaudit/audit"
	"otaudit/report/model"
)

// chunkSize is the number of findings that share a list of texts. It bounds the memory that writing them takes.
const chunkSize = 2500

// findingsData writes findings as JSON for the page's script. In a chunk every text stands once in a list and findings
// name texts by number: the findings of a large log repeat few texts many times. No character of it can end the element
// or open a comment. The buffers hold one chunk, however many there are.
func findingsData(w io.Writer, findings []*audit.Finding) error {
	families := map[string]string{}
	for _, f := range findings {
		if letter := model.FamilyOf(f.Rule); families[letter] == "" {
			families[letter] = audit.FamilyName(letter)
		}
	}
	text := []byte(dataOpen + `{"families":{`)
	for i, letter := range model.SortedKeys(families) {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(appendScript(text, letter), ':')
		text = appendScript(text, families[letter])
	}
	text = append(text, "},\n\"chunks\":["...)
	var rows scriptRows
	for i := 0; i < len(findings); i += chunkSize {
		if i > 0 {
			text = append(text, ",\n"...)
		}
		rows.set(findings[i:min(i+chunkSize, len(findings))])
		for _, piece := range [...][]byte{text, []byte(`{"strings":[`), rows.texts.list, []byte("],\n\"findings\":[\n"), rows.rows, []byte("]}")} {
			if _, err := w.Write(piece); err != nil {
				return err
			}
		}
		text = text[:0]
	}
	_, err := w.Write(append(text, "]}"+dataClose...))
	return err
}

// pageLimits is what the page names of one finding; a pattern of a large log rests on thousands of cells.
var pageLimits = model.Limits{Edits: 40, Cells: 60}

const (
	dataOpen  = `<script type="application/json" id="data">`
	dataClose = "</script>\n"
)

// scriptRows holds the findings of a chunk and their texts.
type scriptRows struct {
	texts textList
	rows  []byte
	parts []model.Part // of one finding
}

// set takes some findings in place of those before.
func (s *scriptRows) set(findings []*audit.Finding) {
	s.texts.reset()
	s.rows = s.rows[:0]
	for i, f := range findings {
		if i > 0 {
			s.rows = append(s.rows, ",\n"...)
		}
		s.append(f)
	}
}

// textList numbers texts in the order of their first use.
type textList struct {
	index map[string]int
	list  []byte
	size  int
}

// reset empties the list and keeps its memory.
func (t *textList) reset() {
	if t.index == nil {
		t.index = map[string]int{}
	}
	clear(t.index)
	t.list, t.size = t.list[:0], 0
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
	if need := len(t.list) + len(text) + len(`,""`); need > cap(t.list) {
		t.list = append(make([]byte, 0, 2*need), t.list...) // append alone would move megabytes many times
	}
	if t.size > 0 {
		t.list = append(t.list, ',')
	}
	t.list = appendScript(t.list, model.SafeText(text))
	t.size++
	return t.size - 1
}

// append appends one finding; the script names the places in the same order.
func (s *scriptRows) append(f *audit.Finding) {
	s.rows = append(s.rows, '[')
	s.number(s.texts.append(f.ID))
	for _, text := range [...]string{f.Rule, model.RuleTitle(f.Name), statusOf(f)} {
		s.number(s.texts.number(text))
	}
	s.number(s.texts.append(f.Cell.String()))
	for _, text := range [...]string{model.Place(f), periodOf(f), f.Code, f.Therapist, f.Payer, f.Fix.Safety.String(), model.DifferenceText(f), f.Message} {
		s.number(s.texts.number(text))
	}
	s.number(int(f.Severity))
	s.number(slices.Index(effects[:], model.Effect(f)))
	s.number(int(f.Impact.Money))
	if f.Fix.Applied {
		s.number(1)
	} else {
		s.number(0)
	}
	s.parts = model.AppendParts(s.parts[:0], f, pageLimits)
	for _, part := range s.parts {
		s.number(s.texts.number(part.Label))
		s.number(s.texts.number(part.Text))
	}
	s.rows[len(s.rows)-1] = ']'
}

// number appends a number and the comma behind it.
func (s *scriptRows) number(n int) {
	s.rows = append(strconv.AppendInt(s.rows, int64(n), 10), ',')
}

// statusOf is the state of a finding as findings.csv has it, without the mark of those that cannot be followed.
func statusOf(f *audit.Finding) string {
	if f.Status == "" {
		return "open"
	}
	return f.Status
}

// periodOf is the month of a finding, or its year where days are not shown.
func periodOf(f *audit.Finding) string {
	return f.Date[:min(len(f.Date), len("2006-01"))]
}

// effects are the directions of differences in the order in which the script numbers them.
var effects = [...]string{"", model.FilterOver, model.FilterUnder}

// appendScript appends a JSON string that is safe inside a script element: no <, > or &, and no line separators.
func appendScript(b []byte, text string) []byte {
	if scriptPlain.End(text, 0) == len(text) {
		return append(append(append(b, '"'), text...), '"')
	}
	quoted, _ := json.Marshal(text) // a text always has a form
	return append(b, quoted...)
}

var scriptPlain = model.NewPlainText(`"\<>&`)
