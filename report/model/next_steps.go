package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
)

// NextStep is one of the first actions, with who does it and on how many lines.
type NextStep struct {
	What     string      `json:"what"`
	Who      string      `json:"who"`
	Findings int         `json:"findings"`
	Lines    int         `json:"lines"`
	Over     audit.Cents `json:"over_cents"`  // potential
	Under    audit.Cents `json:"under_cents"` // potential
}

// mostSteps is how many actions page one names.
const mostSteps = 5

// nextSteps are the actions in the order to take them: what was found, then what to add so that more can be judged. Where no rate is
// determinable, what lets units be judged comes first.
func nextSteps(actions []Action, first *FirstPage) []NextStep {
	determinable := first.Clinic.Rate != NotDeterminable
	var steps []NextStep
	var missing []Action
	for i := range actions {
		a := &actions[i]
		if a.Kind == KindComplete {
			missing = append(missing, *a)
			continue
		}
		steps = append(steps, NextStep{a.Rules[0] + " " + a.Issue + ": " + a.Proposal, whoActs(a.Rules[0]), a.Findings, a.Lines, a.Over, a.Under})
	}
	add := additions(missing, !determinable)
	if determinable || len(add) == 0 {
		return append(steps, add...)
	}
	return slices.Concat(add[:1], steps, add[1:])
}

func firstSteps(steps []NextStep) []NextStep { return steps[:min(mostSteps, len(steps))] }

// additions are what completes the record, one step for all that one export holds, those first that more checks wait for, of units if
// these come first. What no export can mend is no step.
func additions(missing []Action, unitsFirst bool) []NextStep {
	type step struct {
		NextStep
		names, rules []string
	}
	var list []*step
	of := map[string]*step{}
	for i := range missing {
		a := &missing[i]
		if a.Proposal == noRemedy {
			continue
		}
		name, source, supplied := strings.Cut(strings.TrimPrefix(a.Proposal, supply), ": ")
		supplied = supplied && strings.HasPrefix(a.Proposal, supply)
		if !supplied {
			name, source = "", a.Proposal
		}
		s := of[source]
		if s == nil {
			s = &step{}
			s.What, s.Who = source, whoever(a.Proposal)
			of[source] = s
			list = append(list, s)
		}
		if supplied {
			s.names = append(s.names, name)
		}
		s.rules = append(s.rules, a.Rules...)
		s.Lines = max(s.Lines, a.Lines)
	}
	for _, s := range list {
		slices.Sort(s.rules)
		s.rules = slices.Compact(s.rules)
	}
	slices.SortStableFunc(list, func(a, b *step) int {
		units := 0
		if unitsFirst {
			units = strings.Count(strings.Join(b.rules, ""), "U") - strings.Count(strings.Join(a.rules, ""), "U")
		}
		return cmp.Or(units, cmp.Compare(len(b.rules), len(a.rules)), cmp.Compare(b.Lines, a.Lines))
	})
	steps := make([]NextStep, len(list))
	for i, s := range list {
		if len(s.names) > 0 {
			s.What = "add from " + s.What + ": " + strings.Join(s.names, ", ")
		}
		s.What = strings.ToUpper(s.What[:1]) + s.What[1:] + fmt.Sprintf(". %s for it.", Plural(len(s.rules), "check waits", "checks wait"))
		steps[i] = s.NextStep
	}
	return steps
}

// whoever says who can complete a record.
func whoever(proposal string) string {
	switch {
	case strings.HasPrefix(proposal, supply):
		return "whoever exports the log"
	case strings.Contains(proposal, "payer"):
		return "biller"
	}
	return "whoever keeps the log"
}

// whoActs says who can do what findings of a rule ask for.
func whoActs(rule string) string {
	if rule == "I005" { // about the payer, not about how the log is written
		return "biller"
	}
	switch FamilyOf(rule) {
	case "S":
		return "biller with the schedule"
	case "D", "E":
		return "therapist"
	case "N", "T":
		return "biller with the therapist"
	case "P":
		return "clinic manager"
	case "I":
		return "whoever exports the log"
	}
	return "biller"
}

// stepTable is the first actions with who does them and on how many lines.
func stepTable(steps []NextStep) *Table {
	t := &Table{Name: "What to do next", Small: true, Columns: []Column{wide("action", 5), wide("who", 2), numbers("lines")}}
	for _, s := range steps {
		t.Rows = append(t.Rows, []string{s.What, s.Who, Count(s.Lines)})
	}
	return t
}
