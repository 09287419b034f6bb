package claims

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/x12"
)

var update = flag.Bool("update", false, "write what the files are read as anew, to be read in the diff")

// TestFiles reads each file of testdata and compares what it was read as with the text beside it. The structure follows what
// billing systems and payers send; every name and number is invented.
func TestFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.[8x][1-3][2-7]")
	if err != nil || len(paths) < 6 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			in, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			got := readAs(t, in)
			wanted := path + ".want"
			if *update {
				if err := os.WriteFile(wanted, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(wanted)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("read as:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// readAs reads a file and prints all that was read.
func readAs(t testing.TB, in io.Reader) string {
	var out strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	r := NewReader()
	file, err := r.Read(in, "f")
	if problem := (*x12.Problem)(nil); errors.As(err, &problem) {
		say("refused: %s", problem)
	} else if err != nil {
		t.Fatal(err)
	}
	checkAccount(t, file)
	for _, c := range r.Claims.Billed {
		say("claim %d: %s freq %s charge %s place %s payer's %s record %s auth %s", c.At.Row, c.Control, c.Frequency, c.Charge, c.Place, c.PayerControl, c.Record, c.Authorization)
		say("  patient %s, subscriber %s, diagnoses %v", person(&c.Patient), person(&c.Subscriber), c.Diagnoses)
		say("  billing %s, rendering %s, supervising %s, referring %s", provider(c.Billing), provider(c.Rendering), provider(c.Supervising), provider(c.Referring))
		for _, p := range c.Payers {
			say("  payer %s %s %s %s member %s paid %s", p.Sequence, p.Filing, p.Name, p.ID, p.Member, p.Paid)
		}
		for _, l := range c.Lines {
			say("  line %d no %d %s: %s-%s %s %v %s %s charge %s %v place %s diagnoses %v rendering %s supervising %s auth %s", l.At.Row, l.Number, l.Control, date(l.From), date(l.To), l.Code,
				l.Modifiers, quantity(l.Units), l.Measure, l.Charge, l.ChargeKnown, l.Place, l.Diagnoses, provider(l.Rendering), provider(l.Supervising), l.Authorization)
		}
	}
	for _, p := range r.Claims.Payments {
		say("payment %d: %s %s %s on %s by %s to %s", p.At.Row, p.Amount, p.Method, p.Trace, date(p.Date), p.Payer, provider(&p.Payee))
	}
	for _, m := range r.Claims.Remits {
		say("remit %d: %s status %s charge %s paid %s patient %s number %s place %s freq %s %s %v %s-%s of %s", m.At.Row, m.Control, m.Status, m.Charge, m.Paid, m.PatientResponsibility, m.PayerControl,
			m.Place, m.Frequency, person(&m.Patient), m.Remarks, date(m.From), date(m.To), m.Payment.Trace)
		reasons(say, m.Adjustments)
		for _, l := range m.Lines {
			say("  line %d %s: %s-%s %s %v of %s %v, units %s of %s, charge %s paid %s allowed %s %v, denied %v, %v", l.At.Row, l.Control, date(l.From), date(l.To), l.Code, l.Modifiers, l.BilledCode, l.BilledMods,
				quantity(l.Units), quantity(l.BilledUnits), l.Charge, l.Paid, l.Allowed, l.AllowedKnown, l.Denied(), l.Remarks)
			reasons(say, l.Adjustments)
		}
	}
	for _, a := range r.Claims.Adjustments {
		say("provider adjustment %d: %s %s %s of %s", a.At.Row, a.Reason, a.Ref, a.Amount, a.Payment.Trace)
	}
	for _, what := range slices.Sorted(maps.Keys(file.Counts)) {
		say("%d %s", file.Counts[what], what)
	}
	say("%d service lines of %d segments; not read: %v", file.ServiceLines, file.Segments, file.Others)
	for _, p := range file.Problems {
		say("problem: %s", p)
	}
	for _, n := range file.Notices {
		say("%s %d %s %q: %s", n.Rule, n.Cell.Row, n.Field, n.Original, n.Message)
	}
	return out.String()
}

// checkAccount holds that every segment was counted once.
func checkAccount(t testing.TB, file *File) {
	sum := file.ServiceLines
	for _, n := range file.Counts {
		sum += n
	}
	if sum != file.Segments {
		t.Errorf("%d segments are counted of %d: %v", sum, file.Segments, file.Counts)
	}
}

func reasons(say func(string, ...any), list []audit.Adjustment) {
	for _, a := range list {
		say("    %s-%s %s units %s", a.Group, a.CARC, a.Amount, quantity(a.Units))
	}
}

func person(p *audit.Person) string {
	return fmt.Sprintf("<%s|%s|%s>", p.Name(), date(p.BirthDate), p.Member)
}

func provider(p *audit.Provider) string {
	if p == nil {
		return "-"
	}
	return fmt.Sprintf("<%s %s %s %s>", p.Last, p.First, p.NPI, p.Taxonomy)
}

func date(d audit.Date) string {
	if d == 0 {
		return "?"
	}
	return d.String()
}

func quantity(q audit.Quantity) string {
	if !q.Known {
		return "?"
	}
	return q.String()
}

// TestCutAnywhere: wherever a file is cut, what was read before the cut is as in the whole file, every segment is counted, and
// the cut is said.
func TestCutAnywhere(t *testing.T) {
	for _, name := range []string{"testdata/professional.837", "testdata/remittance.835"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole := NewReader()
		if _, err := whole.Read(strings.NewReader(string(text)), "f"); err != nil {
			t.Fatal(err)
		}
		for cut := 120; cut < len(text)-len("IEA*1*000000001~\n"); cut += 7 {
			r := NewReader()
			file, err := r.Read(strings.NewReader(string(text[:cut])), "f")
			if err != nil {
				t.Fatal(err)
			}
			checkAccount(t, file)
			if len(file.Problems) == 0 {
				t.Fatalf("cut at %d: nothing is said", cut)
			}
			for i, c := range r.Claims.Billed {
				full := whole.Claims.Billed[i]
				if len(c.Lines) > len(full.Lines) || c.Control != full.Control && c.Control != "" {
					t.Fatalf("cut at %d: claim %d differs", cut, i)
				}
			}
			if len(r.Claims.Remits) > len(whole.Claims.Remits) {
				t.Fatalf("cut at %d: more remittances", cut)
			}
		}
	}
}

// FuzzRead: no file stops the reader, and every segment is counted.
func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.[8x][1-3][2-7]")
	for _, path := range paths {
		if text, err := os.ReadFile(path); err == nil && !strings.HasSuffix(path, ".want") {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) { readAs(t, strings.NewReader(string(text))) })
}

func TestDecimal(t *testing.T) {
	for text, want := range map[string]int64{"100": 10000, "100.5": 10050, ".5": 50, "-3": -300, "12.": 1200, "1.230": 123, " 7 ": 700} {
		if n, ok := decimal([]byte(text), 2); !ok || n != want {
			t.Errorf("%q: %d %v", text, n, ok)
		}
	}
	for _, text := range []string{"", "-", ".", "1,000", "12O", "1.234", "1.2.3", "$5", "1e3", "9999999999999999"} {
		if n, ok := decimal([]byte(text), 2); ok {
			t.Errorf("%q is read as %d", text, n)
		}
	}
}
