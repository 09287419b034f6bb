package history

import (
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/privacy"
)

// Compare sets a published result beside an earlier one: it gives the open findings their state, puts the
// comparison into the result and returns it (REP-125 to REP-133). Waivers must have been applied before.
//
// A finding of the earlier run counts as resolved only if its visit is in this run and the rule was evaluated on it: on every
// line of its day, or of its patient where the rule looks at more than a day. Where left, under published keys, does not
// say so of a rule, every line of the run counts; left may be nil. Both results are of one set. Runs of different crosswalks are
// refused (REP-123).
func Compare(now, earlier *audit.Result, left *audit.Unjudged) (*audit.Comparison, error) {
	if err := privacy.SameCodes(now.Manifest.CrosswalkID, &earlier.Manifest); err != nil {
		return nil, err
	}
	return compare(now, earlier, earlier.Findings, left), nil
}

// compare does so, with the findings that were known before: those of the earlier run and, in a series, those of runs before it that
// nobody has looked at since.
func compare(now, earlier *audit.Result, known []audit.Finding, left *audit.Unjudged) *audit.Comparison {
	c := &audit.Comparison{EarlierAsOf: earlier.Manifest.AsOf, EarlierPeriod: model.Period(earlier), Differences: differencesOf(&now.Manifest, &earlier.Manifest),
		SameInputs: slices.Equal(checksums(&now.Manifest), checksums(&earlier.Manifest))}
	before := make(map[string]*audit.Finding, len(known))
	for i := range known {
		f := &known[i]
		switch {
		case !model.Followed(f.ID):
			c.CannotBeFollowedEarlier++
			continue
		case model.Open(f):
			c.OpenEarlier++
		}
		before[f.ID] = f
	}
	stillThere := make(map[string]bool, len(now.Findings))
	for i := range now.Findings {
		f := &now.Findings[i]
		if !model.Followed(f.ID) {
			c.CannotBeFollowed++
			continue
		}
		stillThere[f.ID] = true
		classify(c, f, before[f.ID])
	}
	examined := newExamined(now, left)
	for i := range known {
		f := &known[i]
		if model.Followed(f.ID) && model.Open(f) && !stillThere[f.ID] {
			c.Gone = append(c.Gone, examined.gone(c, f))
		}
	}
	c.Patterns, c.Earlier, c.EarlierChecks = recurrences(now, earlier), *model.TotalOfAll(earlier), model.ChecksOf(earlier)
	now.Comparison = c
	return c
}

// classify gives one finding of this run its state. What was open and is open repeats, whatever waiver has ended since;
// what was accepted and no longer is has an acceptance that ended. So the sums of REP-131 close.
func classify(c *audit.Comparison, f, before *audit.Finding) {
	if !model.Open(f) {
		if before != nil && model.Open(before) {
			c.NewlyAccepted++
		} else {
			c.StillAccepted++
		}
		return
	}
	c.OpenNow++
	switch {
	case before != nil && model.Open(before):
		c.Repeat++
		f.Status = model.StatusRepeat
		if before.Billed != f.Billed || before.Supported != f.Supported {
			c.Changed++
			f.Status = model.StatusChanged
		}
	case before != nil || f.Status == model.StatusEnded:
		c.AcceptanceEnded++
		f.Status = model.StatusEnded
	default:
		c.New++
		f.Status = model.StatusNew
	}
}

// examined knows which visits and rules this run has judged.
type examined struct {
	visits map[string]bool
	rules  map[string]string     // why a finding of the rule may not have been re-examined; empty if it was
	partly map[string]leftBehind // by rules that left some lines unjudged, where it is known which
	// resolved are findings that this run, when it was made, was known to have looked at again and not found.
	resolved map[string]bool
}

// leftBehind are the visits or the patients on which a rule left a line unjudged.
type leftBehind struct {
	keys map[string]bool
	of   func(*audit.Finding) string
	why  string
}

