package model

// CheckItem is one data item of the documentation checklist and the rule that judges it (REP-77 to REP-81).
type CheckItem struct{ What, Rule string }

// CheckArea is one area of the documentation checklist, with the questions that only a person can answer.
type CheckArea struct {
	Area      string
	Items     []CheckItem
	Questions []string
}

// Checklist is the documentation checklist in its order. Questions are printed and never become findings.
var Checklist = []CheckArea{
	{"referral, certification", []CheckItem{{"referring practitioner named", "D019"}, {"plan certified in 30 days", "D011"}, {"plan recertified in 90 days", "D012"}},
		[]string{"Is the order signed and dated?", "Is the reason for a delayed certification on file?", "Was a sent plan left unsigned?"}},
	{"evaluation, plan of care", []CheckItem{{"evaluation before treatment", "E007"}, {"evaluation level supported", "E001"}, {"evaluation components documented", "E003"},
		{"plan on file", "D010"}, {"diagnosis present", "C006"}, {"diagnosis well formed", "C007"}},
		[]string{"Are prior level of function and onset stated?", "Are goals measurable, functional and timed?", "Are type, amount, frequency and duration stated?",
			"Are interventions tied to goals?", "Was there a re-evaluation for a significant change?"}},
	{"each treatment note", []CheckItem{{"note for every billed day", "D018"}, {"subjective part", "D001"}, {"objective part", "D002"}, {"assessment", "D003"}, {"plan", "D004"},
		{"timed minutes", "D008"}, {"treatment minutes", "D009"}, {"signature", "D005"}, {"signed in time", "D006"}, {"credential", "D007"},
		{"supervisor of an assistant", "D020"}, {"text not repeated", "D016"}},
		[]string{"Is the skilled intervention described?", "Are response and teaching described?", "Are unbilled services noted?", "Is the note legible, are abbreviations known?"}},
	{"progress and discharge", []CheckItem{{"report within 10 treatment days", "D013"}, {"report by a clinician", "D014"}, {"clinician took part", "D015"}},
		[]string{"Is progress stated per goal?", "Is the need for further care stated?", "Were visits as ordered?", "Is there a discharge summary?"}},
	{"claim line", []CheckItem{{"discipline modifier", "M001"}, {"assistant modifier", "M004"}, {"threshold modifier", "T001"}, {"code pairs", "N001"}, {"no duplicate line", "S005"}},
		[]string{"Are amount and frequency reasonable?", "Is the coverage policy met?", "Was an advance notice given where needed?", "Is there a signature log?"}},
}

// documentationItems are the rules whose lines count towards documentation completeness (REP-40): the areas that
// look at the record, not at the claim line.
var documentationItems = func() []string {
	var rules []string
	for _, area := range Checklist[:4] {
		for _, item := range area.Items {
			rules = append(rules, item.Rule)
		}
	}
	return rules
}()
