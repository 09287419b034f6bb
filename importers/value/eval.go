package value

import (
	"regexp"
	"strings"
	"unicode"
)

// The words that decide, with the canonical word each stands for, and the words that may stand beside them.
var (
	profileWords   = map[string]string{"brief": "brief", "expanded": "expanded", "extensive": "extensive"}
	decisionWords  = map[string]string{"low": "low", "moderate": "moderate", "mod": "moderate", "high": "high"}
	evalCompanions = map[string]bool{"review": true, "history": true, "profile": true, "occupational": true, "and": true, "of": true,
		"complexity": true, "level": true, "decision": true, "making": true, "clinical": true}
)

// ParseEvalProfile reads the extent of profile and history: brief, expanded or extensive.
func ParseEvalProfile(text string) (string, Reading, string) {
	return evalWord(text, profileWords, "brief, expanded or extensive")
}

// ParseEvalDecision reads the complexity of decision making: low, moderate or high.
func ParseEvalDecision(text string) (string, Reading, string) {
	return evalWord(text, decisionWords, "low, moderate or high")
}

func evalWord(text string, decisive map[string]string, expected string) (string, Reading, string) {
	text, reading := Readable(text)
	if reading != OK {
		return "", reading, expectedIf(reading, expected)
	}
	found := ""
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch canonical, ok := decisive[word]; {
		case ok && found != "" && found != canonical:
			return "", Bad, expected
		case ok:
			found = canonical
		case !evalCompanions[word]:
			return "", Bad, expected
		}
	}
	if found == "" {
		return "", Bad, expected
	}
	return found, OK, ""
}

var (
	deficitCount = regexp.MustCompile(`(?i)^(\d{1,2})(?:\.0+)?(?:\s*(?:performance\s+)?deficits?)?$`)
	deficitBand  = regexp.MustCompile(`(?i)^(1|3)\s*(?:-|\x{2013}|to)\s*(3|5)(?:\s*(?:performance\s+)?deficits?)?$`)
	deficitMany  = regexp.MustCompile(`(?i)^(?:5\s*\+|5\s+or\s+more|(?:>=|\x{2265})\s*5)(?:\s*(?:performance\s+)?deficits?)?$`)
)

// ParseDeficits reads the number of performance deficits: a count, or one of the bands 1-3, 3-5 and 5+. A cell that a
// spreadsheet has turned into a date is bad: 3-5 becomes 5 March.
func ParseDeficits(text string, hint CellHint) (string, Reading, string) {
	const expected = "a number of deficits, or 1-3, 3-5, 5+"
	text, reading := Readable(text)
	if reading != OK {
		return "", reading, expectedIf(reading, expected)
	}
	if hint.Style < StyleDate {
		if m := deficitCount.FindStringSubmatch(text); m != nil {
			return strings.TrimLeft(m[1][:len(m[1])-1], "0") + m[1][len(m[1])-1:], OK, ""
		}
		if m := deficitBand.FindStringSubmatch(text); m != nil && (m[1]+m[2] == "13" || m[1]+m[2] == "35") {
			return m[1] + "-" + m[2], OK, ""
		}
		if deficitMany.MatchString(text) {
			return "5+", OK, ""
		}
	}
	return "", Bad, expected
}
