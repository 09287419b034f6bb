package importers

import (
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/importers/header"
)

// knownExports are small logs in the shape of exports that are recognised, with what the trap of each demands.
var knownExports = []struct {
	imp    int
	log    string
	name   string
	fields map[audit.Field]string
}{
	{157, "Patient ID,Date of Service,Finalizing Therapist,Documenting Therapist,Documenting Therapist Type,CPT Code,Units,Treating Diagnosis\n" +
		"P1,1/31/2026,\"Vega, Iris\",\"Okafor, Ada\",COTA,97110,2,M62.81\nP1,1/30/2026,\"Vega, Iris\",\"VEGA, Iris\",OTR,97110,2,M62.81\n",
		"WebPT Documented Units", map[audit.Field]string{
			audit.Therapist: "Vega, Iris|Vega, Iris", audit.Assistant: "Okafor, Ada|", audit.Credential: "|OTR"}},
	{158, "record_pointer,client_id,patient_id,date_of_service,cpt_code,cpt_code_id,units,note_type,insurance_type_id\n" +
		"1,900,P1,2026-01-31,97110,77,2,DN,16\n2,900,P2,2026-01-31,97110,77,2,IE,3\n",
		"WebPT Standard Extract, charges", map[audit.Field]string{
			audit.PatientID: "P1|P2", audit.Payer: "Medicare replacement|Medicare", audit.VisitType: "Daily note|Initial evaluation"}},
	{159, "Patient ID,Date of Service,Date Posted,CPT,Units,Dx1\nP1,1/31/2026,2/2/2026,97110,2,M62.81\n",
		"WebPT Billing charge list", map[audit.Field]string{audit.DateOfService: "2026-01-31"}},
	{160, "Client,Date of Service,Billing Code,Rate Per Unit,Units,Total Fee,Progress Note Status,Charge,Paid,Unpaid,Charge,Paid,Unpaid\n" +
		strings.Repeat("Ann Lee,1/31/2026,97110,50.00,2,100.00,Signed,60.00,0.00,60.00,40.00,0.00,40.00\n", 5),
		"SimplePractice appointment status", map[audit.Field]string{audit.Charge: "100.00|100.00|100.00|100.00|100.00"}},
	{161, "ClientCRId,DateOfService,ProcedureCodeString,TimeWorkedInMins,TimeWorkedInHours,UnitsOfService,ProviderId,IsVoid,ClientAgreedCharges\n" +
		"C1,2026-01-31,97110,45,0.8,3,7,False,60.00\nC1,2026-01-30,97110,30,0.5,2,7,True,40.00\n",
		"CentralReach billing", map[audit.Field]string{audit.Minutes: "45", audit.Allowed: "60.00"}},
	{162, "Patient ID,Service Date,Procedure,Mod 1,Diag 1,Units,Unit Charge,Total Charge\nP1,1/31/2026,97110,GO,M62.81,2,40.00,80.00\n",
		"Tebra (Kareo) charges", map[audit.Field]string{audit.Charge: "80.00", audit.Modifiers: "GO", audit.Diagnoses: "M62.81"}},
	{163, "Claim No,Patient Acct No,Service Date,,CPT,Billed Units,Fee Schedule Allowed Fee\n5,P1,1/31/2026,,97110,2,55.10\n",
		"eClinicalWorks CPT detail (371.05)", map[audit.Field]string{audit.Allowed: "55.10", audit.UnitsBilled: "2"}},
	{164, "Patient ID,DOS,CPT,Units,Total Timed Minutes,Total Treatment Minutes\nP1,1/31/2026,97110,2,30,45\n",
		"PTDoc notes", map[audit.Field]string{audit.TimedMinutes: "30", audit.TreatmentMinutes: "45"}},
	{165, "Patient ID,Date of Service,Charge Code,Units,Duration,Invoice State\n" + strings.Repeat("P1,1/31/2026,97110,0,45 min,open\n", 6),
		"Fusion visit details", map[audit.Field]string{audit.UnitsBilled: "0|0|0|0|0|0"}},
}

// TestKnownExports: IMP-157 to IMP-165, each export is recognised, named, and its trap avoided.
func TestKnownExports(t *testing.T) {
	for _, test := range knownExports {
		b, err := Import(writeFiles(t, "export.csv", test.log), testOptions())
		if err != nil {
			t.Fatal(err)
		}
		sheet := b.Sheets[0]
		if sheet.Profile != test.name {
			t.Errorf("IMP-%d is read as %q", test.imp, sheet.Profile)
			continue
		}
		said := strings.Join(sheet.Notes, "\n")
		if !strings.Contains(said, "can be audited from this export alone: ") || !strings.Contains(said, "cannot be audited from this export alone: ") {
			t.Errorf("IMP-%d does not say what it can show: %s", test.imp, said)
		}
		for f, want := range test.fields {
			if got := column(b, f); got != want {
				t.Errorf("IMP-%d: %s is %q, want %q", test.imp, f, got, want)
			}
		}
		for _, n := range b.Notices {
			if n.Rule == "I002" {
				t.Errorf("IMP-%d: %s", test.imp, n.Message)
			}
		}
	}
}

// TestFingerprintsAreApart: no fingerprint is part of another of the same length, and an export lacking one header of it
// is not recognised.
func TestFingerprintsAreApart(t *testing.T) {
	for i, p := range builtInProfiles() {
		headers := make([]string, len(p.Match))
		for j, alternatives := range p.Match {
			headers[j] = alternatives[0]
		}
		if !p.Fits(header.IndexHeaders(headers, nil)) {
			t.Errorf("%s does not fit its own headers", p.Name)
		}
		for j := range headers {
			if p.Fits(header.IndexHeaders(slices.Delete(slices.Clone(headers), j, j+1), nil)) {
				t.Errorf("%s is recognised without %s", p.Name, headers[j])
			}
		}
		for j, other := range builtInProfiles() {
			if i != j && other.Fits(header.IndexHeaders(headers, nil)) {
				t.Errorf("%s fits the headers of %s", other.Name, p.Name)
			}
		}
	}
}

// TestHandKeptLogIsNoExport: IMP-167, a log in ordinary words is read by its headers alone.
func TestHandKeptLogIsNoExport(t *testing.T) {
	b, err := Import(writeFiles(t, "log.csv", "Patient ID,DOS,CPT,Units,Minutes,Dx1,Therapist,Treating Provider\nP1,1/31/2026,97110,2,30,M62.81,A,A\n"), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if b.Sheets[0].Profile != "" {
		t.Errorf("a hand-kept log is read as %q", b.Sheets[0].Profile)
	}
}
