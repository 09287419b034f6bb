package header

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"otaudit/importers/value"
)

// headerKeys are the normal forms of a header. Two headers are one when any key of the one equals any key of the other.
type headerKeys struct {
	compact  string // lower-case letters and digits only
	expanded string // the same with abbreviations written out
}

func (k headerKeys) Empty() bool { return k.compact == "" }

// normalHeader is a header taken apart: the whole, the text without its bracketed hint, and without its series number.
type normalHeader struct {
	full   headerKeys // with the words of the hint
	bare   headerKeys // without the hint
	base   headerKeys // without hint and series number
	series int        // 0 if there is none
	hint   string     // the normal form of the hint: minutes, hours, money …
}

// headerNoise is repaired or dropped before anything else: known mojibake of a comma, quotes, trade marks.
var headerNoise = strings.NewReplacer(
	"â€š", ",", "\u201a", ",", "®", "", "™", "", "©", "",
	`"`, "", "'", "", "`", "", "\u2018", "", "\u2019", "", "\u201c", "", "\u201d", "")

// footnoteMarks are taken off the end of a header.
const footnoteMarks = ":*?†‡§¹²³ "

func TidyHeader(text string) string {
	text = headerNoise.Replace(text)
	text = strings.Join(strings.FieldsFunc(text, value.IsEdgeSpace), " ")
	return strings.TrimRight(text, footnoteMarks)
}

// headerHints are the bracketed texts that say something about the values and are no part of the name. Any other bracket
// belongs to the header: "Date (posted)" is not "Date".
var headerHints = map[string]string{
	"min": HintMinutes, "mins": HintMinutes, "minute": HintMinutes, "minutes": HintMinutes, "in minutes": HintMinutes, "in min": HintMinutes,
	"h": HintHours, "hr": HintHours, "hrs": HintHours, "hour": HintHours, "hours": HintHours, "in hours": HintHours, "decimal hours": HintHours,
	"$": HintMoney, "usd": HintMoney, "us$": HintMoney, "dollars": HintMoney,
	"15 min": HintQuarterHour, "15min": HintQuarterHour, "15-min": HintQuarterHour, "15 mins": HintQuarterHour, "15 minutes": HintQuarterHour,
	"s": HintPlural, "es": HintPlural,
	"mm/dd/yyyy": HintForm, "mm/dd/yy": HintForm, "m/d/yyyy": HintForm, "m/d/yy": HintForm, "dd/mm/yyyy": HintForm,
	"yyyy-mm-dd": HintForm, "hh:mm": HintForm, "h:mm": HintForm, "am/pm": HintForm, "required": HintForm, "optional": HintForm,
}

// The normal forms of the hints that a header may carry in brackets.
const (
	HintMinutes     = "minutes"
	HintHours       = "hours"
	HintMoney       = "money"
	HintQuarterHour = "15 minutes"
	HintPlural      = "plural"
	HintForm        = "form"
	HintCode        = "code" // the header is a procedure code
)

var headerBracket = regexp.MustCompile(`\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*`)

// TakeHint removes the known hints in brackets and returns the one that says most.
func TakeHint(text string) (rest, hint string) {
	rest = headerBracket.ReplaceAllStringFunc(text, func(bracket string) string {
		found, ok := headerHints[strings.ToLower(headerBracket.FindStringSubmatch(bracket)[1])]
		if !ok {
			return bracket
		}
		if hint == "" || hint == HintPlural || hint == HintForm {
			hint = found
		}
		return " "
	})
	return TidyHeader(rest), hint
}

var (
	seriesAtEnd      = regexp.MustCompile(`^(.*?[^\d\s_#.-])[\s_#.-]*(\d{1,2})$`)
	seriesBeforeCode = regexp.MustCompile(`(?i)^(.*?[^\d\s_#.-])[\s_#.-]*(\d{1,2})[\s_-]*(codes?)$`)
)

// MaxSeries bounds the numbers of a series of columns: a claim has twelve diagnoses, a wide log rarely more than ten slots.
const MaxSeries = 25

// takeSeries removes the number of a series: `Mod 1`, `CPT2`, `ICD1 Code`.
func takeSeries(text string) (base string, number int) {
	m := seriesAtEnd.FindStringSubmatch(text)
	if m == nil {
		if m = seriesBeforeCode.FindStringSubmatch(text); m == nil {
			return "", 0
		}
		m[1] += " " + m[3]
	}
	number, _ = strconv.Atoi(m[2])
	if number < 1 || number > MaxSeries {
		return "", 0
	}
	return m[1], number
}

func normaliseHeader(text string) normalHeader {
	text = TidyHeader(text)
	bare, hint := TakeHint(text)
	h := normalHeader{full: KeysOf(text), bare: KeysOf(bare), hint: hint}
	if base, number := takeSeries(bare); number > 0 {
		h.base, h.series = KeysOf(base), number
	}
	return h
}

func KeysOf(text string) headerKeys {
	return headerKeys{compact: CompactKey(text), expanded: expandedKey(text)}
}

// spellSigns writes out the two signs that carry meaning in headers.
var spellSigns = strings.NewReplacer("#", " number ", "%", " percent ")

func CompactKey(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, spellSigns.Replace(text))
}

// headerAbbreviations are written out word by word; `pt` has its own rule.
var headerAbbreviations = map[string]string{
	"no": "number", "num": "number", "nbr": "number", "dt": "date", "proc": "procedure", "chg": "charge",
	"amt": "amount", "qty": "quantity", "acct": "account", "mbr": "member",
	"svc": "service", "serv": "service", "srv": "service", "prov": "provider", "rend": "rendering", "ref": "referring",
	"dx": "dx", "diag": "dx", "diagnosis": "dx", "icd": "dx", "mod": "modifier", "min": "minutes", "mins": "minutes", "hrs": "hours",
	"tx": "treatment", "auth": "authorization", "ins": "insurance", "appt": "appointment", "cert": "certification",
	"poc": "planofcare",
}

func expandedKey(text string) string {
	words := headerWords(spellSigns.Replace(text))
	var key strings.Builder
	for i, word := range words {
		switch long, ok := headerAbbreviations[word]; {
		case ok:
			key.WriteString(long)
		case word == "pt" && len(words) > 1 && !(i+1 < len(words) && strings.HasPrefix(words[i+1], "eval")):
			key.WriteString("patient")
		default:
			key.WriteString(word)
		}
	}
	return key.String()
}

// headerWords splits at everything that is neither letter nor digit and where lower case changes to upper case.
func headerWords(text string) []string {
	var words []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	previous := rune(0)
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
		} else {
			if unicode.IsLower(previous) && unicode.IsUpper(r) {
				flush()
			}
			word.WriteRune(unicode.ToLower(r))
		}
		previous = r
	}
	flush()
	return words
}
