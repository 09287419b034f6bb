package privacy

import (
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// value gives what may be shown of a field's value.
//
// In the mode code a value stands only if it is of the field's own form: a number of units, a procedure code, a known
// credential. Anything else, such as a name typed into the units column, shows its shape. The mode id shows no names,
// birth dates, notes or numbers of authorizations and practitioners; the mode full shows all but birth dates and notes.
func (p *publisher) value(field, text string) string {
	if text == "" {
		return ""
	}
	f, known := audit.FieldNamed(field)
	if known && (f == audit.BirthDate || f.Kind() == audit.Prose) {
		if wordCount.MatchString(text) {
			return text
		}
		return ""
	}
	switch {
	case known && p.codeTherapists && therapistFields.Has(f):
		return Shape(text)
	case p.mode == model.ModeFull:
		return text
	case p.mode == model.ModeID:
		if !known || withheldInID.Has(f) {
			return Shape(text)
		}
		return text
	case known && standsInCode(f, text):
		return text
	}
	return Shape(text)
}

var (
	therapistFields = audit.Fields(audit.Therapist, audit.Assistant, audit.Supervisor)
	withheldInID    = audit.Fields(audit.PatientName, audit.NPI, audit.Authorization, audit.ReferringProvider, audit.Description)
)

var (
	wordCount     = regexp.MustCompile(`^\(\d+ words?\)$`)
	smallNumber   = regexp.MustCompile(`^-?\d{1,4}(\.\d{1,3})?$`)
	moneyNumber   = regexp.MustCompile(`^-?\d{1,7}\.\d{2}$`)
	procedureForm = regexp.MustCompile(`^[0-9A-Z]\d{3}[0-9A-Z]$`)
	modifierForm  = regexp.MustCompile(`^[0-9A-Z]{2}( [0-9A-Z]{2})*$`)
	diagnosisForm = regexp.MustCompile(`^[A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?( [A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?)*$`)
	placeForm     = regexp.MustCompile(`^\d{1,2}$`)
)

// plainWords are the values of fields of few words that say nothing about who somebody is.
var plainWords = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`OT OTR OTR/L OTD OTD/L MOT MSOT COTA COTA/L OTA OTA/L SOT S/OT OTS OTAS SOTA PT DPT MPT
		PTA SPT SPTA SLP CCC-SLP SLP-CF SLPA CHT ATP OTHER BRIEF EXPANDED EXTENSIVE LOW MODERATE HIGH`) {
		words[w] = true
	}
	return words
}()

// standsInCode says whether a value is of a form that may be printed in the mode code.
func standsInCode(f audit.Field, text string) bool {
	switch f {
	case audit.UnitsBilled, audit.Minutes, audit.AssistantMinutes, audit.TogetherMinutes, audit.TimedMinutes,
		audit.TreatmentMinutes, audit.GroupSize:
		return smallNumber.MatchString(text)
	case audit.Charge, audit.Allowed:
		return moneyNumber.MatchString(text)
	case audit.Code:
		return procedureForm.MatchString(text)
	case audit.Modifiers:
		return modifierForm.MatchString(text)
	case audit.Diagnoses:
		return diagnosisForm.MatchString(text)
	case audit.PlaceOfService:
		return placeForm.MatchString(text)
	case audit.Credential, audit.DisciplineField, audit.EvalProfile, audit.EvalDecision:
		return !slices.ContainsFunc(strings.Fields(text), func(w string) bool { return !plainWords[strings.ToUpper(w)] })
	case audit.EvalDeficits:
		return placeForm.MatchString(text) || plainWords[strings.ToUpper(text)]
	}
	return false
}

// procedure keeps a procedure code of the usual form; what else stands in the code column shows its shape. The few
// codes of a log repeat on every line.
func (p *publisher) procedure(code string) string {
	if p.mode != model.ModeCode || code == "" {
		return code
	}
	shown, ok := p.codes[code]
	if !ok {
		shown = code
		if !procedureForm.MatchString(code) {
			shown = Shape(code)
		}
		p.codes = remember(p.codes, code, shown)
	}
	return shown
}

func remember(memo map[string]string, key, value string) map[string]string {
	if memo == nil {
		memo = map[string]string{}
	}
	memo[key] = value
	return memo
}
