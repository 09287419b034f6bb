package refdata

import "otaudit/audit"

// PayerClassInfo holds the defaults of a payer class in one window of days.
type PayerClassInfo struct {
	Class            string
	Terms            audit.Terms
	AssistantPercent int  // part of the paid amount that is paid with CO or CQ; 0 if the class has no default
	ABNModifiers     bool // GA, GX, GY, GZ are used
	TimelyFiling     string
	Note             string
	Window           audit.Window
	Row              string
}

type payerRow struct {
	Class            required      `csv:"payer_class"`
	From             day           `csv:"effective_from"`
	To               day           `csv:"effective_to"`
	UnitRule         unitRuleCell  `csv:"unit_rule"`
	Basis            basisCell     `csv:"unit_rule_basis"`
	Discipline       demandCell    `csv:"discipline_modifier_required"`
	Assistant        demandCell    `csv:"assistant_modifier"`
	AssistantPercent optionalCount `csv:"assistant_payment_percent"`
	KX               demandCell    `csv:"kx"`
	MPPR             demandCell    `csv:"mppr"`
	NCCI             demandCell    `csv:"ncci_ptp"`
	MUE              demandCell    `csv:"mue"`
	Status           demandCell    `csv:"medicare_status_codes"`
	ABN              yesNo         `csv:"abn_modifiers"`
	Certification    optionalCount `csv:"certification_days"`
	Report           optionalCount `csv:"progress_report_every"`
	TimelyFiling     string        `csv:"timely_filing"`
	Note             string        `csv:"note"`
	Source           required      `csv:"source"`
	Verified         verifiedCell  `csv:"verified"`
}

func (t *Tables) readPayerClasses(s *source) {
	t.classes = index[string, PayerClassInfo]{}
	rows, lines := readRows[payerRow](s)
	for i, r := range rows {
		info := &PayerClassInfo{
			Class: string(r.Class),
			Terms: audit.Terms{
				Class: string(r.Class), UnitRule: audit.UnitRule(r.UnitRule), Assumed: r.Basis == "by_contract",
				DisciplineModifier: audit.Demand(r.Discipline), AssistantModifier: audit.Demand(r.Assistant),
				KX: audit.Demand(r.KX), MPPR: audit.Demand(r.MPPR), NCCI: audit.Demand(r.NCCI), MUE: audit.Demand(r.MUE),
				MedicareStatus: audit.Demand(r.Status), CertificationDays: int(r.Certification), ReportEvery: int(r.Report),
				Source: string(r.Source), Verified: string(r.Verified),
			},
			AssistantPercent: int(r.AssistantPercent), ABNModifiers: bool(r.ABN), TimelyFiling: r.TimelyFiling, Note: r.Note,
			Window: span(r.From, r.To), Row: "payers.csv " + string(r.Class),
		}
		t.classes.add(s, lines[i], info.Class, info.Window, info)
	}
}

// KnownPayerClass says whether the class is in the table, in whatever window.
func (t *Tables) KnownPayerClass(class string) bool { return len(t.classes[class]) > 0 }
