// Package rules is the rule book: one file a rule, one page of documentation a rule (docs/), one folder of annotated
// fixtures a rule (testdata/). A rule is a value that a builder makes of the reference tables and the options of the
// run; what the engine does with it is described in package audit.
package rules

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

//go:embed docs/*.md
var docs embed.FS

// kit is what a builder may use.
type kit struct {
	tables *refdata.Tables
	Options
}

// builder makes one rule.
type builder func(*kit) *audit.Rule

// All gives every rule of the book, in the order of their ids, for one set of tables and options. The error names
// rules that are not completely declared: it is an error of the program.
func All(tables *refdata.Tables, o Options) ([]*audit.Rule, error) {
	k := &kit{tables: tables, Options: o.WithDefaults()}
	var list []*audit.Rule
	for _, family := range [][]builder{
		codeRules, documentationRules, evaluationRules, importRules, modifierRules, editRules, patternRules, reconciliationRules, scheduleRules,
		thresholdRules, unitRules, limitRules,
	} {
		for _, build := range family {
			r := build(k)
			r.Doc = Doc(r.ID)
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b *audit.Rule) int { return strings.Compare(a.ID, b.ID) })
	return list, audit.Validate(list)
}

// Doc gives the Markdown page of a rule; empty if there is none.
func Doc(id string) string {
	text, err := docs.ReadFile("docs/" + id + ".md")
	if err != nil {
		return ""
	}
	return string(text)
}

// denial gives the denials that a kind of finding would likely meet, as codes: "CO-16 N822 or CO-4".
func (k *kit) denial(kind string) string {
	var codes []string
	for _, d := range k.tables.Denials(kind) {
		code := fmt.Sprintf("%s-%s", d.Group, d.CARC)
		if d.RARC != "" {
			code += " " + d.RARC
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return strings.Join(codes, " or ")
}

// manual cites a section of a manual without a date window.
func manual(source, section string) audit.Cite { return audit.Cite{Source: source, Section: section} }

// The manuals that most rules rest on.
const (
	claimsManual  = "Pub. 100-04" // Medicare Claims Processing Manual
	benefitManual = "Pub. 100-02" // Medicare Benefit Policy Manual
	ncciManual    = "NCCI Policy Manual"
	convention    = "Convention"
)
