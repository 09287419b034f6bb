package audit

import (
	"slices"
	"strings"
)

// said is a finding of the group at hand, with the lines it is about.
type said struct {
	finding *Finding
	rule    *Rule
	line    *Line
	also    []*Line
	doubt   *Doubt
}

func (s *said) lines() []*Line { return append([]*Line{s.line}, s.also...) }

// openDoubt is a doubt with the rule that raised it.
type openDoubt struct {
	*Doubt
	rule string
}

// markErrors ends a group: errors that stand are marked on their lines.
func (w *worker) markErrors() {
	for i := range w.pass.said {
		s := &w.pass.said[i]
		if s.finding.Severity != Error || s.finding.Rule == "" || s.finding.InDoubt != "" {
			continue
		}
		for _, l := range s.lines() {
			l.marks[w.out.phase].erred |= familyOf(s.rule.Family())
		}
	}
	clear(w.pass.said)
	w.pass.said = w.pass.said[:0]
}

// yield takes back findings of which another rule says the same, and more, of all their lines.
func (w *worker) yield() {
	type at struct {
		rule string
		line *Line
	}
	about := map[at][]*said{}
	for i := range w.pass.said {
		s := &w.pass.said[i]
		for _, to := range s.rule.YieldsTo {
			about[at{to, s.line}] = nil // what other rules say of its first line
		}
	}
	if len(about) == 0 {
		return
	}
	for i := range w.pass.said {
		o := &w.pass.said[i]
		for _, l := range o.lines() {
			if list, asked := about[at{o.finding.Rule, l}]; asked {
				about[at{o.finding.Rule, l}] = append(list, o)
			}
		}
	}
	for i := range w.pass.said {
		s := &w.pass.said[i]
		for _, to := range s.rule.YieldsTo {
			covered := slices.ContainsFunc(about[at{to, s.line}], func(o *said) bool {
				return o.finding.Rule == to && !slices.ContainsFunc(s.lines(), func(l *Line) bool { return !slices.Contains(o.lines(), l) })
			})
			if covered {
				w.out.overrule(s.finding)
				*s.finding = Finding{}
				break
			}
		}
	}
}

// resolveDoubts judges the lines of a patient again under the other readings of what rules called doubtful. Under the k-th, every
// doubtful day is read as the k-th of its choices says, so that the lines are judged as often as one day has choices. A finding is
// then held against the readings of its own day.
func (w *worker) resolveDoubts(patient []*Line) {
	doubts := map[int32][]openDoubt{} // by day
	for i := range w.pass.said {
		if s := &w.pass.said[i]; s.doubt != nil && s.finding.Rule != "" {
			open := openDoubt{s.doubt, s.rule.ID}
			w.out.doubts = append(w.out.doubts, open)
			doubts[s.line.day] = append(doubts[s.line.day], open)
		}
	}
	if len(doubts) == 0 {
		return
	}
	sets, most := map[int32][][]openDoubt{}, 0
	for day, of := range doubts {
		sets[day] = choices(of)
		most = max(most, len(sets[day]))
	}
	readings, differences := map[int32][]reading{}, map[int32][]Units{} // by day, and by line
	for k := range most {
		w.readOtherwise(patient, sets, k, readings, differences)
	}
	runs(patient, SameDay, func(day []*Line) {
		if len(readings[day[0].day]) == 0 {
			return
		}
		w.resolveSaid(readings[day[0].day], func(s *said) bool {
			return (s.rule.Scope == ScopeDay || s.rule.Scope == ScopePatient) &&
				(s.line.day == day[0].day || slices.ContainsFunc(s.also, func(l *Line) bool { return l.day == day[0].day }))
		})
		for _, l := range day {
			if _, judged := l.Supported(); judged {
				l.supported = int32(l.Units() - leastDifference(append([]Units{difference(l)}, differences[l.Index]...)))
			}
		}
	})
}

// readOtherwise judges the lines of a patient under the k-th choice of each doubtful day and adds what comes out to the readings of
// the days and the differences of their lines.
func (w *worker) readOtherwise(patient []*Line, sets map[int32][][]openDoubt, k int, readings map[int32][]reading, differences map[int32][]Units) {
	var chosen []openDoubt
	runs(patient, SameDay, func(day []*Line) {
		if of := sets[day[0].day]; len(of) > 0 {
			chosen = append(chosen, of[k%len(of)]...)
		}
	})
	other := newReader(w)
	lines := other.reread(patient, chosen)
	runs(lines, SameDay, func(day []*Line) {
		if len(sets[day[0].day]) > 0 {
			other.run(ScopeDay, day)
		}
	})
	other.run(ScopePatient, lines)
	found := other.findings()
	read := map[int32]*Line{}
	for _, l := range lines {
		read[l.Index] = l
	}
	for _, l := range patient {
		if k >= len(sets[l.day]) {
			continue
		}
		units := Units(0) // of a line that is not there
		if there := read[l.Index]; there != nil {
			units = difference(there)
		}
		differences[l.Index] = append(differences[l.Index], units)
	}
	for day, of := range sets {
		if k < len(of) {
			readings[day] = append(readings[day], readingOf(of[k], found))
		}
	}
}