func newExamined(r *audit.Result, left *audit.Unjudged) *examined {
	e := &examined{visits: setOf(r.Visits), rules: map[string]string{}, partly: map[string]leftBehind{}, resolved: map[string]bool{}}
	if r.Comparison != nil {
		for _, g := range r.Comparison.Gone {
			e.resolved[g.ID] = g.State == model.StatusResolved
		}
	}
	for i := range r.Rules {
		rule := &r.Rules[i]
		switch {
		case rule.Evaluated == 0:
			e.rules[rule.ID] = "the rule was not evaluated"
		case len(rule.NotEvaluated) > 0:
			e.rules[rule.ID] = "the rule was not evaluated on every line"
			e.tell(rule.ID, left)
		default:
			e.rules[rule.ID] = ""
		}
	}
	return e
}

// tell takes down which visits or patients a rule left, if that is known.
func (e *examined) tell(rule string, left *audit.Unjudged) {
	if left == nil {
		return
	}
	if visits, known := left.Visits[rule]; known {
		e.partly[rule] = leftBehind{setOf(visits), func(f *audit.Finding) string { return f.Visit }, "the rule was not evaluated on every line of the day"}
	}
	if patients, known := left.Patients[rule]; known {
		e.partly[rule] = leftBehind{setOf(patients), func(f *audit.Finding) string { return f.Patient }, "the rule was not evaluated on every line of the patient"}
	}
}

func setOf(keys []string) map[string]bool {
	set := make(map[string]bool, len(keys))
	for _, key := range keys {
		set[key] = true
	}
	return set
}

// unexamined says why an earlier finding of a visit in this run was not re-examined; nothing if it was.
func (e *examined) unexamined(f *audit.Finding) string {
	if e.resolved[f.ID] {
		return ""
	}
	why, known := e.rules[f.Rule]
	if !known {
		return "the rule is not in this rule set"
	}
	left, partly := e.partly[f.Rule]
	switch {
	case !partly:
		return why
	case left.keys[left.of(f)]:
		return left.why
	default:
		return ""
	}
}

func (e *examined) gone(c *audit.Comparison, f *audit.Finding) audit.Gone {
	g := audit.Gone{ID: f.ID, Rule: f.Rule, Name: f.Name, Patient: f.Patient, Visit: f.Visit, Money: f.Impact.Money, State: model.StatusResolved}
	if !e.visits[f.Visit] {
		c.OtherVisits++
		g.State, g.Why = model.StatusOtherVisits, model.WhyOtherVisits
	} else if g.Why = e.unexamined(f); g.Why != "" {
		c.NotReexamined++
		g.State = model.StatusNotReexamined
	} else {
		c.Resolved++
	}
	return g
}

// differencesOf says what else than the record differs between the runs (REP-133).
func differencesOf(now, earlier *audit.Manifest) []string {
	var list []string
	note := func(what, was, is string) {
		if was != is {
			list = append(list, fmt.Sprintf("%s: %s in the earlier run, %s in this one", what, model.OrNone(was), model.OrNone(is)))
		}
	}
	note("program", earlier.Tool, now.Tool)
	note("rule set", earlier.RuleSet, now.RuleSet)
	was, is := tablesOf(earlier), tablesOf(now)
	for _, name := range model.SortedKeys(union(was, is)) {
		if was[name] != is[name] {
			list = append(list, fmt.Sprintf("table %s: the content differs", name))
		}
	}
	before, after := optionsOf(earlier), optionsOf(now)
	for _, name := range model.SortedKeys(union(before, after)) {
		note("option "+name, before[name], after[name])
	}
	return list
}

func tablesOf(m *audit.Manifest) map[string]string {
	sums := map[string]string{}
	for _, t := range m.Tables {
		sums[t.Name] = t.SHA256
	}
	return sums
}

// optionsOf lists the options that can change what is found. Names of files differ from run to run and say nothing.
func optionsOf(m *audit.Manifest) map[string]string {
	values := map[string]string{}
	for _, o := range m.Options {
		switch strings.TrimLeft(o.Name, "-") {
		case "payer", "setting", "profiles", "tables", "opening", "therapists", "state":
			values[o.Name] = o.Value
		}
	}
	return values
}

func union(a, b map[string]string) map[string]bool {
	keys := map[string]bool{}
	for key := range a {
		keys[key] = true
	}
	for key := range b {
		keys[key] = true
	}
	return keys
}

func checksums(m *audit.Manifest) []string {
	var sums []string
	for _, in := range m.Inputs {
		sums = append(sums, in.SHA256)
	}
	slices.Sort(sums)
	return sums
}
