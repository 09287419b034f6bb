package reporttest

import (
	"fmt"

	"otaudit/audit"
)

// Secrets are the identifiers of secretResult that no output of the mode code may hold, in any letter case.
var Secrets = []string{
	"MRN-448812", "MRN-773301", "Quillfeather", "Ottoline", "1951-02-17", "2026-03-09", "03/09/2026", "2026-03", "2026-02-27",
	"VIS-90017", "CLM-555031", "marigold", "Brambles", "Wisteria Tab", "Likes long walks", "555-0142", "Hetty Larkspur",
	"Policy 88123", "123-45-6789", "Pemberwick", "AUTH7781", "1093847561",
	"Calliope", "A1B2C3D4", "last4",
}

// Coded are further secrets when therapists are coded.
var Coded = []string{"Fernsby"}

const (
	SecretFile  = "marigold-log.xlsx"
	SecretSheet = "marigold-log.xlsx!Wisteria Tab"
	weakKey     = "Ottoline Quillfeather|1951-02-17"
)

// SecretResult is a result with an identifier in every place that can hold one.
func SecretResult() *audit.Result {
	cell := func(row, col int32) audit.Ref { return audit.Ref{Sheet: SecretSheet, Row: row, Col: col} }
	visit := "pMRN-448812|2026-03-09|OT"
	r := &audit.Result{
		Manifest: audit.Manifest{
			Tool: "otaudit 1.0", RuleSet: "2026.1", AsOf: "2026-11-23", Client: "Sample Clinic",
			Options: []audit.Option{{Name: "phi", Value: "code"}, {Name: "profile", Value: "Brambles.yaml"},
				{Name: "note", Value: "/home/marigold/x"}, {Name: "payer", Value: "medicare_b"}},
			Tables: []audit.Table{{Name: "mue", Origin: "/home/marigold/mue.csv"}},
			Inputs: []audit.Input{{Name: SecretFile, Bytes: 10, SHA256: "ab12", Kind: "xlsx", Problem: SecretFile + `: sheet "Wisteria Tab" is cut off`}},
		},
		Sheets: []audit.Sheet{{Name: SecretSheet, HeaderRow: 1, Profile: "Pemberwick clinic", OwnProfile: true, Columns: []audit.Column{
			{Col: 1, Header: "Patient", Field: "patient_name"}, {Col: 2, Header: "Units", Field: "units"},
			{Col: 5, Header: "Minutes of Calliope", Field: "minutes", Why: `"Minutes of Calliope" has numbers`, Flag: `--column "Minutes of Calliope=minutes"`, Matters: true,
				Instead: []audit.Alternative{{Field: "timed_minutes", Why: `"Minutes of Calliope" may be a total`}}},
			{Col: 6, Header: `Rate "Calliope`, Why: `not read: "Rate \"Calliope" is open`, Flag: `--column 'Rate "Calliope=charge'`, Matters: true},
			{Col: 3, Header: "Hetty Larkspur", Why: `unknown header "Hetty Larkspur"`}, {Col: 4, Header: "Note", Field: "note"}},
			Choices: []audit.Choice{
				{What: "payer", Taken: "Blue Cross Calliope, from row 1 above the table", Why: "no column has it", Flag: "--payer NAME"},
				{What: "minutes", Taken: `"Minutes of Calliope" as the minutes of each line`, Why: `the log says "Calliope"`, Instead: `"Calliope"`, Flag: `--column "Minutes of Calliope=timed_minutes"`, Col: 5}},
			Notes: []string{"Wisteria Tab is hidden", "the payer Blue Cross Calliope holds", `hidden rows in ` + SecretSheet, `the title "Brambles" was skipped`, "written as marigold-log.audited.xlsx"}}},
		Excluded: []audit.ExcludedRow{
			{Cell: cell(9, 1), Kind: audit.KindExcluded, Reason: "no-code", Detail: `status "Ottoline" is not known`, Charge: 1234, Priced: true,
				Original: "Ottoline Quillfeather,03/09/2026,MRN-448812", Offender: "Ottoline"},
			{Cell: cell(10, 3), Kind: audit.KindNonData, Reason: "group-header", Original: "Brambles 12", Offender: "Brambles 12"},
			{Cell: cell(11, 2), Kind: audit.KindExcluded, Reason: "ragged", Original: "a,b", Offender: "see 4"}},
		Account:    audit.Account{Open: []string{SecretSheet + ": 3 rows read, but 2 used"}},
		Rules:      []audit.RuleResult{{ID: "U001", Name: "timed-units-exceed-minutes", Severity: audit.Error, Scope: audit.ScopeDay}},
		Questioned: []audit.Questioned{{Cell: cell(3, 0), Amount: 100, Priced: true}},
		Failures:   []audit.Failure{{Rule: "U001", Cell: cell(3, 0), What: `the rule stopped: parsing "Ottoline": bad`}},
		Payers: []audit.PayerUse{{Name: "Hetty Larkspur", Lines: 1}, {Name: "Blue Cross Calliope", Class: "commercial", Lines: 1},
			{Name: "Medicaid #A1B2C3D4", Class: "medicaid", Lines: 1}, {Name: "VA last4 6789", Class: "va", Lines: 1}, {Name: "Medicare Part B", Listed: true, Class: "medicare_b", UnitRule: "cms8", Lines: 9}},
		Totals: []audit.Total{{Dimension: "all"}, {Dimension: "code", Key: "97110"}, {Dimension: "code", Key: "Pemberwick"},
			{Dimension: "month", Key: ""}, {Dimension: "month", Key: "2026-02"}, {Dimension: "month", Key: "2026-03"},
			{Dimension: "payer", Key: "Hetty Larkspur"}, {Dimension: "payer", Key: "Medicare Part B"}, {Dimension: "payer", Key: "Policy 88123"},
			{Dimension: "therapist", Key: "Ada Fernsby"}},
		Minutes:  []int{0, 1, 2},
		Patients: []string{"MRN-448812", "MRN-773301", weakKey},
		Visits:   []string{"VIS-90017", "p" + weakKey + "|2026-03-09|OT", visit},
	}
	base := audit.Finding{Rule: "U001", Name: "timed-units-exceed-minutes", Severity: audit.Error, Scope: audit.ScopeDay, Cell: cell(3, 2),
		Related: []audit.Ref{cell(4, 2)}, Patient: "MRN-448812", Visit: visit, Date: "2026-03-09", Code: "97110", Therapist: "Ada Fernsby",
		Payer: "Medicare Part B", Claim: "CLM-555031", Field: "units", Original: "4", Billed: audit.Some(4), Supported: audit.Some(3),
		Message: "4 units billed; 39 timed minutes support 3", Cites: []string{"Pub. 100-04 ch.5 §20.2"}, Status: "open",
		Fix: audit.Fix{Title: "Lower the units", Safety: audit.Safe, Edits: []audit.Edit{{Cell: cell(3, 2), Line: 17, Field: audit.UnitsBilled, Old: "4", New: "3"}}}}
	add := func(change func(*audit.Finding)) {
		f := base
		f.Related, f.Fix.Edits = nil, nil
		change(&f)
		r.Findings = append(r.Findings, f)
	}
	r.Findings = append(r.Findings, base)
	for _, v := range []struct {
		field           audit.Field
		value, original string
	}{
		{audit.PatientName, "", "Ottoline Quillfeather"}, {audit.BirthDate, "1951-02-17", "1951-02-17"}, {audit.DateOfService, "", "03/09/2026"},
		{audit.Note, "", "Likes long walks"}, {audit.UnitsBilled, "", "555-0142"}, {audit.Minutes, "", "123-45-6789"}, {audit.Credential, "", "Pemberwick OTR"},
		{audit.Authorization, "AUTH7781", "AUTH7781"}, {audit.NPI, "1093847561", "1093847561"}, {audit.Code, "", "Pemberwick"}, {audit.Therapist, "", "Ada Fernsby"},
	} {
		add(func(f *audit.Finding) {
			f.Rule, f.Field, f.Original = "I001", v.field.String(), v.original
			f.Fix.Edits = []audit.Edit{{Cell: cell(3, 1), Field: v.field, Old: v.original, New: v.original, Why: `was "` + v.original + `"`}}
		})
	}
	add(func(f *audit.Finding) {
		f.Rule, f.Code, f.Payer = "C001", "Pemberwick", "Hetty Larkspur"
		f.Message, f.Working, f.Action = "Pemberwick is no code", "payer Hetty Larkspur", "ask Ada Fernsby"
		f.Fix.Edits = []audit.Edit{{Cell: cell(3, 2), Field: audit.ReferringProvider, Old: "Pemberwick", New: "Brambles"}}
		f.Fix.Title = "write Brambles"
	})
	add(func(f *audit.Finding) { f.Patient, f.Visit = weakKey, "p"+weakKey+"|2026-03-09|OT" })
	add(func(f *audit.Finding) { f.Rule, f.Scope, f.PlanDate = "D012", audit.ScopeEpisode, "2026-02-27" })
	add(func(f *audit.Finding) { f.Rule, f.Scope, f.Visit = "S001", audit.ScopeShift, "VIS-90017" })
	add(func(f *audit.Finding) { f.Rule, f.Scope = "P001", audit.ScopeMonth })
	add(func(f *audit.Finding) { f.Rule, f.Scope = "T001", audit.ScopeYear })
	add(func(f *audit.Finding) { // a rule that broke the wording rule
		f.Message = "MRN-448812 on 2026-03-09, plan of 2026-02-27, claim CLM-555031"
		f.PlanDate = "2026-02-27"
	})
	add(func(f *audit.Finding) {
		*f = audit.Finding{Rule: "I004", Severity: audit.Info, Scope: audit.ScopeImport, Cell: cell(9, 0), Field: "Brambles", Original: "Hetty Larkspur",
			Message: `the row of Hetty Larkspur in ` + SecretFile + ` was excluded`, Status: "open"}
	})
	add(func(f *audit.Finding) {
		*f = audit.Finding{Rule: "I001", Severity: audit.Warning, Scope: audit.ScopeImport, Cell: cell(1, 5), Field: "minutes", Original: "Minutes of Calliope",
			Message: `the column is not read as minutes; if it is, --column "Minutes of Calliope=minutes" reads it`, Action: `see "Calliope"`, Status: "open"}
	})
	return r
}

