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
	HasUnits    bool // `97110x2`, `97110(2)`
	Description string
}

const codeExpected = "a procedure code of five characters, such as 97530 or G0283"

var (
	procedureCode = regexp.MustCompile(`^(?:\d{4}[0-9FTUM]|[A-Z]\d{4})$`)
	codePrefix    = regexp.MustCompile(`(?i)^(?:cpt|hcpcs)\s*[:#]?\s*`)
	codeAtStart   = regexp.MustCompile(`(?i)^(\d{4}[0-9ftum]|[a-z]\d{4})`)
	codeInText    = regexp.MustCompile(`(?i)\b(?:\d{5}|\d{4}[ftum]|[a-z]\d{4})\b`)
	unitsBehind   = regexp.MustCompile(`(?i)^\s*(?:[x\x{d7}]\s*(\d{1,2})|\(\s*x?\s*(\d{1,2})\s*(?:units?)?\s*\))`)
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
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;|\n\r", r) })
	if len(parts) == 1 {
		if parts = strings.Fields(text); !allCodes(parts) {
			return nil, false
		}
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
			return nil, false
		}
		items = append(items, item)
	}
	return items, len(items) > 0
}

func allCodes(words []string) bool {
	for _, word := range words {
		if !IsProcedureCode(strings.ToUpper(word)) {
			return false
		}
	}
	return len(words) > 1
}

// parseCodeItem reads one code and what stands behind it: units and modifiers in any order, then words.
func parseCodeItem(text string, known func(string) bool) (CodeItem, bool) {
	text = TrimEdges(text)
	text = codePrefix.ReplaceAllString(text, "")
	code := codeAtStart.FindString(text)
	if code == "" {
		return CodeItem{}, false
	}
	item := CodeItem{Code: strings.ToUpper(code)}
	rest := withoutZeroTail(text[len(code):])
	rest = item.takeGlued(rest, known)
	for {
		if m := unitsBehind.FindStringSubmatch(rest); m != nil && !item.HasUnits {
			item.Units, item.HasUnits = audit.WholeUnits(atoi(m[1]+m[2])), true
			rest = rest[len(m[0]):]
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
	if glued := IsDigit(rest[0]) || IsLetter(rest[0]); glued || m == nil || codeInText.MatchString(m[1]) {
		return CodeItem{}, false
	}
	item.Description = m[1]
	return item, true
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
