package main

// monthNearMisses look like defects and are right: nothing may be found on them.
var monthNearMisses = []defect{
	{"near miss: a remainder of 7 minutes earns the pooled unit", ofMedicare, func(v *visit) {
		v.set(service{"97110", 2, 33}, service{"97530", 1, 7})
	}},
	{"near miss: equal remainders, either code may have the unit", ofMedicare, func(v *visit) {
		v.set(service{"97110", 1, 20}, service{"97530", 2, 20})
	}},
	{"near miss: 0 units with minutes that joined the pool", ofMedicare, func(v *visit) {
		v.set(service{"97110", 3, 39}, service{"97535", 0, 6})
	}},
	{"near miss: commercial, two units of 20 + 20 minutes, each code alone", ofCommercial, func(v *visit) {
		v.set(service{"97110", 1, 20}, service{"97530", 1, 20})
	}},
	{"near miss: 97129 once and the rest of the family as 97130", ofCommercial, func(v *visit) {
		v.set(service{"97129", 1, 15}, service{"97130", 2, 32})
	}},
	{"near miss: unattended stimulation to a commercial payer", ofCommercial, func(v *visit) {
		v.set(service{"97014", 1, none}, service{"97110", 2, 31})
	}},
	{"near miss: note signed on the seventh day", ofMedicare, func(v *visit) { v.signed = v.day.AddDate(0, 0, 7).Format(isoDay) }},
	{"near miss: three deficits fit the moderate level too", evaluated("97166", medicareRule), func(v *visit) {
		v.lines[0].cells["eval_deficits"] = "3"
	}},
	{"near miss: one code on two lines, the assistant's units apart", ofMedicare, func(v *visit) {
		v.set(service{"97530", 1, 16}, service{"97530", 1, 15})
		v.lines[1].modifiers, v.lines[1].assistant, v.lines[1].supervise = "GO CO", "15", v.therapist.name
	}},
	{"near miss: the assistant's part of 1 minute in 16 is not above 10 %", ofMedicare, func(v *visit) {
		v.set(service{"97112", 1, 16}, service{"97535", 2, 30})
		v.lines[0].assistant, v.lines[0].supervise = "1", v.therapist.name
	}},
	{"near miss: paraffin beside manual therapy, told apart by 59", ofMedicare, func(v *visit) {
		v.set(service{"97140", 2, 31}, service{"97018", 1, none})
		v.lines[1].modifiers = "GO 59"
	}},
	{"near miss: treatment minutes fill the visit exactly", ofCommercial, func(v *visit) {
		v.set(service{"97110", 2, 31}, service{"97535", 1, 16})
		v.treatment, v.spare = 50, 0
	}},
}
