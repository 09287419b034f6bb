package privacy

import (
	"fmt"
	"regexp"
	"strings"

	"otaudit/audit"
)

// headerWords are the words of headers that say what a column is and nothing of whom: those of the names of the fields, and the
// short forms of billing software.
var headerWords = func() map[string]bool {
	words := map[string]bool{}
	for f := range audit.NumFields {
		for _, w := range strings.Split(f.String(), "_") {
			words[w] = true
		}
	}
	for _, w := range strings.Fields(`cpt hcpcs dob dos qty min mins mod mods icd dx pos npi mrn acct account rx no number first last
		start end total timed untimed hours hrs service services procedure description payor insurance primary provider facility
		comments status amount amt rate fee price session type sheet the a and or as if to in is are it be not may read row rows
		column line lines minutes units date day month year yes none`) {
		words[w] = true
	}
	return words
}()

// wordOf finds the words of a header, with the digits that belong to them.
var wordOf = regexp.MustCompile(`[\pL\pN\pM]+`)

// header returns a header of which the words that name columns stand; of all others the shape.
func header(text string) string {
	shown, from := "", 0
	for _, at := range wordOf.FindAllStringIndex(text, -1) {
		shown += Shape(text[from:at[0]])
		word := text[at[0]:at[1]]
		if !headerWords[strings.ToLower(word)] {
			word = Shape(word)
		}
		shown, from = shown+word, at[1]
	}
	return shown + Shape(text[from:])
}

var (
	// columnFlag is a flag with a header of the log.
	columnFlag = regexp.MustCompile(`--column ("(?:[^"\\]|\\.)*"|'[^']*')`)
	// flagTarget is what a flag reads a column as.
	flagTarget   = regexp.MustCompile(`=([a-z_]+(?::[a-z]+)?)["']$`)
	columnNumber = regexp.MustCompile(`^#\d{1,5}$`)
)

// textAt is text about a column, whose number stands for its header in a flag; 0 if it is about none.
func (p *publisher) textAt(s string, col int32) string {
	if !p.share || s == "" {
		return s
	}
	s = p.names.Replace(s)
	shown, from := "", 0
	for _, at := range columnFlag.FindAllStringIndex(s, -1) {
		shown, from = shown+shapeQuoted(s[from:at[0]])+codedFlag(s[at[0]:at[1]], col), at[1]
	}
	return shown + shapeQuoted(s[from:])
}

func codedFlag(flag string, col int32) string {
	target := flagTarget.FindStringSubmatch(flag)
	if target == nil {
		return "--column " + withheldOption
	}
	name := flag[len("--column ")+1 : len(flag)-len(target[0])]
	switch {
	case columnNumber.MatchString(name):
	case col > 0:
		name = fmt.Sprintf("#%d", col)
	default:
		name = header(name)
	}
	return `--column "` + name + "=" + target[1] + `"`
}
