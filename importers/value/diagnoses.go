package value

import (
	"regexp"
	"slices"
	"strings"
)

var (
	diagnosisCode   = regexp.MustCompile(`(?i)^([a-z]\d[a-z0-9])(?:\.?([a-z0-9]{1,4}))?$`)
	dottedDiagnosis = regexp.MustCompile(`(?i)\b[a-z]\d[a-z0-9]\.[a-z0-9]{1,4}\b`)
	bracketedEnd    = regexp.MustCompile(`^(.*[A-Za-z].*)\(([^()]+)\)$`)
)

// ParseDiagnoses reads ICD-10-CM codes in their order, with or without the dot and their wording; exact repeats once.
func ParseDiagnoses(text string) ([]string, Reading, string) {
	const expected = "ICD-10-CM codes such as M62.81"
	text, reading := Readable(text)
	if reading != OK {
		return nil, reading, expectedIf(reading, expected)
	}
	var codes []string
	worded := false // the part before ended in words, which a comma may continue
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;|/\n\r", r) }) {
		part = TrimEdges(part)
		if part == "" {
			continue
		}
		found, words, ok := diagnosisPart(part)
		if !ok && !worded || dottedDiagnosis.MatchString(words) {
			return nil, Bad, expected
		}
		worded = words != ""
		for _, code := range found {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	if codes == nil {
		return nil, Bad, expected
	}
	return codes, OK, ""
}

// diagnosisPart takes one part into the codes at its beginning and the words behind them. Without a code it is not ok, and
// all of it is words.
func diagnosisPart(part string) (codes []string, words string, ok bool) {
	if m := bracketedEnd.FindStringSubmatch(part); m != nil {
		if code, ok := dottedCode(TrimEdges(m[2])); ok && !startsWithDiagnosis(m[1]) {
			return []string{code}, strings.TrimRight(m[1], " -"), true
		}
	}
	tokens := strings.Fields(part)
	for i, token := range tokens {
		code, isCode := dottedCode(strings.TrimRight(token, ":-."))
		if !isCode {
			return codes, strings.TrimLeft(strings.Join(tokens[i:], " "), " -:\u2013\u2014"), len(codes) > 0
		}
		codes = append(codes, code)
	}
	return codes, "", true
}

func startsWithDiagnosis(text string) bool {
	first, _, _ := strings.Cut(TrimEdges(text), " ")
	_, ok := dottedCode(strings.TrimRight(first, ":-."))
	return ok
}

// dottedCode gives the canonical form of one code: upper case, with the dot behind the third character.
func dottedCode(token string) (string, bool) {
	m := diagnosisCode.FindStringSubmatch(token)
	if m == nil {
		return "", false
	}
	if m[2] == "" {
		return strings.ToUpper(m[1]), true
	}
	return strings.ToUpper(m[1] + "." + m[2]), true
}
