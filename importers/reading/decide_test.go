package reading

import (
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/header"
	"otaudit/importers/value"
)

// sheetOf makes the neighbours that a sheet's other headers are, each with one value that says nothing.
func sheetOf(headers ...string) []Neighbour {
	var others []Neighbour
	for _, heading := range headers {
		col := columnOf("x")
		col.Header = heading
		others = append(others, Neighbour{header.LookupHeader(heading), col})
	}
	return others
}

func constantVisits() [][]int32 { return visitsOf(6, 45, 45) }
func varyingVisits() [][]int32  { return visitsOf(6, 15, 30) }

type decideCase struct {
	imp    int
	header string
	values string // comma-separated, repeated six times
	beside string // headers of the sheet, separated by |
	ctx    DecideContext
	want   string // field, "ask" or "leave"
}

var decideCases = []decideCase{
	{125, "Units", "1,2,3", "", DecideContext{}, "units"},
	{125, "Charge", "anything", "", DecideContext{}, "charge"},
	{125, "CPT Code", "note,note2,97110", "", DecideContext{}, "leave"},
	{132, "Minutes", "15,30,45", "", DecideContext{Visits: varyingVisits}, "minutes"},
	{132, "Minutes", "45", "", DecideContext{Visits: constantVisits}, "ask"},
	{133, "Total Timed Minutes", "45", "", DecideContext{Visits: constantVisits}, "timed_minutes"},
	{133, "Total Timed Minutes", "15,30", "", DecideContext{Visits: varyingVisits}, "ask"},
	{139, "Date", "6/15/2026", "DOB|Units", DecideContext{}, "date_of_service"},
	{139, "Date", "6/15/2026", "Signed Date", DecideContext{}, "ask"},
	{139, "Date", "6/15/2026", "Thru", DecideContext{}, "ask"},
	{140, "Time", "9:00 AM,1:30 PM", "", DecideContext{}, "start_time"},
	{140, "Treatment Time", "9:00 AM,1:30 PM,45", "", DecideContext{}, "ask"},
	{140, "Time", "45 min,30 min", "", DecideContext{Visits: varyingVisits}, "minutes"},
	{140, "Treatment Time", "45 min,30 min", "", DecideContext{Visits: constantVisits}, "treatment_minutes"},
	{140, "Time (hrs)", "0.75,0.5", "", DecideContext{Visits: varyingVisits}, "minutes"},
	{140, "Time", "45,30", "", DecideContext{Visits: varyingVisits}, "ask"},
	{141, "Duration", "45,30", "", DecideContext{Visits: varyingVisits}, "minutes"},
	{141, "Duration", "75", "", DecideContext{Visits: constantVisits}, "treatment_minutes"},
	{141, "Duration", "45,30", "Scheduled Length", DecideContext{Visits: varyingVisits}, "ask"},
	{141, "Duration", "8 weeks", "", DecideContext{Visits: varyingVisits}, "ask"},
	{141, "Length (hrs)", "0.75,0.5", "", DecideContext{Visits: varyingVisits}, "minutes"},
	{142, "Tx Min", "15,30", "", DecideContext{Visits: varyingVisits}, "minutes"},
	{142, "Tx Min", "45", "", DecideContext{Visits: constantVisits}, "treatment_minutes"},
	{142, "Timed Min", "45", "", DecideContext{Visits: constantVisits}, "timed_minutes"},
	{142, "Direct Minutes", "15,30", "", DecideContext{Visits: varyingVisits}, "minutes"},
	{142, "Therapy Minutes", "45", "", DecideContext{Visits: constantVisits}, "ask"},
	{142, "Tx Min", "45", "", DecideContext{}, "ask"},
	{142, "Tx Min", "45", "", DecideContext{Visits: func() [][]int32 { return visitsOf(3, 45, 45) }}, "ask"},
	{143, "Units", "0.75,1.25,1.5", "", DecideContext{}, "ask"},
	{144, "Status", "Kept,No Show", "", DecideContext{}, "status"},
	{144, "Status", "Paid,Denied,Open", "", DecideContext{}, "leave"},
	{144, "Status", "Paid,Denied,Cancelled", "", DecideContext{}, "ask"},
	{144, "Status", "A,B", "", DecideContext{}, "ask"},
	{145, "Type", "Evaluation,Daily", "", DecideContext{}, "ask"},
	{146, "Provider", "Rivera", "Billing Provider", DecideContext{}, "therapist"},
	{146, "Provider Name", "Rivera", "Referring Provider", DecideContext{}, "therapist"},
	{146, "Provider", "Marcus Rivera OTR/L,Ana Lopez", "", DecideContext{}, "therapist"},
	{146, "Provider", "Marcus Rivera,Ana Lopez", "", DecideContext{}, "ask"},
	{147, "Location", "11 - Office,02", "", DecideContext{}, "place_of_service"},
	{147, "Location", "North Clinic,11", "", DecideContext{}, "ask"},
	{148, "Total", "45", "", DecideContext{}, "ask"},
	{149, "Charges", "125.50,80.00", "", DecideContext{}, "charge"},
	{149, "Charges", "97110,97530", "", DecideContext{}, "code"},
	{149, "Charges", "97110,80.00", "", DecideContext{}, "ask"},
	{150, "Code", "97110,97530", "", DecideContext{}, "code"},
	{150, "Billing Code", "OTEX1,OTEX2", "", DecideContext{}, "ask"},
	{151, "PT", "Rivera", "", DecideContext{}, "ask"},
	{151, "Name", "Rivera", "", DecideContext{}, "ask"},
	{152, "Group", "3,4", "", DecideContext{FilledCodes: func() []string { return []string{"97150"} }}, "group_size"},
	{152, "Group", "3,4", "", DecideContext{FilledCodes: func() []string { return []string{"97150", "97110"} }}, "ask"},
	{152, "Group", "H1234", "", DecideContext{FilledCodes: func() []string { return []string{"97150"} }}, "ask"},
	{153, "Plan", "continue", "Objective", DecideContext{}, "plan"},
	{153, "Plan", "Medicare", "Payer", DecideContext{}, "ask"},
	{154, "Assessment", "progressing", "Plan", DecideContext{}, "assessment"},
	{154, "Assessment", "DASH", "", DecideContext{}, "ask"},
	{155, "M1", "GO,KX", "", DecideContext{}, "modifiers"},
	{155, "M2", "15,38", "CPT1|CPT2", DecideContext{}, "minutes"},
	{155, "M2", "15,38", "", DecideContext{}, "ask"},
	{155, "M2", "25,50", "CPT1|CPT2", DecideContext{}, "ask"},
	{156, "Modality", "US", "", DecideContext{}, "ask"},
	{156, "Visit", "12", "", DecideContext{}, "ask"},
	{156, "Encounter", "E100,E101", "", DecideContext{}, "visit_id"},
	{156, "Encounter", "E100,6/15/2026", "", DecideContext{}, "ask"},
	{156, "Encounter", "Daily,E101", "", DecideContext{}, "ask"},
	{85, "client_id", "77", "", DecideContext{}, "patient_id"},
	{85, "client_id", "77", "EMR Patient ID", DecideContext{}, "leave"},
	{86, "First Name", "Ana", "Last Name", DecideContext{}, "patient_name"},
	{86, "First Name", "Ana", "Units", DecideContext{}, "leave"},
	{89, "In", "9:00 AM", "Out", DecideContext{}, "start_time"},
	{90, "Finish", "9:45 AM", "Begin", DecideContext{}, "end_time"},
	{89, "Start", "9:00 AM", "Out", DecideContext{}, "leave"},
	{89, "Start", "9:00 AM", "Time End", DecideContext{}, "start_time"},
	{89, "Start", "9:00 AM", "Start Time", DecideContext{}, "leave"},
	{89, "Start", "6/15/2026", "End", DecideContext{}, "leave"},
	{102, "Documenting Therapist", "Ana Lopez", "", DecideContext{Vendor: "webpt-documented-units"}, "assistant"},
	{102, "Documenting Therapist", "Ana Lopez", "", DecideContext{}, "leave"},
	{106, "Insurance Type", "3", "Units", DecideContext{}, "payer"},
	{106, "Insurance Type", "3", "Payer Name", DecideContext{}, "leave"},
	{108, "ClientAgreedCharges", "80", "", DecideContext{Vendor: "centralreach"}, "allowed"},
	{119, "S", "text", "O|A|P", DecideContext{}, "subjective"},
	{119, "A", "text", "S|O", DecideContext{}, "leave"},
	{9, "Member ID", "77", "", DecideContext{}, "leave"},
	{98, "Untimed Minutes", "15", "", DecideContext{}, "leave"},
	{2, "Unitz", "1", "", DecideContext{}, "leave"},
}