// BigResult has the size of a large practice's year: 300,000 lines.
func BigResult(count int) *audit.Result {
	r := &audit.Result{Manifest: audit.Manifest{Inputs: []audit.Input{{Name: "log.csv", SHA256: "00"}}}, Sheets: []audit.Sheet{{Name: "log.csv"}}}
	for i := range 3000 {
		r.Patients = append(r.Patients, fmt.Sprintf("MRN%06d", i))
	}
	for i := range 100_000 {
		r.Visits = append(r.Visits, fmt.Sprintf("pMRN%06d|2026-%02d-%02d|OT", i/34, i%34/28+1, i%28+1))
	}
	for i := range count {
		v := i * 5 % len(r.Visits)
		cell := audit.Ref{Sheet: "log.csv", Row: int32(i*15 + 2), Col: 13}
		r.Findings = append(r.Findings, audit.Finding{Rule: "U001", Name: "timed-units-exceed-minutes", Severity: audit.Error, Scope: audit.ScopeDay,
			Cell: cell, Related: []audit.Ref{{Sheet: "log.csv", Row: cell.Row + 1, Col: 13}}, Patient: r.Patients[v/34], Visit: r.Visits[v],
			Date: "2026-01-05", Code: "97110", Therapist: "Ada Fernsby", Payer: "Medicare Part B", Claim: fmt.Sprintf("C%d", v),
			Field: "units", Original: "4", Billed: audit.Some(4), Supported: audit.Some(3), Impact: audit.Impact{Units: -1000, Money: -3025, Basis: "charge"},
			Message: "4 units billed; the 39 timed minutes on record support 3: potential difference of 1 unit",
			Working: "24 + 15 = 39 timed minutes: 3 units; billed 4", OtherRule: "midpoint: 3 units", Cites: []string{"Pub. 100-04 ch.5 §20.2"},
			Denial: "CO-4", Status: "open", Action: "pull the note and compare the minutes",
			Fix: audit.Fix{Title: "lower the units", Safety: audit.Safe, Applied: true,
				Edits: []audit.Edit{{Cell: cell, Line: int32(i), Field: audit.UnitsBilled, Old: "4", New: "3", Applied: true}}}})
	}
	return r
}
