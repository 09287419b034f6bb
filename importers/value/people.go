package value

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// therapyCredentials are the professional identifications that are kept. Degrees are none.
var therapyCredentials = map[string]bool{
	"OT": true, "OT/L": true, "OTR": true, "OTR/L": true, "OTD": true, "OTA": true, "OTA/L": true, "COTA": true, "COTA/L": true,
	"SOT": true, "S/OT": true, "OTS": true, "SOTA": true, "S/OTA": true, "OTAS": true,
	"PT": true, "DPT": true, "PTA": true, "SPT": true, "SPTA": true,
	"SLP": true, "CCC-SLP": true, "SLP-CCC": true, "CCC/SLP": true,
}

// furnishers name persons who are no therapists or not yet, as rule D021 asks: kept wherever they stand.
var furnishers = map[string]bool{
	"AIDE": true, "TECH": true, "TECHNICIAN": true, "ATC": true, "LAT": true, "LMT": true, "CMT": true, "CTRS": true,
	"STUDENT": true, "COTA-S": true, "COTA/S": true, "OTA-S": true, "OTA/S": true, "OT-S": true, "OT/S": true, "PT-S": true, "PTA-S": true,
}

// practitioners are words as well ("do", "pa"): kept only where the cell holds nothing but credentials and degrees.
var practitioners = map[string]bool{
	"MD": true, "DO": true, "NP": true, "PA": true, "PA-C": true, "CNS": true, "APRN": true, "FNP": true, "RN": true, "LPN": true, "LVN": true,
	"CO": true, "CP": true, "CPO": true,
}

// degrees may stand beside a credential and are no credential themselves.
var degrees = map[string]bool{
	"MS": true, "MA": true, "BS": true, "BA": true, "MOT": true, "MSOT": true, "BSOT": true, "PHD": true, "EDD": true, "MPT": true,
	"MED": true, "MHS": true, "MBA": true, "MPH": true, "SCD": true, "DROT": true,
}

// credentialWords are the professions as role and licence columns write them out.
var credentialWords = map[string]string{
	"occupational therapist": "OT", "licensed occupational therapist": "OT", "registered occupational therapist": "OTR",
	"occupational therapy assistant": "OTA", "occupational therapist assistant": "OTA",
	"certified occupational therapy assistant": "COTA", "certified occupational therapist assistant": "COTA",
	"physical therapist": "PT", "physical therapist assistant": "PTA", "physical therapy assistant": "PTA",
	"athletic trainer": "ATC", "certified athletic trainer": "ATC", "massage therapist": "LMT", "licensed massage therapist": "LMT",
	"physician": "MD", "physician assistant": "PA", "nurse practitioner": "NP", "clinical nurse specialist": "CNS",
	"registered nurse": "RN", "licensed practical nurse": "LPN",
	"speech language pathologist": "SLP", "speech therapist": "SLP",
}

// ParseCredential reads a credential column as upper-case tokens. Degrees alone are no credential: absent.
func ParseCredential(text string) ([]string, Reading, string) {
	const expected = "a professional credential such as OTR/L"
	text, reading := Readable(text)
	if reading != OK {
		return nil, reading, expectedIf(reading, expected)
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	if token, ok := credentialWords[strings.Join(words, " ")]; ok {
		return []string{token}, OK, ""
	}
	var tokens, others []string
	onlyDegrees, known := true, true
	for _, token := range credentialTokens(text) {
		token = strings.ToUpper(token)
		switch {
		case therapyCredentials[token] || furnishers[token]:
			tokens = append(tokens, token)
		case practitioners[token]:
			others, onlyDegrees = append(others, token), false
		case !degrees[token]:
			onlyDegrees, known = false, false
		}
	}
	switch {
	case tokens != nil:
		return tokens, OK, ""
	case others != nil && known:
		return others, OK, ""
	case onlyDegrees:
		return nil, Absent, ""
	}
	return nil, Bad, expected
}

func credentialTokens(text string) []string {
	tokens := strings.FieldsFunc(text, func(r rune) bool { return IsEdgeSpace(r) || strings.ContainsRune(",;|()", r) })
	for i, token := range tokens {
		tokens[i] = strings.ReplaceAll(token, ".", "")
	}
	return slices.DeleteFunc(tokens, func(token string) bool { return token == "" })
}

// CredentialsOfName takes the credentials out of a therapist's name, which itself stays as written: `Rivera, Marcus OTR/L`.
// A token counts only in capitals or with a slash, never as the first, and in a name all in capitals only if two other
// words are left, because Cota and Pt are names too.
func CredentialsOfName(name string) []string {
	tokens := credentialTokens(name)
	var found []string
	for i, token := range tokens {
		upper := strings.ToUpper(token)
		if i > 0 && therapyCredentials[upper] && (token == upper || strings.Contains(token, "/")) {
			found = append(found, upper)
		}
	}
	if name == strings.ToUpper(name) && len(tokens)-len(found) < 2 {
		return nil
	}
	return found
}

// JoinName makes one name of two columns.
func JoinName(last, first string) string {
	last, first = TrimEdges(last), TrimEdges(first)
	switch {
	case last == "":
		return first
	case first == "":
		return last
	}
	return last + ", " + first
}

// ParseAssistant reads an assistant column. In a flag column yes gives the canonical `yes`, and no gives an absent value.
func ParseAssistant(text string, kind ColumnKind) (string, Reading, string) {
	if kind != KindAssistantFlag {
		return ParseText(text)
	}
	yes, reading, why := ParseFlag(text)
	switch {
	case reading == OK && yes:
		return "yes", OK, ""
	case reading == OK:
		return "", Absent, ""
	}
	return "", reading, why
}

// ParseDiscipline gives OT, PT or SLP for their usual names and any other text as written.
func ParseDiscipline(text string) (string, Reading, string) {
	text, reading, why := ParseText(text)
	if reading != OK {
		return "", reading, why
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	switch strings.Join(words, " ") {
	case "ot", "occupational", "occupational therapy":
		return "OT", OK, ""
	case "pt", "physical", "physical therapy":
		return "PT", OK, ""
	case "slp", "st", "speech", "speech therapy", "speech language pathology":
		return "SLP", OK, ""
	}
	return text, OK, ""
}

// ParseNPI reads a national provider identifier: ten digits whose last one is the Luhn check digit under the prefix 80840.
func ParseNPI(text string) (string, Reading, string) {
	const expected = "an NPI of ten digits whose last digit is the check digit of the others"
	text, reading := Readable(text)
	if reading != OK {
		return "", reading, expectedIf(reading, expected)
	}
	text = withoutZeroFraction(text)
	if len(text) != 10 || !allDigits(text) || !luhn("80840"+text) {
		return "", Bad, expected
	}
	return text, OK, ""
}

func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

var placeText = regexp.MustCompile(`^(\d{1,2})(?:\s*[:\x{2013}-]\s*\S.*|\s+[A-Za-z(].*)?$`)

// ParsePlace reads a place-of-service code, with or without its name behind. A name alone is no code.
func ParsePlace(text string) (string, Reading, string) {
	const expected = "a place-of-service code of two digits, such as 11"
	text, reading := Readable(text)
	if reading != OK {
		return "", reading, expectedIf(reading, expected)
	}
	m := placeText.FindStringSubmatch(withoutZeroFraction(text))
	if m == nil || atoi(m[1]) == 0 {
		return "", Bad, expected
	}
	if len(m[1]) == 1 {
		return "0" + m[1], OK, ""
	}
	return m[1], OK, ""
}
