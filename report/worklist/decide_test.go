package worklist

import (
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
)

func TestDecide(t *testing.T) {
	over := Case{Rule: "U001", Severity: audit.Error, Safety: audit.Safe, Changes: true, Effect: model.FilterOver}
	change := func(edit func(*Case)) Case {
		c := over
		edit(&c)
		return c
	}
	for name, test := range map[string]struct {
		c    Case
		want Act
	}{
		"over, billed":                   {over, Refund},
		"over, no claim yet":             {change(func(c *Case) { c.Unbilled = true }), Hold},
		"over, in doubt":                 {change(func(c *Case) { c.InDoubt = true }), Ask},
		"in doubt, no claim yet":         {change(func(c *Case) { c.InDoubt, c.Unbilled = true, true }), Ask},
		"whole line in question":         {Case{Rule: "S005", Severity: audit.Error, Whole: true}, Refund},
		"under, billed":                  {Case{Rule: "U003", Severity: audit.Warning, Safety: audit.Review, Changes: true, Effect: model.FilterUnder}, Rebill},
		"under, by hand only":            {Case{Rule: "U003", Severity: audit.Warning, Safety: audit.Manual, Effect: model.FilterUnder}, Ask},
		"modifier missing, billed":       {Case{Rule: "M001", Severity: audit.Error, Safety: audit.Safe, Changes: true}, Rebill},
		"modifier missing, no claim":     {Case{Rule: "M001", Severity: audit.Error, Safety: audit.Safe, Changes: true, Unbilled: true}, Hold},
		"modifier that attests":          {Case{Rule: "M009", Severity: audit.Warning, Safety: audit.Review, Changes: true}, Ask},
		"signature missing, billed":      {Case{Rule: "D005", Severity: audit.Error}, Ask},
		"signature missing, no claim":    {Case{Rule: "D005", Severity: audit.Error, Unbilled: true}, Hold},
		"thin note, no claim":            {Case{Rule: "D017", Severity: audit.Warning, Unbilled: true}, Ask},
		"threshold modifier missing":     {Case{Rule: "T001", Severity: audit.Error, Safety: audit.Review, Changes: true}, Ask},
		"evaluation level, review":       {Case{Rule: "E001", Severity: audit.Error, Safety: audit.Review, Changes: true}, Ask},
		"logged, not billed":             {Case{Rule: "R001", Severity: audit.Warning, Effect: model.FilterUnder, Unbilled: true}, Bill},
		"billed, not logged":             {Case{Rule: "R002", Severity: audit.Error, Whole: true, Effect: model.FilterOver}, Refund},
		"units dropped by mistake":       {Case{Rule: "R003", Severity: audit.Warning, Effect: model.FilterUnder}, Rebill},
		"units raised":                   {Case{Rule: "R003", Severity: audit.Error, Effect: model.FilterOver}, Refund},
		"units dropped, not judged":      {Case{Rule: "R003", Severity: audit.Warning}, Ask},
		"other modifiers billed":         {Case{Rule: "R005", Severity: audit.Warning}, Ask},
		"never answered":                 {Case{Rule: "R010", Severity: audit.Warning, Effect: model.FilterUnder}, Rebill},
		"denied as not necessary":        {Case{Rule: "R011", Severity: audit.Warning, Effect: model.FilterUnder, Denial: "CO-50 N115"}, Appeal},
		"denied for what the claim says": {Case{Rule: "R011", Severity: audit.Warning, Effect: model.FilterUnder, Denial: "CO-16"}, Rebill},
		"paid above what was billed":     {Case{Rule: "R012", Severity: audit.Warning, Effect: model.FilterOver}, Refund},
		"paid twice":                     {Case{Rule: "R014", Severity: audit.Error, Effect: model.FilterOver}, Refund},
		"taken back":                     {Case{Rule: "R015", Severity: audit.Warning, Effect: model.FilterUnder}, Appeal},
		"nothing proposed, nothing over": {Case{Rule: "U011", Severity: audit.Warning}, Ask},
	} {
		if got := Decide(test.c); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
