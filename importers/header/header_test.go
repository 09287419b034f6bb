package header

import (
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/value"
)

func TestHeadersBind(t *testing.T) {
	tests := []struct {
		imp    int
		header string
		field  audit.Field
	}{
		{29, "Units BIlled", audit.UnitsBilled}, {29, "units_billed", audit.UnitsBilled}, {29, "UnitsBilled", audit.UnitsBilled},
		{29, "PtID", audit.PatientID}, {29, "Patient ID", audit.PatientID}, {29, "Patient\nID:", audit.PatientID},
		{28, "CPT® Code*", audit.Code}, {28, "“Last, First”", audit.PatientName}, {19, "Lastâ€š First", audit.PatientName},
		{28, "Units (15 min)", audit.UnitsBilled}, {28, "Charge ($)", audit.Charge}, {28, "Service Code(s)", audit.Code}, {28, "\u00a0DOS\u200b", audit.DateOfService},
		{30, "Svc Dt", audit.DateOfService}, {30, "Acct No.", audit.PatientID}, {30, "Proc Desc", audit.NumFields}, {30, "Clm Nbr", audit.NumFields},
		{30, "Chg Amt", audit.Charge}, {30, "Auth Num", audit.Authorization}, {30, "POC_Date", audit.PlanOfCareDate}, {30, "Plan of Care End", audit.CertificationEnd}, {30, "Tx Dt", audit.DateOfService},
		{31, "ICD-10", audit.Diagnoses}, {31, "ICD10", audit.Diagnoses},
		{83, "Encounter #", audit.VisitID}, {84, "Claim #", audit.ClaimID}, {86, "Patient's Name", audit.PatientName}, {87, "D.O.B.", audit.BirthDate},
		{98, "Timed Total", audit.TimedMinutes}, {99, "Total Treatment Minutes", audit.TreatmentMinutes}, {101, "OT/OTA", audit.Credential},
		{104, "Rend NPI", audit.NPI}, {106, "PrimaryIns", audit.Payer}, {115, "certification_end", audit.CertificationEnd},
		{117, "note_finalized_date", audit.SignatureDate}, {123, "# in Group", audit.GroupSize},
		{32, "Total Untimed Minutes", audit.NumFields}, {32, "Date (posted)", audit.NumFields}, {32, "Dates of Service Range", audit.NumFields},
	}
	for _, test := range tests {
		m := LookupHeader(test.header)
		if got := m.Binds() && m.Field == test.field; got != (test.field != audit.NumFields) {
			t.Errorf("IMP-%d: header %q gives %+v, want field %d", test.imp, test.header, m, test.field)
		}
	}
}

func TestTimedIsNeverUntimed(t *testing.T) {
	timed, untimed := LookupHeader("Timed Minutes"), LookupHeader("Untimed Minutes")
	if !timed.Binds() || untimed.Binds() || !untimed.NotIt {
		t.Errorf("IMP-98: timed minutes %+v, untimed minutes %+v", timed, untimed)
	}
	for _, header := range []string{"un-timed minutes", "UNTIMED MIN", "Untimed Minutes (min)"} {
		if m := LookupHeader(header); m.Binds() {
			t.Errorf("IMP-98: %q is bound to %v", header, m.Field)
		}
	}
}

func TestSeriesNumbers(t *testing.T) {
	for header, want := range map[string]struct {
		field  audit.Field
		series int
	}{
		"Mod 1": {audit.Modifiers, 1}, "modifier_1": {audit.Modifiers, 1}, "Mod #2": {audit.Modifiers, 2}, "CPT2": {audit.Code, 2}, "ICD1 Code": {audit.Diagnoses, 1},
		"Dx Code 3": {audit.Diagnoses, 3}, "Dx10": {audit.Diagnoses, 10}, "Diagnosis 10": {audit.Diagnoses, 10}, "ICD-10": {audit.Diagnoses, 0},
		"ICD-10 Code": {audit.Diagnoses, 0}, "Mod C": {audit.Modifiers, 3}, "Units1": {audit.UnitsBilled, 1}, "Min 2": {audit.Minutes, 2},
		"M4": {audit.Modifiers, 4}, "Submitted Mod 4": {audit.Modifiers, 4}, "Submitted CPT 2": {audit.Code, 2}, "Payer 1": {audit.Payer, 0},
	} {
		if m := LookupHeader(header); !m.Binds() || m.Field != want.field || m.Series != want.series {
			t.Errorf("IMP-31: %q is %v number %d, want %v number %d", header, m.Field, m.Series, want.field, want.series)
		}
	}
	for _, header := range []string{"DOS 2", "Payer 2", "ICD-9", "Visit Date 3", "97110", "CPT 2026"} {
		if m := LookupHeader(header); m.Binds() {
			t.Errorf("IMP-31: %q is bound to %v", header, m.Field)
		}
	}
}

