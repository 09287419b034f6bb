package main

func ofPayer(p payer) func(*visit) bool {
	return func(v *visit) bool { return plain(v) && v.patient.payer.name == p.name }
}

// known says whether the visit is a commercial one of a payer with a known class.
func known(v *visit) bool { return ofCommercial(v) && v.patient.payer.name != lakeshore.name }

// exportDefects are the defects of the export. It holds no notes, no totals and no plan of care, so that the rules about
// those are not evaluated.
var exportDefects = []defect{
	{"Medicare: one unit too many", ofMedicare, func(v *visit) {
		v.set(service{"97530", 3, 33}, service{"97112", 1, 17}) // 50 minutes are 3 units
		v.expect("U001", 0, "units")
	}},
	{"Medicare Advantage: one unit too many", ofPayer(advantage), func(v *visit) {
		v.set(service{"97110", 1, 10}, service{"97112", 1, 10}, service{"97530", 1, 10}) // 30 minutes are 2 units
		v.expect("U001", 2, "units")                                                     // any two may keep theirs; the last is taken off
	}},
	{"Medicaid: units on the wrong code", ofPayer(medicaid), func(v *visit) {
		v.set(service{"97535", 2, 38}, service{"97110", 2, 16}) // 54 minutes are 4 units: 2 + 1 whole, the fourth to 97535
		v.expect("U002", 1, "units")
	}},
	{"Medicare Advantage: both odd units on one code", ofPayer(advantage), func(v *visit) {
		v.set(service{"97535", 3, 20}, service{"97530", 0, 20})
		v.expect("U002", 0, "units")
	}},
	{"Medicare Advantage: one unit too few", ofPayer(advantage), func(v *visit) {
		v.set(service{"97110", 1, 31}, service{"97535", 1, 17})
		v.expect("U003", 0, "units")
	}},
	{"commercial: unit above the code's minutes", known, func(v *visit) {
		v.set(service{"97110", 2, 20}, service{"97530", 2, 30})
		v.expect("U004", 0, "units")
	}},
	{"commercial: unit below the code's minutes", known, func(v *visit) {
		v.set(service{"97110", 2, 41})
		v.expect("U005", 0, "units")
	}},
	{"evaluation with two units", evaluated("97167", midpointRule), func(v *visit) {
		v.lines[0].units, v.lines[0].charge = "2", "360.00"
		v.expect("U006", 0, "units")
	}},
	{"two and a half units", known, func(v *visit) {
		v.set(service{"97112", 2, 37}, service{"97535", 1, 16})
		v.lines[0].units, v.lines[0].charge = "2.5", "140.00"
		v.expect("U007", 0, "units")
	}},
	{"one code on two lines", ofPayer(medicaid), func(v *visit) {
		v.set(service{"97112", 1, 18}, service{"97112", 1, 12})
		v.expect("U008", 0, "units")
	}},
	{"97130 without 97129", known, func(v *visit) {
		v.set(service{"97130", 2, 31}, service{"97535", 1, 16})
		v.expect("U009", 0, "code")
	}},
	{"97129 billed twice", known, func(v *visit) {
		v.set(service{"97129", 2, 31}, service{"97110", 1, 16})
		v.expect("U010", 0, "units")
	}},
	{"timed minutes longer than the visit", known, func(v *visit) {
		v.set(service{"97110", 2, 32}, service{"97140", 1, 19})
		v.treatment, v.spare = 55, -15
		v.expect("U013", 0, "minutes")
	}},
	{"300 minutes where 30 are meant", known, func(v *visit) {
		v.set(service{"97018", 1, none}, service{"97110", 2, 31})
		v.lines[0].minutes = "300"
		v.expect("U014", 0, "minutes")
	}},
	{"GO missing", ofMedicare, func(v *visit) {
		v.lines[0].modifiers = ""
		v.expect("M001", 0, "modifiers")
	}},
	{"GN in place of GO", known, func(v *visit) {
		v.lines[0].modifiers = "GN"
		v.expect("M002", 0, "modifiers")
	}},
	{"CO missing on the assistant's line", assistantOfMedicare, func(v *visit) {
		v.lines[0].modifiers = "GO"
		v.expect("M004", 0, "modifiers")
	}},
	{"near miss: CO on a therapist's line, where the log has no assistant's minutes and the therapist may be the supervisor", ofMedicare, func(v *visit) {
		v.lines[0].modifiers = "GO CO"
	}},
	{"evaluation by the assistant", evaluated("97166", medicareRule), func(v *visit) {
		v.therapist = v.clinic.therapists[len(v.clinic.therapists)-1]
		for _, l := range v.lines {
			l.modifiers = v.modifiers()
		}
		v.expect("E004", 0, "credential")
	}},
	{"second initial evaluation in one episode", later, func(v *visit) {
		v.set(service{"97165", 1, 33})
		v.expect("E005", 0, "code")
	}},
	{"code that does not exist", known, func(v *visit) {
		v.set(service{"97111", 2, 30}, service{"97530", 1, 17})
		v.expect("C001", 0, "code")
	}},
	{"code deleted years ago", known, func(v *visit) {
		v.set(service{"97532", 1, 20}, service{"97535", 1, 16})
		v.expect("C002", 0, "code")
	}},
	{"97014 billed to Medicare: also above its medically unlikely value of 0", ofMedicare, func(v *visit) {
		v.set(service{"97014", 1, none}, service{"97530", 2, 30})
		v.lines[0].modifiers = ""
		v.expect("C003", 0, "code")
		v.expect("N003", 0, "units")
	}},
	{"97533 with the wording of 97530", known, func(v *visit) {
		v.set(service{"97533", 1, 16})
		v.lines[0].cells["description"] = words["97530"]
		v.expect("C004", 0, "code")
	}},
	{"line exported twice", known, func(v *visit) {
		v.set(service{"97110", 1, 19}, service{"97530", 1, 16}, service{"97530", 1, 16})
		v.expect("S005", 2, "code")
	}},
	{"no minutes of a timed code", known, func(v *visit) {
		v.set(service{"97110", 1, 17}, service{"97535", 2, 30})
		v.lines[0].minutes = ""
		v.expect("D008", 0, "minutes")
	}},
	{"minutes not exact", ofPayer(advantage), func(v *visit) {
		v.set(service{"97110", 2, 31})
		v.lines[0].minutes = "30-35"
		v.expect("I001", 0, "minutes")
	}},
}

// exportNearMisses look like defects and are right.
var exportNearMisses = []defect{
	{"near miss: commercial, three codes of 10 minutes each", known, func(v *visit) {
		v.set(service{"97110", 1, 10}, service{"97112", 1, 10}, service{"97530", 1, 10})
	}},
	{"near miss: Medicaid, pooled remainder of 7 minutes", ofPayer(medicaid), func(v *visit) {
		v.set(service{"97110", 2, 33}, service{"97535", 1, 7})
	}},
	{"near miss: 97530 beside 97140, no edit since 2020", ofMedicare, func(v *visit) {
		v.set(service{"97530", 2, 30}, service{"97140", 1, 16})
	}},
}
