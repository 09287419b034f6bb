package value

import (
	"regexp"
	"strings"

	"otaudit/audit"
)

// CodeItem is one procedure code of a cell with what was written beside it.
type CodeItem struct {
	Code        string
	Modifiers   []string
	Units       audit.Units
	HasUnits    bool // `97110x2`, `97110(2)`, `2x97110`
	Minutes     int32
	HasMinutes  bool // `97110 (30 min, 2u)`
	Description string
}

const (
	codeExpected          = "a procedure code of five characters, such as 97530 or G0283"
	codeCollapsedExpected = "a procedure code of five digits; a spreadsheet has rounded this one, and several codes are shown so"
)

// largestBracket is the most that a bare number in brackets behind a code is taken for units; more may be minutes.
const largestBracket = 16

var (
	procedureCode = regexp.MustCompile(`^(?:\d{4}[0-9FTUM]|[A-Z]\d{4})$`)
	codePrefix    = regexp.MustCompile(`(?i)^(?:(?:cpt|hcpcs)(?:-?4|\x{ae})?\s*[:#]?|hc:)\s*`)
	codeAtStart   = regexp.MustCompile(`(?i)^(\d{4}[0-9ftum]|[a-z]\d{4})`)
	codeInText    = regexp.MustCompile(`(?i)\b(?:\d{5}|\d{4}[ftum]|[a-z]\d{4})\b`)
	codeAtEnd     = regexp.MustCompile(`(?i)^([^(\[]*[a-z][^(\[]*?)\s*(?:\(([^()]+)\)|\[([^\[\]]+)\]|\s[-\x{2013}\x{2014}]\s*(\S+)|:\s*(\S+)|\s(\S+))$`)
	notDone       = regexp.MustCompile(`(?i)\b(?:not (?:done|billed|performed|provided|given|charged|completed)|no charge|cancell?ed|voided|deleted|refused|declined|instead|did)\b`)
	notSimply     = regexp.MustCompile(`(?i)\b(?:no|not|non|without|instead|chang\w*|was|were|from|to|cancel\w*|delet\w*|void\w*|except|replac\w*|hold|rather|than|or)\b`)
	unitsBefore   = regexp.MustCompile(`(?i)^(\d{1,2})\s*(?:units?\s+(?:of\s+)?|[-x*\x{d7}]\s*)(?:cpt\s*)?(\d{4}[0-9ftum]|[a-z]\d{4})`)
	unitsBehind   = regexp.MustCompile(`(?i)^\s*(?:[x*\x{d7}]\s*(\d{1,2})(?:\s*u(?:nits?)?\b)?|\(\s*x?\s*(\d{1,2})\s*(?:u|units?)?\s*\)|[-:\x{2013}]?\s*(\d{1,2})\s*(?:u|units?)\b)`)
	colonUnits    = regexp.MustCompile(`^:(\d)(\s.*)?$`)
	minutesBehind = regexp.MustCompile(`(?i)^\s*(?:\(\s*(\d{1,3})\s*m(?:in(?:ute)?s?)?\.?\s*(?:[,;/]?\s*(\d{1,2})\s*u(?:nits?)?\.?\s*)?\)|\(\s*(\d{1,2})\s*u(?:nits?)?\.?\s*[,;/]?\s*(\d{1,3})\s*m(?:in(?:ute)?s?)?\.?\s*\))`)
	modifierNext  = regexp.MustCompile(`^([\s:/|.-]*)([0-9A-Za-z]{2})(?:$|[\s:/|.,;({-])`)
	wordsBehind   = regexp.MustCompile(`^[\s:\x{2013}\x{2014}-]*(\(?[A-Za-z].*)$`)
)

func IsProcedureCode(text string) bool { return procedureCode.MatchString(text) }

// ParseCodes reads a cell of a code column: one code or a list, each with its modifiers, units and wording. Whatever is not
// wholly understood is bad, because a code in running text may be the one that was not done.
func ParseCodes(text string, known func(string) bool) ([]CodeItem, Reading, string) {
	known = OrNone(known)
	text, reading := Readable(text)
	if reading != OK {
		return nil, reading, expectedIf(reading, codeExpected)
	}
	text = withoutZeroFraction(text)
	if inner, ok := InsideBrackets(text); ok {
		text = inner
	}
	if items, ok := parseCodeList(text, known); ok {
		return items, OK, ""
	}
	if item, ok := parseCodeItem(text, known); ok {
		return []CodeItem{item}, OK, ""
	}
	if item, ok := parseNamedCode(text, known); ok {
		return []CodeItem{item}, OK, ""
	}
	if CollapsedID(text) {
		return nil, Bad, codeCollapsedExpected
	}
	return nil, Bad, codeExpected
}

