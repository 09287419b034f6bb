package main

// monthRecordDefects are the workbook's defects of codes, evaluations, notes and cells.
var monthRecordDefects = []defect{
	{"no subjective part", ofCommercial, func(v *visit) { v.note[0] = ""; v.expect("D001", 0, "subjective") }},
	{"no objective part", ofMedicare, func(v *visit) { v.note[1] = ""; v.expect("D002", 0, "objective") }},
	{"no assessment", ofCommercial, func(v *visit) { v.note[2] = ""; v.expect("D003", 0, "assessment") }},
	{"no plan", ofMedicare, func(v *visit) { v.note[3] = ""; v.expect("D004", 0, "plan") }},
	{"note not signed", ofMedicare, func(v *visit) { v.signed = ""; v.expect("D005", 0, "signature_date") }},
	{"note signed 9 days after the service", ofCommercial, func(v *visit) {
		v.signed = v.day.AddDate(0, 0, 9).Format(isoDay)
		v.expect("D006", 0, "signature_date")
	}},
	{"no credential on the visit", ofCommercial, func(v *visit) {
		v.credentialMissing = true
		v.expect("D007", 0, "credential")
	}},
	{"commercial: no minutes of a timed code", ofCommercial, func(v *visit) {
		v.set(service{"97110", 1, 16}, service{"97530", 2, 30})
		v.lines[1].minutes = ""
		v.expect("D008", 1, "minutes")
	}},
	{"Medicare: neither minutes by code nor their total", ofMedicare, func(v *visit) {
		v.set(service{"97110", 1, 17}, service{"97530", 2, 29})
		v.lines[0].minutes, v.lines[1].minutes, v.noTimed = "", "", true
		v.expect("D008", 0, "timed_minutes")
	}},
	{"no total treatment time", ofMedicare, func(v *visit) {
		v.set(service{"97018", 1, none}, service{"97112", 2, 31})
		v.noTotal = true
		v.expect("D009", 0, "treatment_minutes")
	}},
	{"evaluation above its components", evaluated("97167", medicareRule), func(v *visit) {
		v.lines[0].cells["eval_profile"], v.lines[0].cells["eval_deficits"], v.lines[0].cells["eval_decision"] = "Expanded", "4", "Moderate"
		v.expect("E001", 0, "code")
	}},
	{"evaluation below its components", evaluated("97165", medicareRule), func(v *visit) {
		v.document(0, "97166")
		v.expect("E002", 0, "code")
	}},
	{"performance deficits not documented", evaluated("97166", medicareRule), func(v *visit) {
		v.lines[0].cells["eval_deficits"] = ""
		v.expect("E003", 0, "eval_deficits")
	}},
	{"evaluation under the assistant's credential", evaluated("97166", midpointRule), func(v *visit) {
		v.therapist = v.clinic.therapists[len(v.clinic.therapists)-1]
		v.expect("E004", 0, "credential")
	}},
	{"two evaluation codes on one day", evaluated("97165", midpointRule), func(v *visit) {
		v.set(service{"97165", 1, 34}, service{"97166", 1, 45})
		v.document(0, "97165")
		v.document(1, "97166")
		v.expect("E005", 1, "code")
	}},
	{"second initial evaluation in one episode", later, func(v *visit) {
		v.set(service{"97165", 1, 33})
		v.document(0, "97165")
		v.expect("E005", 0, "code")
	}},
	{"code that does not exist", ofCommercial, func(v *visit) {
		v.set(service{"97111", 2, 30}, service{"97530", 1, 16})
		v.expect("C001", 0, "code")
	}},
	{"code deleted years ago", ofCommercial, func(v *visit) {
		v.set(service{"97532", 2, 30}, service{"97535", 1, 18})
		v.expect("C002", 0, "code")
	}},
	{"97014 billed to Medicare: also above its medically unlikely value of 0", ofMedicare, func(v *visit) {
		v.set(service{"97014", 1, none}, service{"97110", 2, 32})
		v.lines[0].modifiers = ""
		v.expect("C003", 0, "code")
		v.expect("N003", 0, "units")
	}},
	{"hot pack billed to Medicare: also above its medically unlikely value of 0", ofMedicare, func(v *visit) {
		v.set(service{"97010", 1, none}, service{"97530", 2, 30})
		v.expect("C003", 0, "code")
		v.expect("N003", 0, "units")
	}},
	{"97533 with the wording of 97530", ofCommercial, func(v *visit) {
		v.set(service{"97533", 2, 31}, service{"97110", 1, 16})
		v.lines[0].cells["description"] = words["97530"]
		v.expect("C004", 0, "code")
	}},
	{"PT evaluation on an OT line", inCourse(ofCommercial), func(v *visit) {
		v.set(service{"97161", 1, 34}, service{"97110", 1, 16})
		v.expect("C005", 0, "code")
		v.expect("M002", 0, "modifiers")
	}},
	{"line entered twice: the visit's timed minutes no longer agree", ofCommercial, func(v *visit) {
		v.set(service{"97110", 2, 26}, service{"97140", 1, 12}, service{"97140", 1, 12})
		v.timed = 38
		v.expect("S005", 2, "code")
		v.expect("U011", 0, "timed_minutes")
	}},
	{"units in words", ofMedicare, func(v *visit) {
		v.lines[0].units = "two"
		v.expect("I001", 0, "units")
	}},
	{"minutes not exact", ofCommercial, func(v *visit) {
		v.set(service{"97110", 2, 27}, service{"97530", 1, 15})
		v.lines[0].minutes = "~27"
		v.expect("I001", 0, "minutes")
	}},
	{"signature in words", ofMedicare, func(v *visit) {
		v.set(service{"97530", 3, 46})
		v.signed = "on file"
		v.expect("I001", 0, "signature_date")
	}},
}

const isoDay = "2006-01-02"
