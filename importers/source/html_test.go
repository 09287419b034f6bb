package source

import (
	"reflect"
	"strings"
	"testing"

	"otaudit/importers/importtest"
)

// IMP-14: each table of a page is a sheet.
func TestHTMLTables(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       []string // one dump for each table
	}{
		{"plain", "<table><tr><th>DOS</th><th>Code</th></tr>\n<tr><td>1/5</td><td>97530</td></tr></table>", []string{"1: DOS|Code\n2: 1/5|97530\n"}},
		{"no end tags", "<table><thead><tr><th>DOS<th>Code<tbody><tr><td>1/5<td>97530</table>", []string{"1: DOS|Code\n2: 1/5|97530\n"}},
		{"cells without a row", "<table><td>a<td>b<tr><td>c</table>", []string{"1: a|b\n2: c\n"}},
		{"entities, white space, breaks", "<table><tr><td> a &lt;\n b &amp;&nbsp;c <br> d<p>e</p><b>f</b>g</td></tr></table>", []string{"1: a < b &\u00a0c\nd\ne\nfg\n"}},
		{"style and script are no text", "<table><tr><td>a<style>td{}</style><script>x<1</script>b</td></tr></table>", []string{"1: ab\n"}},
		{"colspan", "<table><tr><th colspan=2>band</th><th>c</th></tr><tr><td>1<td>2<td>3</table>", []string{"1: band||c\n2: 1|2|3\n"}},
		{"rowspan", "<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>", []string{"1: a|b\n2: |c\n3: d|e\n"}},
		{"rowspan 0 lasts", "<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", []string{"1: a|b\n2: |c\n3: |d\n"}},
		{"blank rows count", "<table><tr></tr><tr><td></td></tr><tr><td>a</table>", []string{"3: a\n"}},
		{"two tables and one inside", "<table><tr><td>x<table><tr><td>in</td></tr></table>y</td></tr></table><table><tr><td>z</table>", []string{"1: xy\n", "1: in\n", "1: z\n"}},
		{"guards", "<table><tr><td>=\"00123\"<td>=A1<td>=\"\"</table>", []string{"1: 00123|=A1|\n"}},
		{"empty table", "<table></table>", []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openBytes(t, "log.xls", []byte("<html><head><title>t</title></head><body>\n"+c.page+"</body></html>"))
			var got []string
			for _, sheet := range s.Sheets {
				got = append(got, dump(t, sheet))
			}
			if s.Kind != HTMLTables || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%v: got %q, want %q", s.Kind, got, c.want)
			}
		})
	}
}

// IMP-26, IMP-170: spans are merges, and those that reach beyond the table end
// with it.
func TestHTMLMerges(t *testing.T) {
	s := openBytes(t, "log.html", []byte("<table><tr><td>a<td colspan=2 rowspan=9>b<tr style='Display: None'><td>c</table>"))
	want := []Merge{{FirstRow: 1, LastRow: 2, FirstCol: 1, LastCol: 2}}
	if sheet := s.Sheets[0]; !reflect.DeepEqual(sheet.Merges, want) || sheet.HiddenRows != 1 || sheet.RowCount != 2 {
		t.Errorf("%+v", sheet)
	}
}

// IMP-19: a page that is not UTF-8 is decoded as it declares.
func TestHTMLCharset(t *testing.T) {
	for _, c := range []struct {
		meta, cell, want, encoding string
		assumed                    bool
	}{
		{"", "M\xfcller", "Müller", "windows-1252", true},
		{"<meta charset=windows-1252>", "M\xfcller", "Müller", "windows-1252", false},
		{"<meta charset=iso-8859-2>", "\xb3", "ł", "iso-8859-2", false},
		{"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "\xc4\xe0", "Да", "windows-1251", false},
		{"<meta charset=windows-1251>", "Müller", "Müller", "utf-8", false},
		{"<meta charset=utf-8>", "M\xfcller", "Müller", "windows-1252", true},
	} {
		s := openBytes(t, "log.xls", []byte("<html>"+c.meta+"<table><tr><td>"+c.cell+"</table></html>"))
		if got := dump(t, s.Sheets[0]); got != "1: "+c.want+"\n" || s.Encoding != c.encoding {
			t.Errorf("%s: got %q in %s", c.meta, got, s.Encoding)
		}
		if s.EncodingAssumed != c.assumed {
			t.Errorf("%s: assumed %v", c.meta, s.EncodingAssumed)
		}
	}
}

func TestHTMLTooWide(t *testing.T) {
	page := "<table><tr>" + strings.Repeat("<td colspan=1000>", 17) + "</table>"
	if u := refusal(t, importtest.WriteFile(t, "log.html", []byte(page)), Limits{}); u.What != "row 1 has 2000 columns, more than the limit of 1000" {
		t.Errorf("got %q", u.What)
	}
}
