package audit

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// place is a field of a line: two edits of one place must agree.
type place struct {
	line  int32
	field Field
}

// proof decides which safe fixes hold.
type proof struct {
	patients [][]*Line
	kinds    *lineClasses
	cfg      *Config
	out      *tally
	edited   map[int32][]corrected // what the safe edits make of lines
}

// verifyFixes audits the corrected lines again: a fix that leaves its own finding or makes a new error is a failure and is left
// to be done by hand. One that makes a warning, or a line that repeats another, is left for review: the corrected sheet may
// hold no finding that the original did not.
//
// What is left is settled and audited again, since a fix may have rested on one that was dropped. Each round drops at least
// one fix, so that this ends with safe fixes that were all proved together. What is to be done meanwhile is done beside the
// first round.
func (p *proof) verifyFixes(meanwhile func()) {
	for {
		p.resolveConflicts()
		suspects, held := p.suspects(meanwhile)
		if len(suspects) == 0 && !held {
			return
		}
		for _, i := range suspects {
			dropUnproved(&p.out.findings[i].Fix)
		}
		meanwhile = func() {}
	}
}

// resolveConflicts merges edits of one place that agree (or that add modifiers to one list), drops edits that disagree to review and
// reads the new values, which may add texts to the symbols: nobody may read them meanwhile.
func (p *proof) resolveConflicts() {
	mergeEdits(p.out.findings)
	dropDisagreeing(p.out.findings)
	p.edited = correctedValues(p.out.lines, p.out.findings)
}

// dropUnproved leaves a fix to be done by hand. What it would have added stands alone again, without the additions of
// other fixes that it had been merged with.
func dropUnproved(fix *Fix) {
	fix.Safety = Manual
	fix.Held = "the corrected line did not stand the second audit"
	for i := range fix.Edits {
		if e := &fix.Edits[i]; e.Add != nil {
			e.New = joinTokens(strings.Fields(e.Old), e.Add)
		}
	}
}

// mergeEdits gives all safe additions to one list the same final value.
func mergeEdits(findings []Finding) {
	additions := map[place][]string{}
	eachSafeEdit(findings, func(_ int, e *Edit) {
		if e.Add != nil {
			at := place{e.Line, e.Field}
			for _, token := range e.Add {
				if !slices.Contains(additions[at], token) {
					additions[at] = append(additions[at], token)
				}
			}
		}
	})
	for _, tokens := range additions {
		slices.SortFunc(tokens, func(a, b string) int {
			return cmp.Or(cmp.Compare(modifierRank(a), modifierRank(b)), strings.Compare(a, b))
		})
	}
	eachSafeEdit(findings, func(_ int, e *Edit) {
		if e.Add != nil {
			e.New = joinTokens(strings.Fields(e.Old), additions[place{e.Line, e.Field}])
		}
	})
}

// modifierRank orders added modifiers as billers write them: discipline, assistant, others.
func modifierRank(modifier string) int {
	switch modifier {
	case "GO", "GP", "GN":
		return 0
	case "CO", "CQ":
		return 1
	default:
		return 2
	}
}

func joinTokens(old, add []string) string {
	return strings.Join(slices.Concat(old, add), " ")
}

func dropDisagreeing(findings []Finding) {
	values := map[place]string{}
	disputed := map[place]bool{}
	eachSafeEdit(findings, func(_ int, e *Edit) {
		at := place{e.Line, e.Field}
		if value, seen := values[at]; seen && value != e.New {
			disputed[at] = true
		}
		values[at] = e.New
	})
	for i := range findings {
		f := &findings[i]
		for _, e := range f.Fix.Edits {
			if f.Fix.SafetyOf(&e) == Safe && disputed[place{e.Line, e.Field}] {
				f.Fix.Safety = Review
				f.Fix.Held = "two corrections of this cell disagree"
			}
		}
	}
}

func eachSafeEdit(findings []Finding, do func(finding int, e *Edit)) {
	for i := range findings {
		fix := &findings[i].Fix
		for j := range fix.Edits {
			if e := &fix.Edits[j]; fix.SafetyOf(e) == Safe {
				do(i, e)
			}
		}
	}
}

// identity tells findings apart across the proof pass by what they say of which cell.
type identity struct {
	rule string
	cell Ref
}

func identityOf(f *Finding) identity { return identity{f.Rule, f.Cell} }

// matter tells errors apart by what they say of which code of a patient's day. A finding about several lines stands on
// the first that bills something; where a correction lowers that line to 0 it moves on and is not a new one.
type matter struct{ rule, patient, date, code string }