func TestDecide(t *testing.T) {
	for i, c := range decideCases {
		c.ctx.ShapeContext = shapeContext
		if c.beside != "" {
			c.ctx.Others = sheetOf(strings.Split(c.beside, "|")...)
		}
		d := Decide(header.LookupHeader(c.header), columnOf(repeated(6, strings.Split(c.values, ",")...)...), c.ctx)
		got := "leave"
		switch {
		case d.Bind:
			got = d.Field.String()
		case d.Ask:
			got = "ask"
		}
		if got != c.want || d.Reason == "" || d.Bind && d.Ask {
			t.Errorf("IMP-%d, case %d: header %q over %s beside %q: %s (%s), want %s", c.imp, i, c.header, c.values, c.beside, got, d.Reason, c.want)
		}
	}
}

func TestEveryCollisionIsDecided(t *testing.T) {
	have := map[int]bool{}
	for _, c := range decideCases {
		have[c.imp] = true
	}
	for imp := 139; imp <= 156; imp++ {
		if !have[imp] {
			t.Errorf("IMP-%d has no test", imp)
		}
	}
}

func TestAmbiguousHeadersNeedFiveValues(t *testing.T) {
	d := Decide(header.LookupHeader("Code"), columnOf("97110", "97530", "97110", "97110"), DecideContext{ShapeContext: shapeContext})
	if d.Bind || !d.Ask {
		t.Errorf("IMP-125: four values decide an ambiguous header: %+v", d)
	}
}