// resolveShift does the same for one date of a therapist: all that is doubtful on it is read otherwise at once.
func (w *worker) resolveShift(shift []*Line, doubts []openDoubt) {
	if len(doubts) == 0 || len(w.pass.said) == 0 {
		return
	}
	other := newReader(w)
	if lines := other.reread(shift, doubts); len(lines) > 0 {
		other.run(ScopeShift, lines)
	}
	w.resolveSaid([]reading{readingOf(doubts, other.findings())}, func(s *said) bool { return s.rule.Scope == ScopeShift })
}

func (w *worker) resolveSaid(readings []reading, concerned func(*said) bool) {
	for i := range w.pass.said {
		s := &w.pass.said[i]
		if s.finding.Rule == "" || s.doubt != nil || s.finding.InDoubt != "" || !concerned(s) {
			continue
		}
		was := *s.finding
		*s.finding = resolve(was, readings)
		w.out.overrule(&was)
	}
}

// mostDoubts is up to how many doubts of a day every combination of their readings is judged, mostChoices how many readings at most.
const (
	mostDoubts  = 3
	mostChoices = 8
)

// choices lists the sets of doubts that are read otherwise: every combination of a few; of more each alone, or part by part where
// they are many, and all together.
func choices(doubts []openDoubt) (sets [][]openDoubt) {
	if len(doubts) > mostDoubts {
		part := (len(doubts) + mostChoices - 2) / (mostChoices - 1)
		return append(slices.Collect(slices.Chunk(doubts, part)), doubts)
	}
	for chosen := 1; chosen < 1<<len(doubts); chosen++ {
		var set []openDoubt
		for i, d := range doubts {
			if chosen>>i&1 == 1 {
				set = append(set, d)
			}
		}
		sets = append(sets, set)
	}
	return sets
}

// reader is a worker of its own, whose findings are only compared.
type reader struct{ *worker }

func newReader(w *worker) *reader {
	t := newTally(w.out.lines, newRuleSets(), len(w.cfg.Rules))
	t.phase = w.out.phase
	other := newWorker(w.cfg, t, false)
	other.kinds = w.kinds
	return &reader{other}
}

// reread copies lines as the other readings have them.
func (r *reader) reread(lines []*Line, doubts []openDoubt) (read []*Line) {
	changes := map[int32][]*Change{} // by line
	for _, d := range doubts {
		for i := range d.Changes {
			c := &d.Changes[i]
			changes[c.Line.Index] = append(changes[c.Line.Index], c)
		}
	}
	for _, l := range lines {
		own := changes[l.Index]
		if slices.ContainsFunc(own, func(c *Change) bool { return c.Gone }) {
			continue
		}
		// without the marks, which workers of other phases may be writing
		copied := Line{Session: l.Session, Service: l.Service, lineClass: l.lineClass, Index: l.Index, day: l.day, supported: unitsUnknown,
			Discipline: l.Discipline, Shown: l.Shown, Lowered: l.Lowered, edited: l.edited}
		if len(own) > 0 {
			copied.Session = l.clone()
			for _, c := range own {
				if c.Blank {
					copied.Clear(c.Field)
				} else {
					copied.Set(c.Field, c.Value)
				}
			}
			copied.lineClass = r.kinds.of(r.kinds.keyOf(&copied, l.Proc, l.Terms, l.modifiers), &copied)
		}
		read = append(read, &copied)
	}
	return read
}

// findings lists what the rules found.
func (r *reader) findings() *foundLines {
	var list []*Finding
	r.out.found.each(func(f *Finding) { list = append(list, f) })
	return newFoundLines(list)
}

func readingOf(doubts []openDoubt, found *foundLines) reading {
	made := reading{found: found}
	var words []string
	for _, d := range doubts {
		if !slices.Contains(words, d.Otherwise) {
			words = append(words, d.Otherwise)
		}
		if !slices.Contains(made.rules, d.rule) {
			made.rules = append(made.rules, d.rule)
		}
	}
	slices.Sort(words)
	slices.Sort(made.rules)
	made.what = "if " + strings.Join(words, " and ")
	return made
}

func difference(l *Line) Units {
	if supported, judged := l.Supported(); judged {
		return l.Units() - supported
	}
	return 0
}