func TestHeadersThatAreNeverBound(t *testing.T) {
	for _, header := range strings.Split("case_id|Visit #|record_id|Claim Date|Invoice No|Age|Date Posted|Posting Date|Invoice Date|Purchase Date|"+
		"CreationDate|Due Date|check_in_time|start_date|Appointment Time|cpt_code_id|Revenue Code|Diagnosis Description|modified_date|"+
		"Units Authorized|Unit Charge|Rate Per Unit|Scheduled Length|Therapist Minutes|% Assistant|Student Minutes|Co-Treat|Group Minutes|"+
		"Case Therapist|Billing Provider|License Number|Cosign Date|Billing NPI|Discount|Secondary Insurance|Payer ID|RateClient|"+
		"Total Billed Amount|Paid|Balance|Dx Pointer|Onset Date|Site|POS/Bill Type|PCP|Visits Used|SOC|Recert Due|Cert From|Certification Period (days)|"+
		"PN Due|IsLocked|Plan Type|Goals|Note Status|PLOF|GroupId|BillingStatus|To|Thru", "|") {
		if m := LookupHeader(header); !m.Known || m.Binds() || m.Identifier || m.Note == "" {
			t.Errorf("IMP-83 to IMP-124: %q should be known and never bound, with a reason: %+v", header, m)
		}
	}
	for _, header := range strings.Split("Member ID|Mbr#|SSN|Policy Number|Insurance ID|Subscriber#|Address 1|Phone|Phone 2|E-mail|Email|Guarantor Name|Sex|ZIP|Zip Code", "|") {
		if m := LookupHeader(header); !m.Identifier || m.Binds() {
			t.Errorf("IMP-09: %q should be an identifier: %+v", header, m)
		}
	}
}

func TestColumnKindsOfHeaders(t *testing.T) {
	for header, want := range map[string]struct {
		kind value.ColumnKind
		flag string
	}{
		"TimeWorkedInHours": {value.KindHours, ""}, "Hours": {value.KindHours, ""}, "Number of Hours": {value.KindHours, ""}, "Duration (hrs)": {value.KindHours, ""},
		"KX?": {value.KindModifierFlag, "KX"}, "CO?": {value.KindModifierFlag, "CO"}, "GO": {value.KindModifierFlag, "GO"},
		"IsVoid": {value.KindStatusFlag, "void"}, "IsDeleted": {value.KindStatusFlag, "deleted"}, "Cancelled": {value.KindStatusFlag, "cancelled"},
		"Attendance": {value.KindKeptFlag, ""}, "Assistant Involved": {value.KindAssistantFlag, ""}, "Thru": {value.KindSpanEnd, ""}, "Minutes": {value.KindPlain, ""},
	} {
		if m := LookupHeader(header); m.Kind != want.kind || m.Flag != want.flag {
			t.Errorf("header %q is of kind %d with flag %q, want %d with %q", header, m.Kind, m.Flag, want.kind, want.flag)
		}
	}
	first, last := LookupHeader("Patient First"), LookupHeader("Pt Last")
	if first.Pair == "" || first.PairLast || last.Pair == "" || !last.PairLast {
		t.Errorf("IMP-86: halves of a name are %+v and %+v", first, last)
	}
	if m := LookupHeader("Duration (min)"); m.Hint != HintMinutes || m.Needs != "duration" {
		t.Errorf("IMP-28: Duration (min) is %+v", m)
	}
}

