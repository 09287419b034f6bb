package source

import "strings"

// builtinFormats classes the number formats that a workbook may use without
// defining them (ECMA-376 part 1, 18.8.30), the East Asian ones included.
// Numbers that are not listed are general.
var builtinFormats = buildBuiltinFormats()

func buildBuiltinFormats() map[int]NumFmtClass {
	m := map[int]NumFmtClass{
		22: FormatDateTime, 36: FormatDate,
		42: FormatMoney, 44: FormatMoney, 41: FormatNumber, 43: FormatNumber,
		45: FormatTime, 46: FormatDuration, 47: FormatTime, 48: FormatNumber, 49: FormatText,
	}
	for _, span := range []struct {
		from, to int
		class    NumFmtClass
	}{
		{1, 4, FormatNumber}, {5, 8, FormatMoney}, {9, 10, FormatPercent}, {11, 13, FormatNumber},
		{14, 17, FormatDate}, {18, 21, FormatTime}, {27, 31, FormatDate}, {32, 35, FormatTime},
		{37, 40, FormatNumber}, {50, 58, FormatDate},
	} {
		for id := span.from; id <= span.to; id++ {
			m[id] = span.class
		}
	}
	return m
}

// classifyFormat classes a number format code by its first section, which is
// the one for positive numbers. An m counts as minutes beside an h or s.
func classifyFormat(code string) NumFmtClass {
	f := skeletonOf(code)
	letters := strings.NewReplacer("am/pm", "h", "a/p", "h").Replace(f.letters)
	switch {
	case f.elapsed:
		return FormatDuration
	case letters == "general" || letters == "":
		switch {
		case f.money:
			return FormatMoney
		default:
			return FormatGeneral
		}
	}
	if strings.HasPrefix(letters, "general") {
		return FormatGeneral
	}
	// The e of 0.00E+00 is an exponent; elsewhere e, b and g are eras and years.
	letters = strings.NewReplacer("e+", "0", "e-", "0").Replace(letters)
	clock := strings.ContainsAny(letters, "hs")
	day := strings.ContainsAny(letters, "ydebg") || strings.Contains(letters, "m") && !clock
	switch {
	case day && clock:
		return FormatDateTime
	case day:
		return FormatDate
	case clock:
		return FormatTime
	case strings.Contains(letters, "%"):
		return FormatPercent
	case f.money:
		return FormatMoney
	case strings.Contains(letters, "@"):
		return FormatText
	}
	return FormatNumber
}

// formatSkeleton is a format code without its literals.
type formatSkeleton struct {
	letters string // lower case, quoted and escaped text taken out
	elapsed bool   // [h], [mm], [s]
	money   bool   // a currency sign or code, literal or in brackets
}

func skeletonOf(code string) formatSkeleton {
	var f formatSkeleton
	var letters, literal strings.Builder
	runes := []rune(code)
scan:
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; r {
		case ';':
			if strings.TrimSpace(letters.String()+literal.String()) != "" {
				break scan
			}
		case '"':
			for i++; i < len(runes) && runes[i] != '"'; i++ {
				literal.WriteRune(runes[i])
			}
		case '\\':
			if i++; i < len(runes) {
				literal.WriteRune(runes[i])
			}
		case '_', '*': // padding by the width of, or repetition of, the next character
			i++
		case '[':
			start := i + 1
			for i < len(runes) && runes[i] != ']' {
				i++
			}
			inside := strings.ToLower(string(runes[min(start, i):i]))
			if inside != "" && strings.Trim(inside, "h") == "" || inside != "" && strings.Trim(inside, "m") == "" ||
				inside != "" && strings.Trim(inside, "s") == "" {
				f.elapsed = true
			}
			// [$€-407] names a currency, [$-409] only a language.
			if sign, ok := strings.CutPrefix(inside, "$"); ok {
				sign, _, _ = strings.Cut(sign, "-")
				f.money = f.money || sign != ""
			}
		case '$', '€', '£', '¥':
			f.money = true
		case ' ', ',':
		default:
			letters.WriteRune(r)
		}
	}
	f.letters = strings.ToLower(letters.String())
	for _, sign := range []string{"$", "€", "£", "¥", "usd", "eur"} {
		f.money = f.money || strings.Contains(strings.ToLower(literal.String()), sign)
	}
	return f
}
