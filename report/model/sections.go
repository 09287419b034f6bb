package model

import (
	"fmt"

	"otaudit/audit"
)

// Report is a published result with all that its sections are made of, computed once.
type Report struct {
	Result  *audit.Result
	All     *audit.Total // of all lines
	Actions []Action
	Summary Summary
	First   FirstPage
	rates   *rates
	AsOf    string // the date that the report states
	Client  string // the label of the clinic; empty if it has none
}

// NewReport computes the report of a published result. Without a label for the clinic it takes that of the run.
func NewReport(r *audit.Result, asOf, client string) *Report {
	actions := Actions(r)
	if client == "" {
		client = r.Manifest.Client
	}
	return &Report{Client: client, Result: r, All: TotalOfAll(r), Actions: actions, Summary: Summarise(r, actions), First: FirstPageOf(r, actions), rates: ratesOf(r), AsOf: asOf}
}

// Section is one numbered part of the report.
type Section struct {
	ID        string // its address on the page
	Title     string // with its number
	Landscape bool   // its tables need the width of a landscape page
	OnePage   bool   // on paper it has a page to itself, and texts too long for that are shortened
	Manager   bool   // it is of the three pages for the manager; the others are the evidence
	Blocks    []Block
}

// section is how a section is declared.
type section struct {
	id, title          string
	landscape, manager bool
	blocks             func(*Report) []Block
}

// The titles of sections that sentences refer to.
const (
	titleAccount  = "Rows read and rows used"
	titleCoverage = "What could be evaluated"
	titleResults  = "Results: accuracy and error rates"
)

// inOrder is the report from beginning to end: a section is moved by moving its line.
var inOrder = []section{
	{id: "summary", title: "The answer", manager: true, blocks: firstPageBlocks},
	{id: "where", title: "Where", manager: true, blocks: whereBlocks},
	{id: "next", title: "What to do", manager: true, blocks: nextBlocks},
	{id: "details", title: "Summary of the evidence", blocks: summaryBlocks},
	{id: "results", title: titleResults, blocks: resultBlocks},
	{id: "money", title: "Money", blocks: moneyBlocks},
	{id: "claims", title: "Logged, billed and paid", blocks: claimBlocks},
	{id: "scorecards", title: "Provider scorecards", blocks: scorecardBlocks},
	{id: "checklist", title: "Documentation checklist", blocks: checklistBlocks},
	{id: "opinions", title: "Reviewers' opinions on a sample", blocks: opinionBlocks},
	{id: "since", title: "Since the last audit", blocks: sinceBlocks},
	{id: "findings", title: "Findings in detail", blocks: findingBlocks},
	{id: "patterns", title: "Patterns", blocks: patternBlocks},
	{id: "plan", title: "Corrective action plan", landscape: true, blocks: planBlocks},
	{id: "scope", title: "Scope and method", blocks: scopeBlocks},
	{id: "account", title: titleAccount, blocks: accountBlocks},
	{id: "coverage", title: titleCoverage, blocks: coverageBlocks},
	{id: "limits", title: "Limits", blocks: limitBlocks},
	{id: "appendices", title: "Appendices", blocks: appendixBlocks},
}

// Sections returns the report in its order, numbered. A section that has nothing to say is left out.
func (p *Report) Sections() []Section {
	var list []Section
	for _, s := range inOrder {
		if blocks := s.blocks(p); len(blocks) > 0 {
			list = append(list, Section{ID: s.id, Title: fmt.Sprintf("%d  %s", len(list)+1, s.title), Landscape: s.landscape, OnePage: s.manager, Manager: s.manager, Blocks: blocks})
		}
	}
	return list
}

// blocks are the blocks of a section in the making.
type blocks []Block

func (b *blocks) add(list ...Block)          { *b = append(*b, list...) }
func (b *blocks) heading(title string)       { b.add(Heading(title)) }
func (b *blocks) text(style Style, s string) { b.add(Paragraph{style, s}) }

// table adds a heading and a table below it, if it has rows.
func (b *blocks) table(t *Table) {
	if len(t.Rows) > 0 {
		b.add(Heading(t.Name), t)
	}
}
