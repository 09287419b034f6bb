package html

import "otaudit/report/model"

// htmlFilter is one list of the filter; its options stand before those that the script takes from the findings.
type htmlFilter struct {
	Name, Label string
	Options     [][2]string
}

var findingFilters = []htmlFilter{
	{Name: "rule", Label: "Rule"},
	{Name: "therapist", Label: "Therapist"},
	{Name: "payer", Label: "Payer"},
	{Name: "code", Label: "Code"},
	{Name: "severity", Label: "Severity", Options: [][2]string{{model.FilterGrave, "error or warning"}}},
	{Name: "effect", Label: "Difference"},
	{Name: "safety", Label: "Correction"},
	{Name: "status", Label: "State", Options: [][2]string{{model.FilterCounted, "every state but accepted"}}},
	{Name: "family", Label: "Category"},
	{Name: "period", Label: "Date of service"},
}
