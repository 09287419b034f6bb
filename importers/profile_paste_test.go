package importers

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"otaudit/audit"
	"otaudit/importers/profile"
)

var typedFlag = regexp.MustCompile(`--column (?:"([^"]*)"|'([^']*)')`)

// suggested gives the --column flags that a message names.
func suggested(t *testing.T, message string) []profile.ColumnFlag {
	t.Helper()
	var flags []profile.ColumnFlag
	for _, m := range typedFlag.FindAllStringSubmatch(message, -1) {
		flag, err := profile.ParseColumnFlag(m[1] + m[2])
		if err != nil {
			t.Errorf("%q: %v", message, err)
		}
		flags = append(flags, flag)
	}
	return flags
}

// importFlagged imports a log with --column flags.
func importFlagged(t *testing.T, log string, flags ...profile.ColumnFlag) *Book {
	t.Helper()
	o := testOptions()
	o.Columns = flags
	b, err := Import(writeFiles(t, "log.csv", log), o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestSuggestedFlagsDecide: each flag that I002 names (IMP-27, IMP-177) settles the question when it is typed.
func TestSuggestedFlagsDecide(t *testing.T) {
	for name, test := range map[string]struct {
		rule, log string
		flags     int
	}{
		"two columns of units":         {"I002", "DOS,CPT,Units,Billed Units\n1/31/2026,97110,2,3\n", 2},
		"a header with shell's signs":  {"I002", "DOS,CPT,Units $,Billed Units \"x\"\n1/31/2026,97110,2,3\n", 0},
		"columns of the same header":   {"I002", "DOS,CPT,Units,Units\n1/31/2026,97110,2,3\n", 2},
		"a column without a known one": {"I001", "DOS,CPT,Units,Minutes\n1/31/2026,97110,2,many\n", 1},
	} {
		b := importFlagged(t, test.log)
		var flags []profile.ColumnFlag
		for _, n := range b.Notices {
			if n.Rule == test.rule && flags == nil {
				flags = suggested(t, n.Message)
			}
		}
		if len(flags) != test.flags {
			t.Errorf("%s: the notice names %v", name, flags)
		}
		for _, flag := range flags {
			b := importFlagged(t, test.log, flag)
			for _, n := range b.Notices {
				if n.Rule == test.rule && strings.Contains(n.Message, flag.String()) {
					t.Errorf("%s: with %s: %s", name, flag.String(), n.Message)
				}
			}
			if len(b.Sessions) == 0 {
				t.Errorf("%s: with %s there are no lines", name, flag.String())
			}
		}
	}
}

// TestAskedColumnsNameTheirFlag: a column that only its reader can decide names the flags in the mapping, and they work.
func TestAskedColumnsNameTheirFlag(t *testing.T) {
	const log = "DOS,CPT,Units,Status,Minutes\n1/31/2026,97110,2,Daily,a few\n"
	b := importFlagged(t, log)
	for _, col := range []int{3, 4} {
		flags := suggested(t, b.Sheets[0].Columns[col].Flag)
		if len(flags) != 1 {
			t.Fatalf("the mapping of column %d says %+v", col+1, b.Sheets[0].Columns[col])
		}
		flags = append(flags, profile.ColumnFlag{Text: flags[0].Name + "=skip", Name: flags[0].Name, None: true})
		decided := importFlagged(t, log, flags[0]).Sheets[0].Columns[col]
		if decided.Field == "" || decided.Grade != audit.Stated || decided.Why != "stated by "+flags[0].String() {
			t.Errorf("%s gives %+v", flags[0].String(), decided)
		}
		if left := importFlagged(t, log, flags[1]).Sheets[0].Columns[col]; left.Field != "" || left.Grade != audit.Stated {
			t.Errorf("%s gives %+v", flags[1].String(), left)
		}
	}
}

// TestDraftReadsTheSame: the draft of a profile is valid, is recognised by its headers, and reads its log as it was read
// without it; with --write-profile the second month needs nothing.
func TestDraftReadsTheSame(t *testing.T) {
	logs := []string{
		"Patient First,Patient Last,DOS,CPT Code,KX,Mod 1,Units,Hours,Wing,Type,Charge,Charge\nAnn,Lee,1/31/2026,97110,Y,GO,2,0.5,East,x,30,30\n",
		"Patient ID,DOS,CPT1,Units1,CPT2,Units2,Note \"x\": y\nP1,31/1/2026,97110,2,97530,1,#a\nP1,30/1/2026,97110,2,,,\n",
	}
	logs = append(logs, "Patient ID,DOS,97110 (min),97530 (min),G0283 (min)\nP1,1/31/2026,30,15,\nP2,1/31/2026,,23,10\n")
	for _, test := range knownExports {
		logs = append(logs, test.log)
	}
	for _, log := range logs {
		paths := writeFiles(t, "log.csv", log)
		o := testOptions()
		o.Inspect = true
		plain, err := Import(paths, o)
		if err != nil {
			t.Fatal(err)
		}
		var draft bytes.Buffer
		if err := plain.Views[0].WriteDraft(&draft, "clinic"); err != nil {
			t.Fatal(err)
		}
		p, err := profile.Parse("draft.yaml", draft.Bytes(), canParse)
		if err != nil {
			t.Errorf("%v in\n%s", err, draft.String())
			continue
		}
		o.Profiles = []*profile.Profile{p}
		again, err := Import(paths, o)
		if err != nil {
			t.Fatal(err)
		}
		if again.Sheets[0].Profile != "clinic" {
			t.Errorf("the log is read with %q, not with its draft\n%s", again.Sheets[0].Profile, draft.String())
		}
		if plain.Sheets[0].Profile != "" {
			continue // what a recognised export translates is not in the draft
		}
		for f := range audit.NumFields {
			if diff := cmp.Diff(column(plain, f), column(again, f)); diff != "" {
				t.Errorf("%s differs: %s\n%s", f, diff, draft.String())
			}
		}
	}
}

// TestShapesHoldNoValues: IMP-07, samples are shapes; identifiers have none (IMP-09).
func TestShapesHoldNoValues(t *testing.T) {
	for text, want := range map[string]string{"01/31/2026": "99/99/9999", "Lee, Ánn": "Aaa, Aaa", " $1,250.00 ": "$9,999.99", "a\tb\nc": "a a a",
		"": "", "x²½": "a99", strings.Repeat("ab ", 20): "aa aa aa aa aa aa aa aa …"} {
		if got := ShapeText(text); got != want {
			t.Errorf("the shape of %q is %q, want %q", text, got, want)
		}
	}
	o := testOptions()
	o.Inspect = true
	b, err := Import(writeFiles(t, "log.csv", "DOS,CPT,Units,SSN,Wing\n1/31/2026,97110,2,123-45-6789,East\n1/30/2026,97110,two,123-45-6789,West\n"), o)
	if err != nil {
		t.Fatal(err)
	}
	columns := b.Views[0].Columns
	if columns[3].Samples != nil || cmp.Diff([]string{"Aaaa"}, columns[4].Samples) != "" {
		t.Errorf("samples: %q of SSN, %q of Wing", columns[3].Samples, columns[4].Samples)
	}
	if columns[0].Read != 2 || columns[0].Filled != 2 || columns[0].Dates != "month first" {
		t.Errorf("the date column: %+v", columns[0])
	}
}
