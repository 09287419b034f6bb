package source

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// IMP-21: 15 significant digits, the shortest plain decimal.
func TestAppendDecimal(t *testing.T) {
	for written, want := range map[string]string{
		"2.9000000000000004": "2.9", "0.1": "0.1", "0.30000000000000004": "0.3", "4.6188E4": "46188", "46188": "46188",
		"46188.375": "46188.375", "1E-3": "0.001", "-0.5": "-0.5", "-12": "-12", "-0": "0", "0": "0", "0.0": "0", "007": "7",
		"1e20": "100000000000000000000", "1e21": "1E21", "1.5E-30": "1.5E-30", "123456789012345678": "123456789012346000",
		"97530.0": "97530", ".5": "0.5", "+3": "3", "3.1250000000000001E-2": "0.03125", "0.99999999999999999": "1",
	} {
		if got, ok := appendDecimal(nil, []byte(written)); !ok || string(got) != want {
			t.Errorf("%s: got %s %v, want %s", written, got, ok, want)
		}
	}
	for _, written := range []string{"", "x", "0x10", "1_0", "Inf", "NaN", "1e999", "-", "1 "} {
		if got, ok := appendDecimal([]byte("kept"), []byte(written)); ok || string(got) != "kept" {
			t.Errorf("%q is taken for the number %s", written, got)
		}
	}
}

// The decimal is the same number to 15 digits and is its own decimal.
func TestAppendDecimalKeepsTheNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64Range(-1e300, 1e300).Draw(t, "f")
		got, ok := appendDecimal(nil, strconv.AppendFloat(nil, f, 'g', -1, 64))
		want, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
		back, err := strconv.ParseFloat(string(got), 64)
		if !ok || err != nil || back != want {
			t.Fatalf("%v gives %s, want %v", f, got, want)
		}
		if again, _ := appendDecimal(nil, got); string(again) != string(got) {
			t.Fatalf("%s becomes %s", got, again)
		}
	})
}

// IMP-21: dates and times are recognised by the number format.
func TestClassifyFormat(t *testing.T) {
	for _, c := range []struct {
		want  NumFmtClass
		codes string
	}{
		{FormatGeneral, `General;"";General" min";`},
		{FormatNumber, `0;0.00;#,##0;#,##0.00_);0.00E+00;# ?/?;0" units";00000;_(* #,##0_);0" days"`},
		{FormatDate, `m/d/yyyy;yyyy-mm-dd;d-mmm-yy;[$-409]mmmm d, yyyy;mmm;dddd;dd"."mm"."yyyy;[$-F800]dddd;ge.m.d;[Red]m/d`},
		{FormatTime, `h:mm;h:mm AM/PM;hh:mm:ss;mm:ss;[$-409]h:mm A/P;h"h"mm;mm:ss.0`},
		{FormatDateTime, `m/d/yy h:mm;yyyy-mm-dd\Thh:mm:ss;d.m.yyyy h:mm AM/PM`},
		{FormatDuration, `[h]:mm;[hh]:mm:ss;[mm]:ss;[s]`},
		{FormatPercent, `0%;0.00%`},
		{FormatMoney, `$#,##0.00;"$"#,##0;[$€-407] #,##0.00;[$USD] 0.00;_("$"* #,##0.00_);£0;\$0`},
		{FormatText, `@`},
	} {
		for _, code := range strings.Split(c.codes, ";") {
			if got := classifyFormat(code); got != c.want {
				t.Errorf("%s: class %d, want %d", code, got, c.want)
			}
		}
	}
	if got := classifyFormat(`0.00;[Red]\-m/d/yyyy`); got != FormatNumber {
		t.Errorf("a later section decides: %d", got)
	}
	for id, want := range map[int]NumFmtClass{0: FormatGeneral, 2: FormatNumber, 7: FormatMoney, 14: FormatDate, 20: FormatTime,
		22: FormatDateTime, 46: FormatDuration, 49: FormatText, 57: FormatDate, 999: FormatGeneral} {
		if builtinFormats[id] != want {
			t.Errorf("built-in format %d: class %d, want %d", id, builtinFormats[id], want)
		}
	}
}