// What is found of a patient's year is one matter of the patient.
func matterOf(f *Finding) matter {
	if f.Scope == ScopeYear {
		return matter{rule: f.Rule, patient: f.Patient}
	}
	return matter{f.Rule, f.Patient, f.Date, f.Code}
}

// suspects applies the safe edits to copies of the patients concerned, audits these again, and gives the numbers of the
// findings whose fix does not hold.
func (p *proof) suspects(meanwhile func()) (suspects []int, held bool) {
	touched, out := p.touched(), p.out
	again := newTally(out.lines, newRuleSets(), len(p.cfg.Rules))
	workers := pool{cfg: p.cfg, out: again, proof: true}
	parallelFor(p.cfg, 1+len(touched), patientsPerTask, func() func(int) {
		w := workers.newWorker()
		return func(task int) {
			if task == 0 {
				meanwhile()
				return
			}
			w.patient(w.corrected.patient(touched[task-1], p.edited, p.kinds))
		}
	})
	workers.report()

	known, before := p.known()
	remaining, fresh := map[identity]bool{}, map[string]string{}
	later := newFindings{}
	again.found.each(func(f *Finding) {
		remaining[identityOf(f)] = true
		switch r := p.rule(f.Rule); {
		case r.HoldsFixes && !before[identityOf(f)], f.Severity != Error && !known[matterOf(f)]:
			later.add(f)
		case r.HoldsFixes || f.Severity != Error || known[matterOf(f)]:
		case fresh[f.Patient] == "" || f.Rule < fresh[f.Patient]: // the workers' findings come in no order: the first rule is named
			fresh[f.Patient] = f.Rule
		}
	})
	for i := range out.findings {
		f := &out.findings[i]
		if f.Fix.Safety != Safe {
			continue
		}
		newError := fresh[f.Patient]
		if rule := later.by(f); rule != "" && newError == "" && !remaining[identityOf(f)] {
			f.Fix.Safety, f.Fix.Held = Review, "the corrected line would have a finding of "+rule+": to be reviewed"
			held = true
			continue
		}
		switch {
		case remaining[identityOf(f)]:
			out.failures = append(out.failures, Failure{f.Rule, f.Cell, "the correction leaves its own finding"})
		case newError != "":
			out.failures = append(out.failures, Failure{f.Rule, f.Cell, fmt.Sprintf("the correction makes a new finding of %s", newError)})
		default:
			continue
		}
		suspects = append(suspects, i)
	}
	return suspects, held
}

// touched lists the patients of which a line is edited. The patients are in the order of their lines.
func (p *proof) touched() (touched [][]*Line) {
	at := 0
	for _, line := range slices.Sorted(maps.Keys(p.edited)) {
		for at < len(p.patients) && p.patients[at][len(p.patients[at])-1].Index < line {
			at++
		}
		if last := len(touched) - 1; last < 0 || touched[last][0] != p.patients[at][0] {
			touched = append(touched, p.patients[at])
		}
	}
	return touched
}

// corrected is the value that safe edits give a field.
type corrected struct {
	field Field
	value int32
}

// correctedValues reads the new values of all safe edits, by line. It is done before the workers start, since it may add
// texts to the symbols.
func correctedValues(lines []Line, findings []Finding) map[int32][]corrected {
	values := map[int32][]corrected{}
	eachSafeEdit(findings, func(_ int, e *Edit) {
		if value, err := ParseValue(lines[e.Line].Layout.Symbols, e.Field, e.New); err == nil {
			values[e.Line] = append(values[e.Line], corrected{e.Field, value})
		}
	})
	return values
}

// correctedLines are copies of the lines of one patient after the other, in the same memory.
type correctedLines struct {
	lines    []Line
	pointers []*Line
}

// patient copies the lines of a patient with the edits applied; a session is copied only if it is edited. The copies hold
// until the next patient.
func (c *correctedLines) patient(patient []*Line, edited map[int32][]corrected, kinds *lineClasses) []*Line {
	c.lines, c.pointers = slices.Grow(c.lines[:0], len(patient))[:len(patient)], c.pointers[:0]
	for i, l := range patient {
		copied := &c.lines[i]
		*copied = *l
		copied.supported, copied.marks = unitsUnknown, [phases]mark{}
		c.pointers = append(c.pointers, copied)
		edits := edited[l.Index]
		if copied.edited = len(edits) > 0; !copied.edited {
			continue
		}
		copied.Session = l.Session.clone()
		for _, e := range edits {
			copied.Set(e.field, e.value)
			copied.Lowered = copied.Lowered || e.field == UnitsBilled && e.value == 0
		}
		copied.lineClass = kinds.of(kinds.keyOf(copied, l.Proc, l.Terms, ModifiersIn(copied.List(Modifiers)...)), copied)
	}
	return c.pointers
}
