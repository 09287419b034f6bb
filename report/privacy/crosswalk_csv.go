package privacy

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"otaudit/report/model"
)

// crosswalkHeader is the first line of a crosswalk file. The second one holds its id, under the kind "crosswalk".
var crosswalkHeader = []string{"kind", "code", "identifier"}

const idKind = "crosswalk"

// MostCrosswalk is how many bytes a crosswalk may have: those of two million identifiers.
const MostCrosswalk = 64 << 20

// WriteCSV writes the codes, sorted by kind and code. Identifiers that a spreadsheet program would take for a formula
// get a leading ' that ReadCrosswalk takes off again.
func (c *Crosswalk) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write(crosswalkHeader)
	out.Write([]string{idKind, c.ID, ""})
	for kind := range c.books {
		rows := make([][2]string, 0, len(c.books[kind].codes))
		for identifier, code := range c.books[kind].codes {
			rows = append(rows, [2]string{code, identifier})
		}
		slices.SortFunc(rows, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
		for _, row := range rows {
			out.Write([]string{codeKinds[kind].name, row[0], quoteIdentifier(row[1])})
		}
	}
	out.Flush()
	return out.Error()
}

func quoteIdentifier(s string) string {
	if s != "" && strings.ContainsRune("'=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// ReadCrosswalk reads what WriteCSV wrote. The name of the file stands before the line in errors, which never say what stands
// in the line.
func ReadCrosswalk(r io.Reader, name string) (*Crosswalk, error) {
	c := &Crosswalk{}
	err := model.EachRecord(r, name, func(header []string) error {
		if !slices.Equal(header, crosswalkHeader) {
			return errors.New("the header is not kind,code,identifier")
		}
		return nil
	}, func(_ int, record []string) error {
		return c.take(record[0], record[1], strings.TrimPrefix(record[2], "'"))
	})
	if err == nil && c.ID == "" {
		err = fmt.Errorf("%s: there is no line with its id (kind crosswalk)", name)
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

var crosswalkID = regexp.MustCompile(`^[0-9A-Za-z]{1,64}$`)

// take adds one line.
func (c *Crosswalk) take(kindName, code, identifier string) error {
	if kindName == idKind {
		if c.ID != "" || !crosswalkID.MatchString(code) {
			return errors.New("the id stands twice or is not of letters and digits")
		}
		c.ID = code
		return nil
	}
	for kind := range numKinds {
		if codeKinds[kind].name != kindName {
			continue
		}
		digits, ok := strings.CutPrefix(code, codeKinds[kind].prefix)
		number, err := strconv.Atoi(digits)
		if !ok || err != nil || number < 1 || len(digits) > mostDigits || digits[0] == '+' {
			return fmt.Errorf("the code is not of the form %s41", codeKinds[kind].prefix)
		}
		b := &c.books[kind]
		if _, twice := b.codes[identifier]; twice || b.taken.has(number) {
			return errors.New("the code or the identifier stands twice")
		}
		b.set(identifier, code, number)
		return nil
	}
	return errors.New("unknown kind of code")
}