func InsideBrackets(text string) (string, bool) {
	if len(text) > 2 && (text[0] == '{' && text[len(text)-1] == '}' || text[0] == '[' && text[len(text)-1] == ']') {
		return TrimEdges(text[1 : len(text)-1]), true
	}
	return text, false
}

// parseCodeList reads several codes of one cell. Every part must be a code, or a known modifier of the code before it.
func parseCodeList(text string, known func(string) bool) ([]CodeItem, bool) {
	parts := codeParts(text, known)
	if len(parts) < 2 {
		return nil, false
	}
	var items []CodeItem
	for _, part := range parts {
		part = TrimEdges(part)
		if part == "" {
			continue
		}
		if upper := strings.ToUpper(part); len(items) > 0 && isModifierShape(upper) && known(upper) {
			last := &items[len(items)-1]
			last.Modifiers = append(last.Modifiers, upper)
			continue
		}
		item, ok := parseCodeItem(part, known)
		if !ok {
			item, ok = parseNamedCode(part, known)
		}
		if !ok {
			return nil, false
		}
		items = append(items, item)
	}
	return items, len(items) > 0
}

// codeParts cuts a cell at the signs between codes, those inside brackets left alone. Without such a sign it is cut before each
// word that begins with a code, if there are no words of another kind; a slash or plus divides only what are all codes.
func codeParts(text string, known func(string) bool) []string {
	depth := 0
	parts := strings.FieldsFunc(text, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return depth <= 0 && strings.ContainsRune(",;|\n\r", r)
	})
	if len(parts) > 1 {
		return parts
	}
	for _, sign := range [...]string{"/", "+", "&"} {
		if parts := strings.Split(text, sign); len(parts) > 1 && allBeginWithCode(parts) {
			return parts
		}
	}
	words := strings.Fields(text)
	var begun []string
	for _, word := range words {
		switch {
		case beginsWithCode(word):
			begun = append(begun, word)
		case len(begun) == 0:
			return nil
		default:
			begun[len(begun)-1] += " " + word
		}
	}
	for _, part := range begun {
		if item, ok := parseCodeItem(part, known); !ok || item.Description != "" {
			return nil // running text, in which a code may be the one that was not done
		}
	}
	return begun
}

func allBeginWithCode(parts []string) bool {
	for _, part := range parts {
		if !beginsWithCode(TrimEdges(part)) {
			return false
		}
	}
	return true
}

func beginsWithCode(text string) bool {
	return codeAtStart.MatchString(text) || unitsBefore.MatchString(text)
}

// mostNameWords is the most words before a bare code: `OT Therapeutic Exercise 97110`. More are a sentence.
const mostNameWords = 6

// parseNamedCode reads words with the code behind them, in brackets, behind a dash or colon, or bare: `Therapeutic Exercise (97110)`.
func parseNamedCode(text string, known func(string) bool) (CodeItem, bool) {
	m := codeAtEnd.FindStringSubmatch(TrimEdges(text))
	if m == nil || codeInText.MatchString(m[1]) {
		return CodeItem{}, false
	}
	if bare := m[6]; bare != "" && (len(bare) != len(codeAtStart.FindString(bare)) || len(strings.Fields(m[1])) > mostNameWords || notSimply.MatchString(m[1])) {
		return CodeItem{}, false
	}
	item, ok := parseCodeItem(m[2]+m[3]+m[4]+m[5]+m[6], known)
	if !ok || item.Description != "" {
		return CodeItem{}, false
	}
	item.Description = strings.TrimRight(m[1], " -:\u2013\u2014")
	return item, true
}