// TestFewWordsOfAVisitDecide: words of a visit can hardly be anything else, so that one is enough; of any other word the
// column is asked about.
func TestFewWordsOfAVisitDecide(t *testing.T) {
	for values, binds := range map[string]bool{"Cancelled": true, "Kept,No Show": true, "Cancelled,": true, "Cancelled,left early": false, "x": false} {
		d := Decide(header.LookupHeader("Status"), columnOf(strings.Split(values, ",")...), DecideContext{ShapeContext: shapeContext})
		if d.Bind != binds || d.Ask == binds {
			t.Errorf("IMP-144: Status over %s: %+v", values, d)
		}
	}
}

func TestHoursKeepTheirKind(t *testing.T) {
	d := Decide(header.LookupHeader("Duration (hrs)"), columnOf(repeated(6, "0.75")...), DecideContext{ShapeContext: shapeContext, Visits: varyingVisits})
	if !d.Bind || d.Field != audit.Minutes || d.Kind != value.KindHours {
		t.Errorf("IMP-131: Duration (hrs) is decided as %+v", d)
	}
	d = Decide(header.LookupHeader("TimeWorkedInHours"), columnOf(repeated(6, "0.75", "1.25")...), DecideContext{ShapeContext: shapeContext})
	if !d.Bind || d.Kind != value.KindHours {
		t.Errorf("IMP-131: TimeWorkedInHours is decided as %+v", d)
	}
}

// TestEveryNeedIsDecided: evidence that the alias table asks for exists.
func TestEveryNeedIsDecided(t *testing.T) {
	for _, need := range header.NeedsOfAliases() {
		if need != "profile" && evidenceFor[need] == nil {
			t.Errorf("the alias table needs %q, which nothing decides", need)
		}
	}
}
