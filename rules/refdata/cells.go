package refdata

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"otaudit/audit"
)

// The cell types below exist because gocsv reads "2.9" into an int as 2, and any word into a string. Each accepts one
// spelling of a value and gives that spelling back, so that a table that was read and written is unchanged.

// yesNo is a cell that holds yes or no.
type yesNo bool

func (c *yesNo) UnmarshalCSV(text string) error {
	if text != "yes" && text != "no" {
		return fmt.Errorf("%q is not yes or no", text)
	}
	*c = text == "yes"
	return nil
}

func (c yesNo) MarshalCSV() (string, error) {
	if c {
		return "yes", nil
	}
	return "no", nil
}

// day is a date cell; noDay stands for an empty one.
type day audit.Date

const noDay = day(-1 << 31)

func (c *day) UnmarshalCSV(text string) error {
	if text == "" {
		*c = noDay
		return nil
	}
	date, err := audit.ParseDate(text)
	*c = day(date)
	return err
}

func (c day) MarshalCSV() (string, error) {
	if c == noDay {
		return "", nil
	}
	return audit.Date(c).String(), nil
}

// span joins the two date cells of a row.
func span(from, to day) audit.Window {
	var w audit.Window
	if from != noDay {
		w.From, w.HasFrom = audit.Date(from), true
	}
	if to != noDay {
		w.To, w.HasTo = audit.Date(to), true
	}
	return w
}

// ends gives the two date cells of a window.
func ends(w audit.Window) (from, to day) {
	from, to = noDay, noDay
	if w.HasFrom {
		from = day(w.From)
	}
	if w.HasTo {
		to = day(w.To)
	}
	return from, to
}

// count is a whole number that must be there.
type count int32

func (c *count) UnmarshalCSV(text string) error {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return fmt.Errorf("%q is not a whole number", text)
	}
	*c = count(n)
	return nil
}

// optionalCount is a whole number above zero; 0 stands for an empty cell.
type optionalCount int32

func (c *optionalCount) UnmarshalCSV(text string) error {
	*c = 0
	if text == "" {
		return nil
	}
	var n count
	if err := n.UnmarshalCSV(text); err != nil || n == 0 {
		return fmt.Errorf("%q is not a whole number above zero", text)
	}
	*c = optionalCount(n)
	return nil
}

func (c optionalCount) MarshalCSV() (string, error) {
	if c == 0 {
		return "", nil
	}
	return strconv.Itoa(int(c)), nil
}

// noNumber stands for an empty cell of hundredths or tenThousandths.
const noNumber = -1

// hundredths is a number with two decimals, such as a relative value.
type hundredths int32

func (c *hundredths) UnmarshalCSV(text string) error {
	n, err := fixedPoint(text, 2)
	*c = hundredths(n)
	return err
}

func (c hundredths) MarshalCSV() (string, error) { return fixedText(int32(c), 2), nil }

// tenThousandths is a number with four decimals, such as a conversion factor in dollars.
type tenThousandths int32

func (c *tenThousandths) UnmarshalCSV(text string) error {
	n, err := fixedPoint(text, 4)
	*c = tenThousandths(n)
	return err
}

func (c tenThousandths) MarshalCSV() (string, error) { return fixedText(int32(c), 4), nil }

// fixedPoint reads a number that has exactly the given count of decimals. Empty text gives noNumber.
func fixedPoint(text string, decimals int) (int32, error) {
	if text == "" {
		return noNumber, nil
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseUint(whole+fraction, 10, 31)
	if err != nil || whole == "" || len(fraction) != decimals {
		return noNumber, fmt.Errorf("%q is not a number with %d decimals", text, decimals)
	}
	return int32(n), nil
}

func fixedText(n int32, decimals int) string {
	if n == noNumber {
		return ""
	}
	text := fmt.Sprintf("%0*d", decimals+1, n)
	return text[:len(text)-decimals] + "." + text[len(text)-decimals:]
}

// required is text that must not be empty.
type required string

func (c *required) UnmarshalCSV(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("empty, but a value is needed")
	}
	*c = required(text)
	return nil
}

// codeCell is a procedure code: five digits or capital letters.
type codeCell string

func (c *codeCell) UnmarshalCSV(text string) error {
	if !isCode(text) {
		return fmt.Errorf("%q is not a procedure code of five digits or capital letters", text)
	}
	*c = codeCell(text)
	return nil
}

// codeList holds codes separated by one space; it may be empty.
type codeList string

func (c *codeList) UnmarshalCSV(text string) error {
	*c = codeList(text)
	return eachToken(text, func(token string) error { return new(codeCell).UnmarshalCSV(token) })
}

// modifierCell is a modifier: two digits or capital letters.
type modifierCell string

func (c *modifierCell) UnmarshalCSV(text string) error {
	if !isToken(text, 2) {
		return fmt.Errorf("%q is not a modifier of two digits or capital letters", text)
	}
	*c = modifierCell(text)
	return nil
}

// modifierList holds modifiers separated by one space; it may be empty.
type modifierList string

func (c *modifierList) UnmarshalCSV(text string) error {
	*c = modifierList(text)
	return eachToken(text, func(token string) error { return new(modifierCell).UnmarshalCSV(token) })
}

// release is a quarterly CMS release such as 2026Q4, or empty.
type release string

func (c *release) UnmarshalCSV(text string) error {
	*c = release(text)
	if text == "" {
		return nil
	}
	if len(text) != 6 || !isDigits(text[:4]) || text[4] != 'Q' || text[5] < '1' || text[5] > '4' {
		return fmt.Errorf("%q is not a release such as 2026Q4", text)
	}
	return nil
}

func isCode(text string) bool { return isToken(text, 5) }

func isToken(text string, length int) bool {
	if len(text) != length {
		return false
	}
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

func eachToken(text string, check func(string) error) error {
	if text == "" {
		return nil
	}
	for token := range strings.SplitSeq(text, " ") {
		if err := check(token); err != nil {
			return err
		}
	}
	return nil
}

// oneOf refuses a text that is not one of the words; the error lists them.
func oneOf(text string, words ...string) error {
	if slices.Contains(words, text) {
		return nil
	}
	return fmt.Errorf("%q is not one of: %s", text, strings.Join(words, ", "))
}
