package privacy

import (
	"regexp"
	"slices"
	"strings"

	"otaudit/report/model"
)

// payer keeps the names of insurers, which identify no patient. A payer may also be a person who pays alone, or carry
// the number of a policy: what looks like it gets a code instead.
func (p *publisher) payer(name string) string {
	if p.mode != model.ModeCode || name == "" {
		return name
	}
	shown, ok := p.payers[name]
	if !ok {
		shown = name
		if looksPersonal(name) || p.namesPatient(name) {
			shown = p.crosswalk.code(payerKind, name)
		}
		p.payers = remember(p.payers, name, shown)
	}
	return shown
}

var (
	// insurerWords are whole words: Payne, Shields, Carey and Workman are people.
	insurerWords = regexp.MustCompile(`(?i)\b(medic[a-z]*|[a-z]*care|care(plus|first|source|more|lon)|blue[a-z]*|cross|shield|bcbs[a-z]*|` +
		`aetna|cigna|united[a-z]*|uhc|humana|champ(va|us)?|va|veterans?|work(ers|comp)?|comp|compensation|self|selfpay|pay|` +
		`payer|payor|cash|private|insur[a-z]*|[a-z]*health[a-z]*|plans?|benefi[a-z]*|hmo|ppo|mco|advantage|assur[a-z]*|mutual|` +
		`kaiser|anthem|optum[a-z]*|centene|commercial|federal|state|schools?|district|county|auto|automobile|liability|` +
		`employ[a-z]*|funds?|trust|union|life|group|network|military|indian|patient|unknown|other|part [ab])\b`)

	// personalForms are an e-mail address, numbers longer than those that name a plan, with or without signs between the
	// digits, dates, and the number of a Medicare beneficiary.
	personalForms = regexp.MustCompile(`(?i)@|\d{5}|(\d[ .-]?){6}|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|` +
		`\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?\d{1,2},? ?\d{2,4}\b|` +
		`\b\d{1,2}[ -]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ -]?\d{2,4}\b|` +
		`\b\d[a-z][a-z0-9]\d[ -]?[a-z][a-z0-9]\d[ -]?[a-z]{2}[ -]?\d{2}\b`)

	payingAlone = regexp.MustCompile(`(?i)\b(self|cash|private|patient|guarantor)`)
)

// payingAloneWords may stand in the name of a payer who is the patient; any other word may be who that is.
var payingAloneWords = strings.Fields(`self selfpay pay pays paid payer payor payment cash private privately patient guarantor responsibility
	insurance insured ins health plan rate fee no none uninsured out of pocket only and or the direct client family commercial`)

func looksPersonal(payer string) bool {
	if personalForms.MatchString(payer) {
		return true
	}
	if payingAlone.MatchString(payer) {
		return slices.ContainsFunc(wordsOf(payer), func(w string) bool { return !slices.Contains(payingAloneWords, w) })
	}
	if insurerWords.MatchString(payer) {
		return false
	}
	return strings.Contains(payer, ",") || len(strings.Fields(payer)) > 1
}

// namesPatient says whether a payer holds a word of the name of a patient. Names are known of logs without patient ids
// only; a word that insurers have in their names is none.
func (p *publisher) namesPatient(payer string) bool {
	for _, word := range wordsOf(payer) {
		if len(word) < shortestSecret || insurerWords.MatchString(word) {
			continue
		}
		for name := range p.fullNames {
			if slices.Contains(wordsOf(name), word) {
				return true
			}
		}
	}
	return false
}

// wordsOf gives the words of a text in lower case, without what stands between them.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isWord(r) })
}
