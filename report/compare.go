package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// CompareRuns sets a published result beside an earlier one: it gives the open findings their state, puts the
// comparison into the result and returns it (REP-125 to REP-133). Waivers must have been applied before.
//
// A finding of the earlier run counts as resolved only if its visit is in this run and the rule was evaluated on every
// line it applies to; a result does not say on which lines a rule was not evaluated, so that in doubt the finding was
// not re-examined. Runs of different privacy modes or crosswalks are refused (REP-123).
func CompareRuns(now, earlier *audit.Result) (*audit.Comparison, error) {
	if err := mayCompare(&now.Manifest, &earlier.Manifest); err != nil {
		return nil, err
	}
	c := &audit.Comparison{EarlierAsOf: earlier.Manifest.AsOf, Differences: differencesOf(&now.Manifest, &earlier.Manifest),
		SameInputs: slices.Equal(checksums(&now.Manifest), checksums(&earlier.Manifest))}
	before := make(map[string]*audit.Finding, len(earlier.Findings))
	for i := range earlier.Findings {
		f := &earlier.Findings[i]
		switch {
		case !Followed(f.ID):
			c.CannotBeFollowedEarlier++
			continue
		case Open(f):
			c.OpenEarlier++
		}
		before[f.ID] = f
	}
	stillThere := make(map[string]bool, len(now.Findings))
	for i := range now.Findings {
		f := &now.Findings[i]
		if !Followed(f.ID) {
			c.CannotBeFollowed++
			continue
		}
		stillThere[f.ID] = true
		settle(c, f, before[f.ID])
	}
	examined := newExamined(now)
	for i := range earlier.Findings {
		f := &earlier.Findings[i]
		if Followed(f.ID) && Open(f) && !stillThere[f.ID] {
			c.Gone = append(c.Gone, examined.gone(c, f))
		}
	}
	c.Patterns = recurrences(now, earlier)
	now.Comparison = c
	return c, nil
}

// settle gives one finding of this run its state. What was open and is open repeats, whatever waiver has ended since;
// what was accepted and no longer is has an acceptance that ended. So the sums of REP-131 close.
func settle(c *audit.Comparison, f, before *audit.Finding) {
	if !Open(f) {
		if before != nil && Open(before) {
			c.NewlyAccepted++
		} else {
			c.StillAccepted++
		}
		return
	}
	c.OpenNow++
	switch {
	case before != nil && Open(before):
		c.Repeat++
		f.Status = statusRepeat
		if before.Billed != f.Billed || before.Supported != f.Supported {
			c.Changed++
			f.Status = statusChanged
		}
	case before != nil || f.Status == statusEnded:
		c.AcceptanceEnded++
		f.Status = statusEnded
	default:
		c.New++
		f.Status = statusNew
	}
}

// MayCompare says before a run whether it can be compared with an earlier one, as far as that is known by then: a run
// without a crosswalk of its own has codes that depend on its inputs.
func MayCompare(p Privacy, earlier *audit.Result) error {
	now := audit.Manifest{Mode: string(p.Mode), CrosswalkID: earlier.Manifest.CrosswalkID}
	if p.Crosswalk != nil && (p.Mode == ModeCode || !p.Crosswalk.empty()) { // in the mode code files at least get codes
		now.CrosswalkID = p.Crosswalk.ID
	}
	return mayCompare(&now, &earlier.Manifest)
}

// mayCompare refuses runs whose finding ids are made of different keys.
func mayCompare(now, earlier *audit.Manifest) error {
	if now.Mode != earlier.Mode {
		return fmt.Errorf("the earlier run has the privacy mode %q and this one %q; their findings cannot be told to be the same: run with --phi=%s",
			earlier.Mode, now.Mode, earlier.Mode)
	}
	if now.CrosswalkID != earlier.CrosswalkID {
		return errors.New("the two runs use codes of different crosswalks; their findings cannot be told to be the same: " +
			"run with --crosswalk and the crosswalk.csv of the earlier run")
	}
	return nil
}

// examined knows which visits and rules this run has judged.
type examined struct {
	visits map[string]bool
	rules  map[string]string // why a finding of the rule may not have been re-examined; empty if it was
}

func newExamined(r *audit.Result) *examined {
	e := &examined{visits: make(map[string]bool, len(r.Visits)), rules: map[string]string{}}
	for _, v := range r.Visits {
		e.visits[v] = true
	}
	for i := range r.Rules {
		rule := &r.Rules[i]
		switch {
		case rule.Evaluated == 0:
			e.rules[rule.ID] = "the rule was not evaluated"
		case len(rule.NotEvaluated) > 0:
			e.rules[rule.ID] = "the rule was not evaluated on every line"
		default:
			e.rules[rule.ID] = ""
		}
	}
	return e
}

func (e *examined) gone(c *audit.Comparison, f *audit.Finding) audit.Gone {
	g := audit.Gone{ID: f.ID, Rule: f.Rule, Name: f.Name, Patient: f.Patient, Visit: f.Visit, Money: f.Impact.Money, State: "resolved"}
	why, known := e.rules[f.Rule]
	switch {
	case !e.visits[f.Visit]:
		g.Why = "the visit is not in this input"
	case !known:
		g.Why = "the rule is not in this rule set"
	default:
		g.Why = why
	}
	if g.Why != "" {
		g.State = "not re-examined"
		c.NotReexamined++
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
			list = append(list, fmt.Sprintf("%s: %s in the earlier run, %s in this one", what, orNone(was), orNone(is)))
		}
	}
	note("program", earlier.Tool, now.Tool)
	note("rule set", earlier.RuleSet, now.RuleSet)
	was, is := tablesOf(earlier), tablesOf(now)
	for _, name := range sortedKeys(union(was, is)) {
		if was[name] != is[name] {
			list = append(list, fmt.Sprintf("table %s: the content differs", name))
		}
	}
	before, after := optionsOf(earlier), optionsOf(now)
	for _, name := range sortedKeys(union(before, after)) {
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
		case "payer", "setting", "profile", "tables", "opening", "therapists":
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