// parseCodeItem reads one code and what stands behind it: units, minutes and modifiers in any order, then words.
func parseCodeItem(text string, known func(string) bool) (CodeItem, bool) {
	text = TrimEdges(text)
	text = codePrefix.ReplaceAllString(text, "")
	var item CodeItem
	if m := unitsBefore.FindStringSubmatch(text); m != nil && codeAtStart.FindString(text) == "" {
		item.Units, item.HasUnits = audit.WholeUnits(atoi(m[1])), true
		text = text[len(m[0])-len(m[2]):]
	}
	code := codeAtStart.FindString(text)
	if code == "" {
		return CodeItem{}, false
	}
	item.Code = strings.ToUpper(code)
	rest := withoutZeroTail(text[len(code):])
	rest = item.takeGlued(rest, known)
	for {
		if taken := item.takeCounts(rest); taken > 0 {
			rest = rest[taken:]
			continue
		}
		taken := item.takeModifier(rest, known)
		if taken == 0 {
			break
		}
		rest = rest[taken:]
	}
	if rest == "" {
		return item, true
	}
	m := wordsBehind.FindStringSubmatch(rest)
	if glued := IsDigit(rest[0]) || IsLetter(rest[0]); glued || m == nil || codeInText.MatchString(m[1]) || notDone.MatchString(m[1]) {
		return CodeItem{}, false
	}
	item.Description = withoutBrackets(m[1])
	return item, true
}

// withoutBrackets takes the brackets off words that stand in them: `97110 (Therapeutic Exercise)`.
func withoutBrackets(words string) string {
	if words[0] == '(' && words[len(words)-1] == ')' && strings.Count(words, "(") == 1 {
		return TrimEdges(words[1 : len(words)-1])
	}
	return words
}

// takeCounts takes units or minutes behind a code and returns the bytes taken; 0 if there are none.
func (item *CodeItem) takeCounts(rest string) int {
	if m := minutesBehind.FindStringSubmatch(rest); m != nil && !item.HasMinutes && !(item.HasUnits && m[2]+m[3] != "") {
		item.Minutes, item.HasMinutes = int32(atoi(m[1]+m[4])), true
		if units := m[2] + m[3]; units != "" {
			item.Units, item.HasUnits = audit.WholeUnits(atoi(units)), true
		}
		return len(m[0])
	}
	if item.HasUnits {
		return 0
	}
	if m := colonUnits.FindStringSubmatch(rest); m != nil {
		item.Units, item.HasUnits = audit.WholeUnits(atoi(m[1])), true
		return 2
	}
	m := unitsBehind.FindStringSubmatch(rest)
	if m == nil || m[2] != "" && atoi(m[2]) > largestBracket {
		return 0
	}
	item.Units, item.HasUnits = audit.WholeUnits(atoi(m[1]+m[2]+m[3])), true
	return len(m[0])
}

// withoutZeroTail takes the ".0" off that a spreadsheet put behind a code.
func withoutZeroTail(rest string) string {
	if trimmed := strings.TrimLeft(strings.TrimPrefix(rest, "."), "0"); rest != "" && rest[0] == '.' && trimmed == "" {
		return ""
	}
	return rest
}

// takeGlued takes modifiers that follow the code without any separator. They begin with a letter, so that a code with a
// digit too many is not taken for a code with a modifier.
func (item *CodeItem) takeGlued(rest string, known func(string) bool) string {
	end := 0
	for end < len(rest) && (IsDigit(rest[end]) || IsLetter(rest[end])) {
		end++
	}
	if end < 2 || end%2 != 0 || !IsLetter(rest[0]) {
		return rest
	}
	var found []string
	for i := 0; i < end; i += 2 {
		pair := strings.ToUpper(rest[i : i+2])
		if !known(pair) {
			return rest
		}
		found = append(found, pair)
	}
	item.Modifiers = append(item.Modifiers, found...)
	return rest[end:]
}

// takeModifier takes the next two-character token. After a tight sign it is a modifier, known or not; after a space only a
// known one is, because it may begin the wording.
func (item *CodeItem) takeModifier(rest string, known func(string) bool) int {
	m := modifierNext.FindStringSubmatch(rest)
	if m == nil || m[1] == "" && len(item.Modifiers) == 0 && !item.HasUnits {
		return 0
	}
	modifier := strings.ToUpper(m[2])
	tight := m[1] != "" && !strings.ContainsAny(m[1], " \t:")
	if !known(modifier) && !tight {
		return 0
	}
	item.Modifiers = append(item.Modifiers, modifier)
	return len(m[1]) + len(m[2])
}
