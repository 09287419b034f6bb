package privacy

import (
	"regexp"
	"slices"
	"strings"

	"otaudit/audit"
)

// value returns what may be shown of a field's value: never a birth date or the text of a note.
//
// In the share set a value stands only if it is of the field's own form: a number of units, a procedure code, a known
// credential. Anything else, such as a name typed into the units column, shows its shape.
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
	if !p.share || known && standsInShare(f, text) {
		return text
	}
	return Shape(text)
}

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

// standsInShare reports whether a value is of a form that may be printed in the share set.
func standsInShare(f audit.Field, text string) bool {
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

// procedure returns what may be shown of a procedure code.
func (p *publisher) procedure(code string) string {
	if !p.share {
		return code
	}
	return harmlessCode(code)
}

// harmlessCode keeps a procedure code of the usual form; what else stands in the code column shows its shape.
func harmlessCode(code string) string {
	if code == "" || procedureForm.MatchString(code) {
		return code
	}
	return Shape(code)
}

// harmlessField keeps the name of a canonical field; any other is a header of the log.
func harmlessField(name string) string {
	if isFieldName(name) {
		return name
	}
	return ""
}

func remember(memo map[string]string, key, value string) map[string]string {
	if memo == nil {
		memo = map[string]string{}
	}
	memo[key] = value
	return memo
}
