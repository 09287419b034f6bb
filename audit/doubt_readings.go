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
	for i := range w.pass.said {
		s := &w.pass.said[i]
		for _, to := range s.rule.YieldsTo {
			covered := slices.ContainsFunc(w.pass.said, func(o said) bool {
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

// resolveDoubts judges the lines of a patient again under the other readings of what rules called doubtful, day by day.
func (w *worker) resolveDoubts(patient []*Line) {
	days := map[int32][]openDoubt{}
	for i := range w.pass.said {
		if s := &w.pass.said[i]; s.doubt != nil && s.finding.Rule != "" {
			days[s.line.day] = append(days[s.line.day], openDoubt{s.doubt, s.rule.ID})
		}
	}
	if len(days) == 0 {
		return
	}
	for _, doubts := range days {
		w.out.doubts = append(w.out.doubts, doubts...)
	}
	runs(patient, SameDay, func(day []*Line) {
		if doubts := days[day[0].day]; len(doubts) > 0 {
			w.resolveDay(patient, day, doubts)
		}
	})
}

func (w *worker) resolveDay(patient, day []*Line, doubts []openDoubt) {
	differences := make([][]Units, len(day))
	for i, l := range day {
		differences[i] = []Units{difference(l)}
	}
	var readings []reading
	for _, set := range choices(doubts) {
		other := newReader(w)
		lines := other.reread(patient, set)
		ofDay := slices.DeleteFunc(slices.Clone(lines), func(l *Line) bool { return l.day != day[0].day })
		if len(ofDay) > 0 {
			other.run(ScopeDay, ofDay)
		}
		other.run(ScopePatient, lines)
		readings = append(readings, other.reading(set))
		for i, l := range day {
			differences[i] = append(differences[i], differenceIn(ofDay, l.Index))
		}
	}
	w.resolveSaid(readings, func(s *said) bool {
		return (s.rule.Scope == ScopeDay || s.rule.Scope == ScopePatient) &&
			slices.ContainsFunc(s.lines(), func(l *Line) bool { return l.day == day[0].day })
	})
	for i, l := range day {
		if _, judged := l.Supported(); judged {
			l.supported = int32(l.Units() - leastDifference(differences[i]))
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
	w.resolveSaid([]reading{other.reading(doubts)}, func(s *said) bool { return s.rule.Scope == ScopeShift })
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

// mostDoubts is up to how many doubts of a day every combination of their readings is judged.
const mostDoubts = 3

// choices lists the sets of doubts that are read otherwise: every combination of a few, else each alone and all together.
func choices(doubts []openDoubt) (sets [][]openDoubt) {
	if len(doubts) > mostDoubts {
		for i := range doubts {
			sets = append(sets, doubts[i:i+1])
		}
		return append(sets, doubts)
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
	for _, l := range lines {
		// without the marks, which workers of other phases may be writing
		copied := Line{Session: l.Session, Service: l.Service, lineClass: l.lineClass, Index: l.Index, day: l.day, supported: unitsUnknown,
			Discipline: l.Discipline, Shown: l.Shown, Lowered: l.Lowered, edited: l.edited}
		changed, gone := false, false
		for _, d := range doubts {
			for i := range d.Changes {
				c := &d.Changes[i]
				if c.Line.Index != l.Index {
					continue
				}
				if gone = gone || c.Gone; c.Gone {
					continue
				}
				if !changed {
					copied.Session = l.clone()
				}
				changed = true
				if c.Blank {
					copied.Clear(c.Field)
				} else {
					copied.Set(c.Field, c.Value)
				}
			}
		}
		if gone {
			continue
		}
		if changed {
			copied.lineClass = r.kinds.of(r.kinds.keyOf(&copied, l.Proc, l.Terms, l.modifiers), &copied)
		}
		read = append(read, &copied)
	}
	return read
}

func (r *reader) reading(doubts []openDoubt) reading {
	made := reading{}
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
	r.out.found.each(func(f *Finding) { made.findings = append(made.findings, f) })
	return made
}

func difference(l *Line) Units {
	if supported, judged := l.Supported(); judged {
		return l.Units() - supported
	}
	return 0
}

// differenceIn gives the difference of one of the lines; none if it is not among them.
func differenceIn(lines []*Line, index int32) Units {
	for _, l := range lines {
		if l.Index == index {
			return difference(l)
		}
	}
	return 0
}
