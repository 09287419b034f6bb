package importers

import (
	"fmt"
	"regexp"
	"strings"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/value"
)

// notMedicare are words of titles, headers and names that speak against Medicare: of schools and children, and of other payers.
var notMedicare = regexp.MustCompile(`(?i)\b(students?|schools?|iep|pediatrics?|peds|children|early intervention|medicaid|medi-cal|waiver|grade|commercial|tricare|workers'? comp\w*)\b`)

// adultAge is the age below which a patient is a child.
const adultAge = 18

// unnamedPayer decides what is taken for the payer of a sheet of which no column, title or flag names one: Medicare Part B for the
// unit rules, unless the log speaks against it.
func (p *plan) unnamedPayer(t *table, g *grid.Grid, names []string, o *Options) audit.UnnamedPayerReading {
	if p.boundFields().Has(audit.Payer) || o.Payer != "" || t.visits || t.profile.OrNone().Canonical {
		return audit.PayerNotAsked
	}
	for _, c := range t.profile.OrNone().Constants {
		if c.Field == audit.Payer {
			return audit.PayerNotAsked
		}
	}
	texts := append(append([]string{}, names...), t.headers...)
	for _, r := range t.titles {
		texts = append(texts, r.texts...)
	}
	against, likely := "", "medicaid" // which pays for most children
	if word := notMedicare.FindString(strings.Join(texts, " | ")); word != "" {
		against = fmt.Sprintf("the log says %q", word)
		switch word = strings.ToLower(word); {
		case word == "commercial", word == "tricare":
			likely = word
		case strings.HasPrefix(word, "workers"):
			likely = "workers_comp"
		}
	} else if p.mostlyChildren(g, o) {
		against = "most patients are under 18"
	}
	choice := audit.Choice{What: "payer", Taken: audit.UnnamedPayer + ", for the unit rules", Grade: audit.Assumed, Why: "nothing names the payer",
		Instead: "another payer", Flag: "--payer commercial"}
	reading := audit.PayerAssumed
	if against != "" {
		choice = audit.Choice{What: "payer", Taken: "open: units are judged by both unit rules", Grade: audit.Open, Why: against, Flag: "--payer " + likely}
		reading = audit.PayerOpen
	}
	p.choices = append(p.choices, choice)
	p.notices = append(p.notices, audit.Notice{Rule: "I005", Severity: audit.Info, Cell: audit.Ref{Sheet: p.sheet, Row: int32(t.row)}, Field: "payer",
		Message: fmt.Sprintf("no column, title or flag names the payer: %s (%s); %s says otherwise", choice.Taken, choice.Why, choice.Flag)})
	return reading
}

// mostlyChildren reports a column of birth dates of which more than half are those of children on the day of the audit.
func (p *plan) mostlyChildren(g *grid.Grid, o *Options) bool {
	for _, bound := range p.bindings {
		if bound.field != audit.BirthDate || bound.parsed == nil {
			continue
		}
		children, of := 0, 0
		for id, v := range bound.parsed {
			if v.Reading != value.OK {
				continue
			}
			of++
			if born := audit.Date(v.Value); o.AsOf.Year()-born.Year() < adultAge && g.Columns[bound.col].Counts[id] > 0 {
				children++
			}
		}
		return 2*children > of
	}
	return false
}