// TestNoKeyLeadsToTwoFields is the build-time check of IMP-33; the loader refuses such a table.
func TestNoKeyLeadsToTwoFields(t *testing.T) {
	if _, err := loadAliases(headersCSV); err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(headersCSV, "\n")
	clash := head + "\nunits,Svc Units,seen,,,,IMP-94,\nminutes,service units,seen,,,,IMP-95,\n"
	if _, err := loadAliases(clash); err == nil {
		t.Error("IMP-33: a table in which `Svc Units` and `service units` lead to two fields is accepted")
	}
}

func TestEveryAliasFindsItself(t *testing.T) {
	for _, row := range aliasTable().rows {
		alias := row.Alias
		if row.Pair != "" {
			first, last, _ := strings.Cut(row.Pair, " + ")
			alias = first
			if row.PairLast {
				alias = last
			}
		}
		for _, header := range []string{alias, strings.ToUpper(alias), "  " + alias + " :", strings.ReplaceAll(alias, " ", "_")} {
			if m := LookupHeader(header); !sameMeaning(m, row) {
				t.Errorf("%s: %q is not found as itself but as %+v", row.Requirement, header, m)
			}
		}
		if row.NotIt && !row.Identifier && row.Note == "" {
			t.Errorf("%s: %q is never bound without a reason for the report", row.Requirement, row.Alias)
		}
	}
}

func TestEveryAliasRequirementHasRows(t *testing.T) {
	have := map[string]bool{}
	for _, row := range aliasTable().rows {
		have[row.Requirement] = true
	}
	for _, requirement := range strings.Fields("IMP-09 IMP-83 IMP-84 IMP-85 IMP-86 IMP-87 IMP-88 IMP-89 IMP-90 IMP-91 IMP-92 IMP-93 IMP-94 IMP-95 IMP-96 " +
		"IMP-97 IMP-98 IMP-99 IMP-100 IMP-101 IMP-102 IMP-103 IMP-104 IMP-105 IMP-106 IMP-107 IMP-108 IMP-109 IMP-110 IMP-111 IMP-112 IMP-113 IMP-114 " +
		"IMP-115 IMP-116 IMP-117 IMP-118 IMP-119 IMP-120 IMP-121 IMP-122 IMP-123 IMP-124 IMP-139 IMP-140 IMP-141 IMP-142 IMP-144 IMP-145 IMP-146 IMP-147 " +
		"IMP-148 IMP-149 IMP-150 IMP-151 IMP-152 IMP-153 IMP-154 IMP-155 IMP-156") {
		if !have[requirement] {
			t.Errorf("%s has no row in the alias table", requirement)
		}
	}
}

func TestSuggestionsNeverBind(t *testing.T) {
	if fields := Suggest("Unitz Billed"); !slices.Contains(fields, audit.UnitsBilled) || LookupHeader("Unitz Billed").Known {
		t.Errorf("IMP-02: suggestions for a misspelt header are %v", fields)
	}
	for _, known := range []string{"Units", "Untimed Minutes", "", "Favourite colour of the referring dog's owner in the year before last"} {
		if fields := Suggest(known); fields != nil {
			t.Errorf("IMP-02: %q, known or like nothing, gets the suggestions %v", known, fields)
		}
	}
}

func TestCodesAsHeaders(t *testing.T) {
	for header, want := range map[string]bool{"97110": true, "97110 (min)": true, "g0283": true, "2026": false, "CPT1": false, "Total 97110": false} {
		if _, ok := HeaderCode(header); ok != want {
			t.Errorf("IMP-177: header %q is a code: %v, want %v", header, ok, want)
		}
	}
}

// Any text may stand in a header row.
func FuzzLookupHeader(f *testing.F) {
	for _, header := range []string{"", "CPT® Code (15 min)", "Mod #1", "\xff\x00", strings.Repeat("Units Billed ", 100)} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) { LookupHeader(header) })
}
