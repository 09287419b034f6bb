package html

import (
	"html/template"
	"net/url"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// htmlTable is a table of the page; its first column heads the rows.
type htmlTable struct {
	Name, Caption, Class string
	Heads                []htmlHead
	Rows                 [][]htmlCell
}

type htmlHead struct{ Title, Class string }

// htmlCell is one cell; a cell with a link shows the findings behind its number.
type htmlCell struct {
	Text, Class string
	Link        template.URL
	Head        bool
	Depth       float64       // of the shade behind the number, 0 to 1
	Drawing     template.HTML // before the text
}

// newTable makes a table of rows that other forms of the report print too. A head that begins with # stands over
// numbers, with = over checksums and codes.
func newTable(name string, heads []string, rows [][]string) *htmlTable {
	t := &htmlTable{Name: name, Rows: make([][]htmlCell, 0, len(rows))}
	for _, head := range heads {
		class := ""
		if title, ok := strings.CutPrefix(head, "#"); ok {
			head, class = title, "number"
		} else if title, ok := strings.CutPrefix(head, "="); ok {
			head, class = title, "code"
		}
		t.Heads = append(t.Heads, htmlHead{head, class})
	}
	for _, row := range rows {
		cells := make([]htmlCell, len(row))
		for i, text := range row {
			cells[i] = htmlCell{Text: model.SafeText(text), Class: t.Heads[i].Class, Head: i == 0}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// link makes links of the cells of a column that hold a number other than zero, or a name.
func (t *htmlTable) link(column int, target func(row int) template.URL) *htmlTable {
	for i := range t.Rows {
		if cell := &t.Rows[i][column]; countsSomething(cell.Text) {
			cell.Link = target(i)
		}
	}
	return t
}

func countsSomething(text string) bool {
	return strings.Trim(text, "0.,-") != "" && text != "–" && text != model.NotDeterminable && text != "not evaluated"
}

// The values of filters that stand for several: findings that count, and findings that are more than a note.
const (
	filterNone    = "(none)" // no therapist, payer or code on the line
	filterCounted = "not-accepted"
	filterGrave   = "error-warning"
	filterOver    = "over"
	filterUnder   = "under"
)

// query gives the address that shows the findings of a filter: names and values in turn; an empty value is no filter.
func query(pairs ...string) template.URL {
	var b strings.Builder
	b.WriteString("#findings")
	separator := byte('?')
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			continue
		}
		b.WriteByte(separator)
		b.WriteString(pairs[i])
		b.WriteByte('=')
		b.WriteString(strings.ReplaceAll(url.QueryEscape(model.SafeText(pairs[i+1])), "+", "%20"))
		separator = '&'
	}
	return template.URL(b.String())
}

// keyOf is the value of a total's key in a filter.
func keyOf(t *audit.Total) string {
	if strings.TrimSpace(t.Key) == "" {
		return filterNone
	}
	return t.Key
}

// carriedValues are the rules, therapists, payers and codes that findings name: only they are worth a link.
type carriedValues map[[2]string]bool

func valuesCarried(r *audit.Result) carriedValues {
	carried := carriedValues{}
	for i := range r.Findings {
		f := &r.Findings[i]
		for _, pair := range [...][2]string{{"rule", f.Rule}, {"therapist", f.Therapist}, {"payer", f.Payer}, {"code", f.Code}, {"period", periodOf(f)}} {
			if pair[1] == "" {
				pair[1] = filterNone
			}
			carried[pair] = true
		}
	}
	return carried
}

// show gives the address of a filter by one value and further pairs, or none if no finding has the value.
func (h *htmlReport) show(name, value string, further ...string) template.URL {
	if !h.carried[[2]string{name, value}] {
		return ""
	}
	return query(append([]string{name, value}, further...)...)
}
