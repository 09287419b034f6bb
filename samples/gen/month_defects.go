package main

// monthDefects are the defects of the workbook, at least one for each rule. Where one slip breaks several rules, all of
// them are expected, by the rule book alone.
var monthDefects = []defect{
	{"guide example: 39 min of 97110 and 23 of 97124 billed 3 + 2", ofMedicare, func(v *visit) {
		v.set(service{"97110", 3, 39}, service{"97124", 2, 23}) // 62 minutes are 4 units: 2 + 1 whole, the fourth to 97110
		v.expect("U001", 1, "units")
	}},
	{"one unit too many on a day of three codes", ofMedicare, func(v *visit) {
		v.set(service{"97110", 2, 20}, service{"97112", 1, 16}, service{"97530", 1, 13}) // 49 minutes are 3 units
		v.expect("U001", 0, "units")
	}},
	{"unit billed on 6 minutes alone", ofMedicare, func(v *visit) {
		v.set(service{"97530", 1, 6})
		v.expect("U001", 0, "units")
	}},
	{"units on the wrong code", ofMedicare, func(v *visit) {
		v.set(service{"97110", 2, 38}, service{"97530", 2, 16}) // 54 minutes are 4 units: 2 + 1 whole, the fourth to 97110
		v.expect("U002", 1, "units")
	}},
	{"one unit too few", ofMedicare, func(v *visit) {
		v.set(service{"97110", 1, 30}, service{"97535", 1, 17})
		v.expect("U003", 0, "units")
	}},
	{"commercial: unit above the code's minutes", ofCommercial, func(v *visit) {
		v.set(service{"97530", 3, 35}, service{"97110", 1, 16})
		v.expect("U004", 0, "units")
	}},
	{"commercial: unit below the code's minutes", ofCommercial, func(v *visit) {
		v.set(service{"97530", 1, 31}, service{"97112", 1, 15})
		v.expect("U005", 0, "units")
	}},
	{"paraffin billed by time", ofCommercial, func(v *visit) {
		v.set(service{"97018", 2, none}, service{"97110", 2, 30})
		v.expect("U006", 0, "units")
	}},
	{"paraffin billed by time to Medicare: also above the medically unlikely value", ofMedicare, func(v *visit) {
		v.set(service{"97018", 2, none}, service{"97110", 2, 31})
		v.expect("U006", 0, "units")
		v.expect("N003", 0, "units")
	}},
	{"one and a half units", ofCommercial, func(v *visit) {
		v.set(service{"97110", 1, 22}, service{"97530", 1, 15})
		v.lines[0].units, v.lines[0].charge = "1.5", "78.00"
		v.expect("U007", 0, "units")
	}},
	{"0 units with a charge", ofCommercial, func(v *visit) {
		v.set(service{"97110", 0, 5}, service{"97530", 2, 31})
		v.lines[0].charge = "52.00"
		v.expect("U007", 0, "units")
	}},
	{"one code on two lines", ofMedicare, func(v *visit) {
		v.set(service{"97530", 1, 19}, service{"97530", 1, 12}, service{"97110", 1, 16})
		v.expect("U008", 0, "units")
	}},
	{"97130 without 97129", ofCommercial, func(v *visit) {
		v.set(service{"97130", 1, 20}, service{"97535", 1, 15})
		v.expect("U009", 0, "code")
	}},
	{"97129 billed twice", ofCommercial, func(v *visit) {
		v.set(service{"97129", 2, 30}, service{"97535", 1, 17})
		v.expect("U010", 0, "units")
	}},
	{"stated timed minutes differ from the lines", ofMedicare, func(v *visit) {
		v.set(service{"97110", 2, 28}, service{"97530", 1, 16})
		v.timed = 40
		v.expect("U011", 0, "timed_minutes")
	}},
	{"timed minutes above the total treatment time", ofCommercial, func(v *visit) {
		v.set(service{"97110", 2, 31}, service{"97530", 1, 21})
		v.treatment, v.spare = 45, 14
		v.expect("U012", 0, "treatment_minutes")
	}},
	{"treatment minutes longer than the visit", ofMedicare, func(v *visit) {
		v.set(service{"97112", 2, 31}, service{"97535", 1, 16})
		v.treatment, v.spare = 62, -8
		v.expect("U013", 0, "treatment_minutes")
	}},
	{"unit on a line of 0 minutes", ofMedicare, func(v *visit) {
		v.set(service{"97110", 2, 31}, service{"97112", 1, 0}) // 31 minutes are 2 units
		v.expect("U001", 1, "units")
	}},
	{"hours in place of minutes", ofCommercial, func(v *visit) {
		v.set(service{"97530", 4, 1})
		v.timed, v.treatment = 60, 64
		v.expect("U014", 0, "minutes")
		v.expect("U004", 0, "units")         // 1 minute supports no unit
		v.expect("U011", 0, "timed_minutes") // 60 stated, 1 on the line
	}},
	{"GO missing", ofMedicare, func(v *visit) {
		v.lines[0].modifiers = ""
		v.expect("M001", 0, "modifiers")
	}},
	{"GO and CO missing on the assistant's line", assistantOfMedicare, func(v *visit) {
		v.lines[0].modifiers = ""
		v.expect("M001", 0, "modifiers")
		v.expect("M004", 0, "modifiers")
	}},
	{"GO and GP on one line", ofMedicare, func(v *visit) {
		v.lines[0].modifiers = "GO GP"
		v.expect("M002", 0, "modifiers")
	}},
	{"GO on a code off the therapy code list", ofMedicare, func(v *visit) {
		v.set(service{"20560", 1, none}, service{"97110", 2, 29})
		v.expect("M003", 0, "modifiers")
	}},
	{"CO missing on the assistant's line", assistantOfMedicare, func(v *visit) {
		v.lines[0].modifiers = "GO"
		v.expect("M004", 0, "modifiers")
	}},
	{"CO on the therapist's own line", ofMedicare, func(v *visit) {
		v.lines[0].modifiers, v.lines[0].assistant = "GO CO", "0"
		v.expect("M005", 0, "modifiers")
	}},
	{"CO without GO", assistantOfMedicare, func(v *visit) {
		v.lines[0].modifiers = "CO"
		v.expect("M006", 0, "modifiers")
		v.expect("M001", 0, "modifiers") // the line carries no GO
	}},
}
