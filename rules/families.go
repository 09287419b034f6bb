package rules

// The rule book, family by family. A new rule is added here.
var (
	unitRules           = []builder{u001, u002, u003, u004, u005, u006, u007, u008, u009, u010, u011, u012, u013, u014, u015, u016, u017}
	modifierRules       = []builder{m001, m002, m003, m004, m005, m006, m007, m008, m009, m010, m011}
	documentationRules  = []builder{d001, d002, d003, d004, d005, d006, d007, d008, d009, d010, d011, d012, d013, d014, d015, d016, d017, d018, d019, d020, d021}
	evaluationRules     = []builder{e001, e002, e003, e004, e005, e006, e007, e008}
	codeRules           = []builder{c001, c002, c003, c004, c005, c006, c007, c008, c009, c010}
	editRules           = []builder{n001, n002, n003, n004, n005}
	thresholdRules      = []builder{t001, t002, t003, t004}
	scheduleRules       = []builder{s001, s002, s003, s004, s005, s006, s007, s008, s009, s010, s011, s012, s013}
	limitRules          = []builder{x001, x002}
	patternRules        = []builder{p001, p002, p003, p004, p005, p006, p007, p008}
	reconciliationRules = []builder{r001, r002, r003, r004, r005, r006, r007, r008, r009, r010, r011, r012, r013, r014, r015}
	importRules         = []builder{i001, i002, i003, i004, i005, i006, i007, i008, i009, i010}
)
