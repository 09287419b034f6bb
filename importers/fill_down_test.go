package importers

import (
	"testing"

	"otaudit/audit"
)

// TestFillDown: what stands on the first line of a visit only holds for its other lines. A cell that is missing in a full column
// stays missing.
func TestFillDown(t *testing.T) {
	const fields = "date_of_service patient_name payer timed_minutes code units"
	runLayouts(t, "log.csv", []layoutCase{
		{name: "first lines of visits", fields: fields,
			text: "DOS,Patient,Payer,Total Timed Minutes,CPT,Units\n1/13/2026,\"Doe, Ada\",Medicare,45,97110,2\n,,,,97530,1\n1/14/2026,\"Roe, Bo\",,15,97110,1\n,,,,97530,1\n",
			lines: []string{"2: 2026-01-13 Doe,+Ada Medicare 45 97110 2", "3: 2026-01-13 Doe,+Ada Medicare - 97530 1", "4: 2026-01-14 Roe,+Bo - 15 97110 1",
				"5: 2026-01-14 Roe,+Bo - - 97530 1"}, rows: "title-or-header=1"},
		{name: "the date once a day", fields: "date_of_service patient_name code",
			text:  "Date,Patient,CPT,Units\n1/13/2026,\"Doe, Ada\",97110,2\n,,97530,1\n,\"Roe, Bo\",97110,1\n1/14/2026,\"Doe, Ada\",97110,1\n,\"Roe, Bo\",97530,1\n",
			lines: []string{"2: 2026-01-13 Doe,+Ada 97110", "3: 2026-01-13 Doe,+Ada 97530", "4: 2026-01-13 Roe,+Bo 97110", "5: 2026-01-14 Doe,+Ada 97110", "6: 2026-01-14 Roe,+Bo 97530"},
			rows:  "title-or-header=1"},
		{name: "ditto marks", fields: "date_of_service patient_name payer code",
			text:  "Date,Patient,CPT,Payer\n1/13/2026,\"Doe, Ada\",97110,Medicare\n\"\"\"\",\"\"\"\",97530,\"\"\"\"\n1/13/2026,\"Roe, Bo\",97110,Aetna\n",
			lines: []string{"2: 2026-01-13 Doe,+Ada Medicare 97110", "3: 2026-01-13 Doe,+Ada Medicare 97530", "4: 2026-01-13 Roe,+Bo Aetna 97110"}, rows: "title-or-header=1"},
		{name: "one date is missing in a full column", fields: "date_of_service patient_name code",
			text:     "Date,Patient,CPT,Units\n1/13/2026,\"Doe, Ada\",97110,2\n1/13/2026,\"Doe, Ada\",97530,1\n,\"Roe, Bo\",97110,1\n1/14/2026,\"Roe, Bo\",97530,1\n1/14/2026,\"Roe, Bo\",97110,1\n",
			lines:    []string{"2: 2026-01-13 Doe,+Ada 97110", "3: 2026-01-13 Doe,+Ada 97530", "5: 2026-01-14 Roe,+Bo 97530", "6: 2026-01-14 Roe,+Bo 97110"},
			excluded: []string{"4 no-date"}, rows: "title-or-header=1"},
		{name: "one patient is missing in a full column", fields: "date_of_service patient_name code",
			text:  "Date,Patient,CPT,Units\n1/13/2026,\"Doe, Ada\",97110,2\n1/13/2026,\"Doe, Ada\",97530,1\n1/13/2026,,97110,1\n1/14/2026,\"Roe, Bo\",97530,1\n",
			lines: []string{"2: 2026-01-13 Doe,+Ada 97110", "3: 2026-01-13 Doe,+Ada 97530", "4: 2026-01-13 - 97110", "5: 2026-01-14 Roe,+Bo 97530"}, rows: "title-or-header=1"},
	})
	book := importText(t, "log.csv", "DOS,Patient,CPT,Units\n1/13/2026,\"Doe, Ada\",97110,2\n,,97530,1\n")
	if s := book.Sessions[1]; s.Ref(audit.PatientName) != (audit.Ref{Sheet: "log.csv", Row: 2, Col: 2}) || !s.Derive.Has(audit.DateOfService) || !hasPart(book.Sheets[0].Notes, "1 blank cell of the column takes the value of the line above") {
		t.Errorf("patient at %s, notes %q", s.Ref(audit.PatientName), book.Sheets[0].Notes)
	}
}
