package x12

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

const header = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260301*1200*^*00501*000000001*0*P*:~"

// file wraps the segments of one transaction into an envelope that is right.
func file(body ...string) string {
	return header + "GS*HC*S*R*20260301*1200*1*X*005010X222A1~ST*837*0001*005010X222A1~" + strings.Join(body, "") +
		fmt.Sprintf("SE*%d*0001~GE*1*1~IEA*1*000000001~", len(body)+2)
}

// read gives the segments as texts, with ? for damaged ones, and what is wrong.
func read(t testing.TB, in io.Reader) (segments, problems []string) {
	t.Helper()
	r := NewReader(in)
	for {
		s, err := r.Next()
		if err == io.EOF {
			break
		}
		var problem *Problem
		if errors.As(err, &problem) {
			problems = append(problems, problem.Error())
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text := s.ID
		for n := range s.Len() {
			text += "*" + string(s.Element(n+1))
		}
		if s.Damaged {
			text += "?"
		}
		segments = append(segments, text)
		if s.Number != len(segments) {
			t.Fatalf("segment %d has the number %d", len(segments), s.Number)
		}
	}
	for _, p := range r.Problems() {
		problems = append(problems, p.Error())
	}
	return segments, problems
}

// TestReadsTheSame: what is between the segments, and which separators an interchange chooses, changes nothing.
func TestReadsTheSame(t *testing.T) {
	plain := file("CLM*A1*100***11:B:1*Y~", "SV1*HC:97530:GO*100*UN*2~")
	want, problems := read(t, strings.NewReader(plain))
	if len(problems) > 0 || len(want) != 8 {
		t.Fatal(want, problems)
	}
	broken := strings.Builder{} // at a fixed width, as some mainframes send it
	for i, c := range plain {
		if i > 0 && i%80 == 0 {
			broken.WriteString("\r\n")
		}
		broken.WriteRune(c)
	}
	for name, text := range map[string]string{
		"broken in an id":      strings.Replace(plain, "SV1*", "S\r\nV1*", 1),
		"line breaks":          strings.ReplaceAll(plain, "~", "~\n"),
		"CRLF":                 strings.ReplaceAll(plain, "~", "~\r\n"),
		"LF as the terminator": strings.ReplaceAll(plain, "~", "\n"),
		"CRLF for it":          strings.ReplaceAll(plain, "~", "\r\n"),
		"byte order mark":      "\ufeff\n" + plain,
		"end of file mark":     plain + "\x1a",
		"no last terminator":   strings.TrimSuffix(plain, "~"),
		"lower case":           strings.ToLower(plain),
		"broken at 80":         broken.String(),
		"empty segments":       strings.ReplaceAll(plain, "~", "~ ~"),
	} {
		got, problems := read(t, strings.NewReader(text))
		if !slices.Equal(got, want) || len(problems) > 0 {
			t.Errorf("%s: %q\n%q", name, got, problems)
		}
	}
	pipes := strings.NewReplacer("*", "|", ":", ">", "~", "'").Replace(plain)
	got, problems := read(t, strings.NewReader(plain+pipes))
	if len(got) != 16 || len(problems) > 0 || got[12] != strings.ReplaceAll(want[4], ":", ">") {
		t.Errorf("a second interchange with its own separators: %q\n%q", got, problems)
	}
}

// TestProblems: each is one line with its place, and what is whole is read.
func TestProblems(t *testing.T) {
	good := file("CLM*A1*100~", "SV1*HC:97530*100~")
	for _, c := range []struct {
		name, text string
		segments   int
		problems   []string
	}{
		{"cut within a segment", good[:strings.Index(good, "97530")], 5, []string{"segment 5 (SV1): the file ends within this segment",
			"the file is cut off: it ends without the SE, GE and IEA of the interchange that began in segment 1"}},
		{"cut behind a segment", good[:strings.Index(good, "SE*")], 5, []string{"the file is cut off: it ends without the SE, GE and IEA of the interchange that began in segment 1"}},
		{"SE counts more", strings.Replace(good, "SE*4", "SE*5", 1), 8, []string{"segment 6 (SE), element 1: counts 5 segments, but 4 were read since segment 3: something may be missing"}},
		{"SE counts nothing", strings.Replace(good, "SE*4", "SE*x", 1), 8, []string{"segment 6 (SE), element 1: not a number of segments; 4 were read"}},
		{"SE of another ST", strings.Replace(good, "SE*4*0001", "SE*4*0002", 1), 8, []string{"segment 6 (SE), element 2: not the control number of its ST in segment 3"}},
		{"GE counts more", strings.Replace(good, "GE*1*", "GE*2*", 1), 8, []string{"segment 7 (GE), element 1: counts 2 transactions, but 1 were read since segment 2: something may be missing"}},
		{"IEA counts more", strings.Replace(good, "IEA*1*", "IEA*2*", 1), 8, []string{"segment 8 (IEA), element 1: counts 2 groups, but 1 were read since segment 1: something may be missing"}},
		{"no SE", strings.Replace(good, "SE*4*0001~", "", 1), 7, []string{"segment 6: SE is missing before it: what began in segment 3 may not be whole"}},
		{"no IEA before the next", strings.TrimSuffix(good, "IEA*1*000000001~") + good, 15, []string{"segment 8: IEA is missing before it: what began in segment 1 may not be whole"}},
		{"other element separator", strings.Replace(header, "*", "*", 1) + strings.ReplaceAll(good[len(header):], "*", "|"), 8,
			[]string{"segment 2 (?): not the GS that must follow the interchange header: the separators which that header names do not fit the file",
				"the file is cut off: it ends without the IEA of the interchange that began in segment 1"}},
		{"other terminator", header + strings.ReplaceAll(good[len(header):], "~", "\n"), 2,
			[]string{"segment 2 (GS): the segment terminator that the interchange header names does not end this segment: the file is cut off, or its separators are wrong",
				"the file is cut off: it ends without the GE and IEA of the interchange that began in segment 1"}},
		{"no header", good[len(header):], 0, []string{"segment 1: the file does not begin with an interchange header (ISA), which names the separators"}},
		{"header cut", header[:40], 0, []string{"segment 1 (ISA): fewer than 16 elements: the separators of the file are not known"}},
		{"header without terminator", header[:105], 0, []string{"segment 1 (ISA): the file ends within it: the separators of the file are not known"}},
		{"an element of 2 MB", strings.Replace(good, "SV1*", "NTE*ADD*"+strings.Repeat("x", 2<<20)+"~SV1*", 1), 9,
			[]string{"segment 5 (NTE): 2097160 bytes, more than the limit of 1048576: left out", "segment 7 (SE), element 1: counts 4 segments, but 5 were read since segment 3: something may be missing"}},
		{"outside", strings.Replace(good, "ST*837", "REF*XX~ST*837", 1), 9, []string{"segment 3 (REF): stands outside of any transaction (ST to SE): not read, as others behind it"}},
	} {
		segments, problems := read(t, iotest.OneByteReader(strings.NewReader(c.text)))
		if c.name == "an element of 2 MB" {
			segments, problems = read(t, strings.NewReader(c.text))
		}
		if len(segments) != c.segments || !slices.Equal(problems, c.problems) {
			t.Errorf("%s: %d segments of %d:\n%s\nwant:\n%s", c.name, len(segments), c.segments, strings.Join(problems, "\n"), strings.Join(c.problems, "\n"))
		}
	}
}

func TestRecognize(t *testing.T) {
	for text, want := range map[string]bool{
		header: true, "\ufeff\r\n" + strings.ToLower(header): true, "ISA|00|": true, "GS*HC*S": true, "ST*835*1": true,
		"ISA,name,GS,minutes": true, "ISA,name,minutes": false, "Isabel,97110": false, "ISA": false, "": false, "Start*": false, "Date,Code\n": false, "ST Code,Units": false,
	} {
		if Recognize([]byte(text)) != want {
			t.Errorf("%q is recognized: %v", text, !want)
		}
	}
}

func TestComponents(t *testing.T) {
	r := NewReader(strings.NewReader(file("HI*ABK:M2511^ABF:Z*plain~")))
	for range 4 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	s := &r.segment
	got := []string{string(s.ComponentOf(s.Repetition(1, 2), 1)), string(s.ComponentOf(s.Repetition(1, 1), 2)), string(s.Component(2, 1)), string(s.Component(2, 2)),
		string(s.Repetition(1, 3)), string(s.Element(7))}
	if want := []string{"ABF", "M2511", "plain", "", "", ""}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestRoundTrip: any segments in any separators come back as they were written.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		separators := rapid.Permutation([]byte("*|^>:~'!\x1d\x1e")).Draw(t, "separators")
		gap := rapid.SampledFrom([]string{"", "\n", "\r\n", " "}).Draw(t, "gap")
		element := rapid.StringMatching(`[A-Z0-9 .,]{0,12}`)
		head := strings.NewReplacer("*", string(separators[0]), ":", string(separators[1]), "^", string(separators[2]), "~", string(separators[3])).Replace(header)
		text, want := head+gap, []string{}
		for range rapid.IntRange(0, 20).Draw(t, "segments") {
			parts := append([]string{rapid.StringMatching(`[A-Z][A-Z0-9]{1,2}`).Filter(func(s string) bool { return s != "ISA" }).Draw(t, "id")}, rapid.SliceOfN(element, 1, 6).Draw(t, "elements")...)
			text += strings.Join(parts, string(separators[0])) + string(separators[3]) + gap
			want = append(want, strings.Join(parts, "*"))
		}
		r := NewReader(iotest.HalfReader(strings.NewReader(text)))
		for i := -1; ; i++ {
			s, err := r.Next()
			if err == io.EOF {
				if i != len(want) {
					t.Fatalf("%d segments of %d", i, len(want))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if i < 0 {
				continue
			}
			got := s.ID
			for n := range s.Len() {
				got += "*" + string(s.Element(n+1))
			}
			if got != want[i] {
				t.Fatalf("%q instead of %q", got, want[i])
			}
		}
	})
}

// FuzzReader: no file stops the reader, and how its bytes arrive changes nothing.
func FuzzReader(f *testing.F) {
	f.Add([]byte(file("CLM*A1*100***11:B:1*Y~", "SV1*HC:97530:GO*100*UN*2~")))
	f.Add([]byte(header[:90]))
	f.Add([]byte(strings.ReplaceAll(file("CLM*A~"), "~", "\r\n")))
	f.Fuzz(func(t *testing.T, text []byte) {
		segments, problems := read(t, strings.NewReader(string(text)))
		again, same := read(t, iotest.OneByteReader(strings.NewReader(string(text))))
		if !slices.Equal(segments, again) || !slices.Equal(problems, same) {
			t.Fatalf("%q and %q\n%q and %q", segments, again, problems, same)
		}
	})
}
