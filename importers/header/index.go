package header

import (
	"regexp"
	"strconv"
)

var (
	nthColumn   = regexp.MustCompile(`^#(\d{1,4})$`)
	nthHeader   = regexp.MustCompile(`^(.+?)\s*#(\d{1,2})$`)
	LettersOnly = regexp.MustCompile(`^[A-Z]{1,3}$`)
)

// HeaderIndex finds columns by their header: the whole text first, of a header over several rows its lowest text too.
type HeaderIndex struct {
	width  int
	byText map[string][]int
}

func IndexHeaders(headers, lowest []string) *HeaderIndex {
	x := &HeaderIndex{width: len(headers), byText: map[string][]int{}}
	for _, texts := range [][]string{headers, lowest} {
		found := map[string][]int{}
		for col, text := range texts {
			if key := ProfileKey(text); key != "" && len(x.byText[key]) == 0 {
				found[key] = append(found[key], col)
			}
		}
		for key, cols := range found {
			x.byText[key] = cols
		}
	}
	return x
}

// ProfileKey is the form in which a profile's header and a sheet's are compared: case, spaces and signs do not count.
func ProfileKey(header string) string {
	if len(header) > maxHeaderBytes {
		return ""
	}
	return KeysOf(TidyHeader(header)).compact
}

// Find gives the columns that a profile means: all of the header's name, the second of "Charge #2", or column "C" or "#3".
// byName says that the name alone was given.
func (x *HeaderIndex) Find(name string) (cols []int, byName bool) {
	if m := nthColumn.FindStringSubmatch(name); m != nil {
		if n, _ := strconv.Atoi(m[1]); n >= 1 && n <= x.width {
			return []int{n - 1}, false
		}
		return nil, false
	}
	if cols := x.byText[ProfileKey(name)]; len(cols) > 0 {
		return cols, true
	}
	if m := nthHeader.FindStringSubmatch(name); m != nil {
		n, _ := strconv.Atoi(m[2])
		if cols := x.byText[ProfileKey(m[1])]; n >= 1 && n <= len(cols) {
			return cols[n-1 : n], false
		}
	}
	if LettersOnly.MatchString(name) {
		if col := columnOfLetters(name); col < x.width {
			return []int{col}, false
		}
	}
	return nil, false
}

// columnOfLetters counts from 0.
func columnOfLetters(letters string) int {
	col := 0
	for _, c := range letters {
		col = col*26 + int(c-'A') + 1
	}
	return col - 1
}
