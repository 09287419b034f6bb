package header

import (
	"slices"
	"strings"
	"sync"

	"otaudit/audit"
)

// Candidate is a field that the words of a header may name.
type Candidate struct {
	Field  audit.Field
	Whole  bool   // every word of the header belongs to the field's name; else the header holds other words too
	Pair   string // name of the pair of columns to be joined, empty if none
	Last   bool   // the last-name half of the pair
	Series int    // number of the column in a series, 0 if none
}

// pattern is a set of words that name a field. A word may have alternatives, written "a|b".
type pattern struct {
	field audit.Field
	need  string
}

// patterns name the fields by single words of a header, whatever their order. Whole headers that are known stand in
// data/headers.csv and count more. The first pattern of a field that holds counts.
var patterns = []pattern{
	{audit.DateOfService, "dos"}, {audit.DateOfService, "date service|treatment|session|visit|seen|encounter|therapy|appointment"},
	{audit.DateOfService, "service from|begin|start"}, {audit.DateOfService, "day"}, {audit.DateOfService, "date"}, {audit.DateOfService, "when"}, {audit.DateOfService, "rendered|performed|treated|seen|provided on"},
	{audit.VisitID, "visit|encounter|session|appointment id|key"},
	{audit.ClaimID, "claim id|number|control"},
	{audit.PatientID, "patient|client|student|recipient|beneficiary|resident|consumer|person|participant|child id|number|account|code|key"},
	{audit.PatientID, "patient|client|student|recipient|beneficiary identifier"}, {audit.PatientID, "record number"}, {audit.PatientID, "emr|ehr number"}, {audit.PatientID, "mrn"}, {audit.PatientID, "chart|account number|id"}, {audit.PatientID, "medical record"}, {audit.PatientID, "account"},
	{audit.PatientName, "patient|client|student|recipient|beneficiary|resident|consumer|participant|child|kid|veteran|member|learner"}, {audit.PatientName, "individual"}, {audit.PatientName, "last first"}, {audit.PatientName, "person served"}, {audit.PatientName, "who"}, {audit.PatientName, "account name"}, {audit.PatientName, "persons|person involved"},
	{audit.BirthDate, "dob"}, {audit.BirthDate, "birth"}, {audit.BirthDate, "birthdate"}, {audit.BirthDate, "birthday"},
	{audit.Code, "cpt"}, {audit.Code, "hcpcs"}, {audit.Code, "procedure"}, {audit.Code, "service|treatment|billing|activity|intervention|therapy code"}, {audit.Code, "service provided|performed|rendered"}, {audit.Code, "px"}, {audit.Code, "activity"}, {audit.Code, "item|line code"},
	{audit.Description, "description"}, {audit.Description, "intervention"}, {audit.Description, "did"},
	{audit.Modifiers, "modifier"},
	{audit.UnitsBilled, "units"}, {audit.UnitsBilled, "quantity"}, {audit.UnitsBilled, "uos"},
	{audit.TimedMinutes, "total timed|direct minutes|time"},
	{audit.TreatmentMinutes, "total|session|visit minutes|time|length|duration"}, {audit.TreatmentMinutes, "treatment total"}, {audit.TreatmentMinutes, "length treatment|session|visit|appointment"},
	{audit.Minutes, "minutes"}, {audit.Minutes, "duration"}, {audit.Minutes, "hours"}, {audit.Minutes, "time spent|billed|with|treated"},
	{audit.StartTime, "start|begin|in|from time"}, {audit.StartTime, "start"},
	{audit.EndTime, "end|stop|out|to|finish time"}, {audit.EndTime, "end"},
	{audit.AssistantMinutes, "assistant minutes"},
	{audit.Assistant, "assistant"},
	{audit.Supervisor, "supervisor"}, {audit.Supervisor, "supervising"}, {audit.Supervisor, "cosigner"},
	{audit.Therapist, "therapist"}, {audit.Therapist, "clinician"}, {audit.Therapist, "rendering"}, {audit.Therapist, "provider"},
	{audit.Therapist, "treatment|seen|performed|rendered|provided|treated|served by"}, {audit.Therapist, "who treated|saw"}, {audit.Therapist, "practitioner"}, {audit.Therapist, "staff"}, {audit.Therapist, "employee"}, {audit.Therapist, "otr"},
	{audit.Credential, "credential"}, {audit.Credential, "license type"}, {audit.Credential, "provider|therapist|staff|clinician type|title|role|level"},
	{audit.NPI, "npi"},
	{audit.DisciplineField, "discipline"}, {audit.DisciplineField, "specialty"},
	{audit.Payer, "payer"}, {audit.Payer, "insurance"}, {audit.Payer, "carrier"}, {audit.Payer, "insurer"}, {audit.Payer, "funder"},
	{audit.Payer, "funding"}, {audit.Payer, "coverage"}, {audit.Payer, "financial class"},
	{audit.Charge, "charge"}, {audit.Charge, "fee"}, {audit.Charge, "billed amount"}, {audit.Charge, "amount"},
	{audit.Allowed, "allowed"}, {audit.Allowed, "allowable"},
	{audit.Diagnoses, "dx"}, {audit.Diagnoses, "icd10"},
	{audit.PlaceOfService, "place service"}, {audit.PlaceOfService, "pos"},
	{audit.ReferringProvider, "referring|ordering|certifying|referred provider|physician|doctor|md"}, {audit.ReferringProvider, "referring"}, {audit.ReferringProvider, "physician"},
	{audit.Authorization, "authorization number|id|code"}, {audit.Authorization, "authorization"}, {audit.Authorization, "precert"},
	{audit.PlanOfCareDate, "planofcare date|start|from"},
	{audit.CertificationEnd, "certification|planofcare end|thru|through|exp|expires|expiration|to"},
	{audit.CertificationDate, "certification|certified date"}, {audit.CertificationDate, "md|physician signed|signature"},
	{audit.ProgressReportDate, "progress date"}, {audit.ProgressReportDate, "pr|pn date"},
	{audit.SignatureDate, "signed"}, {audit.SignatureDate, "sign date"}, {audit.SignatureDate, "signature date"},
	{audit.VisitType, "visit|note|session|encounter|appointment|service type"},
	{audit.Subjective, "subjective"}, {audit.Objective, "objective"}, {audit.Assessment, "assessment"},
	{audit.Note, "note"}, {audit.Note, "narrative"},
	{audit.GroupSize, "group size|number"}, {audit.GroupSize, "participants"},
	{audit.Status, "visit|appointment|attendance status"}, {audit.Status, "attendance"}, {audit.Status, "status"},
}

// sayingNothing are words that may stand in the name of any field.
var sayingNothing = words("how many what which was were did you we is if any cnt count line of the for a an in by per and on line primary main 1 billed charged submitted actual name code codes number id full " +
	"rendered delivered provided individual date number's text value log our this ot pt")

// contrary are words by which a header names something else, although another word of it names a field: what is planned,
// allowed, paid or owed, what office work or another person did. A field that such a word belongs to is excepted.
var contrary = map[string][]audit.Field{
	"untimed": nil, "scheduled": nil, "schedule": nil, "planned": nil, "authorized": nil, "approved": {audit.Allowed}, "remaining": nil, "left": nil, "available": nil,
	"paid": nil, "payment": nil, "payments": nil, "balance": nil, "copay": nil, "coinsurance": nil, "deductible": nil, "secondary": nil, "tertiary": nil,
	"due": nil, "posted": nil, "posting": nil, "created": nil, "modified": nil, "entered": nil, "entry": nil, "updated": nil, "printed": nil, "received": nil,
	"invoice": nil, "statement": nil, "check": nil, "adjustment": nil, "adjusted": nil, "adj": nil, "expected": nil, "contracted": nil, "budget": nil, "target": nil, "goal": nil, "rate": nil, "price": nil,
	"drive": nil, "travel": nil, "mileage": nil, "miles": nil, "documentation": nil, "indirect": nil, "prep": nil, "break": nil, "lunch": nil, "nonbillable": nil, "unbilled": nil, "unbillable": nil,
	"missed": nil, "worked": nil, "concurrent": nil, "conc": nil, "denied": nil, "cotreat": nil, "co": {audit.Supervisor, audit.Payer}, "non": nil, "week": nil, "wk": nil, "weekly": nil, "iep": nil, "clock": nil, "max": nil, "maximum": nil, "limit": nil, "used": nil, "ytd": nil, "average": nil, "avg": nil, "prior": {audit.Authorization}, "previous": nil, "next": nil,
	"phone": nil, "fax": nil, "email": nil, "address": nil, "age": nil, "sex": nil, "row": nil, "batch": nil, "facility": nil,
	"referral": {audit.Authorization, audit.ReferringProvider}, "onset": nil, "injury": nil, "admit": nil, "admission": nil, "discharge": nil, "hire": nil, "policy": nil, "group": {audit.GroupSize}, "member": {audit.Therapist}, "subscriber": nil, "guarantor": nil,
	"denial": nil, "reason": nil, "revenue": nil, "pointer": nil, "ptr": nil, "eval": nil, "evaluation": nil, "tech": nil, "aide": nil, "case": nil, "manager": nil, "cost": nil, "unit's": nil,
	"billing": {audit.Code, audit.UnitsBilled, audit.Modifiers, audit.Charge}, "referring": {audit.ReferringProvider}, "ordering": {audit.ReferringProvider}, "certifying": {audit.ReferringProvider},
	"supervising": {audit.Supervisor}, "supervisor": {audit.Supervisor}, "assistant": {audit.Assistant, audit.AssistantMinutes},
	"claim": {audit.ClaimID, audit.DateOfService}, "authorization": {audit.Authorization}, "signed": {audit.SignatureDate, audit.CertificationDate}, "allowed": {audit.Allowed}, "allowable": {audit.Allowed},
}

// notWith are words beside which a field is not meant: visits of an authorization are no key of it.
var notWith = map[audit.Field][]string{
	audit.Authorization: wordList("units minutes hours visit visits"), audit.PatientName: wordList("status type"), audit.ReferringProvider: wordList("number"), audit.VisitID: wordList("authorization"),
}

func wordList(text string) []string { return strings.Fields(text) }

// spelledWords are written out before patterns are tried, beside the abbreviations of section 4 of the import contract.
var spelledWords = map[string]string{
	"unit": "units", "minute": "minutes", "hr": "hours", "hour": "hours", "payor": "payer", "payers": "payer", "insurances": "insurance", "mods": "modifier", "modifiers": "modifier",
	"grp": "group", "mn": "minutes", "unt": "units", "dur": "duration", "bene": "beneficiary", "rec": "record", "ended": "end", "started": "start", "childs": "child", "kids": "kid", "students": "student", "members": "member", "veterans": "veteran", "kiddo": "kid", "who": "who", "mnt": "minutes", "mnts": "minutes", "pat": "patient", "pts": "patient", "clients": "client", "patients": "patient", "procs": "procedure", "procedures": "procedure", "px": "procedure",
	"services": "service", "rendered": "rendered", "desc": "description", "descr": "description", "charges": "charge", "fees": "fee", "notes": "note", "dates": "date", "times": "time", "tm": "time",
	"therapists": "therapist", "ther": "therapist", "clin": "clinician", "cota": "assistant", "ota": "assistant", "asst": "assistant", "credentials": "credential",
	"sup": "supervisor", "diagnoses": "dx", "icds": "dx", "icd10": "dx", "sch": "scheduled", "sched": "scheduled", "rem": "remaining", "pd": "paid", "pmt": "payment", "bal": "balance",
	"sec": "secondary", "ref": "referring", "bill": "billed", "beg": "begin", "strt": "start", "finish": "end", "stop": "end", "units'": "units", "uts": "units", "dob": "dob", "authorisation": "authorization",
	"authd": "authorized", "facil": "facility", "created": "created", "phys": "physician", "dr": "physician", "sess": "session", "enc": "encounter", "len": "length", "durn": "duration", "tot": "total", "ttl": "total", "pri": "primary", "prim": "primary",
	"mrn": "mrn", "cpts": "cpt", "rx": "treatment", "trt": "treatment", "treat": "treatment", "sv": "service", "provider's": "provider", "fin": "financial",
}

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// Words are a header taken apart for its single words.
type Words struct {
	Candidates []Candidate
	Contrary   string // the word by which the header names something else; empty if there is none
	Hint       string // taken off in brackets, as of HeaderMatch
	Number     int    // in the middle or at the end: "Procedure 1 Units"
}

// WordsOf returns the fields that the single words of a header may name, the most telling first. It knows no whole headers.
func WordsOf(text string) Words {
	if len(text) > maxHeaderBytes {
		return Words{}
	}
	rest, hint := TakeHint(TidyHeader(text))
	w := Words{Hint: hint}
	var list []string
	for _, word := range headerWords(spellSigns.Replace(rest)) {
		word, n := splitNumber(word)
		if n > 0 {
			w.Number = n
		}
		if word != "" {
			for _, part := range runTogether(word) {
				list = append(list, strings.Fields(spelled(part, rest))...)
			}
		}
	}
	if len(list) == 0 {
		return w
	}
	if len(list) == 1 && list[0] == "id" {
		w.Candidates = append(w.Candidates, Candidate{Field: audit.PatientID})
	}
	if len(list) == 1 && list[0] == "item" {
		w.Candidates = append(w.Candidates, Candidate{Field: audit.Description})
	}
	used := map[audit.Field]bool{}
	for _, p := range patterns {
		if used[p.field] || slices.ContainsFunc(notWith[p.field], func(word string) bool { return slices.Contains(list, word) }) {
			continue
		}
		matched := p.match(list)
		if matched == nil {
			continue
		}
		used[p.field] = true
		c := Candidate{Field: p.field, Whole: true, Series: w.Number}
		against := ""
		for _, word := range list {
			if but, is := contrary[word]; is && !slices.Contains(but, p.field) {
				against = word
			}
			if !slices.Contains(matched, word) && !sayingNothing[word] && !ownWord(p.field, word) {
				c.Whole = false
			}
		}
		if against != "" {
			w.Contrary = against
			continue
		}
		if p.field == audit.PatientName || p.field == audit.Therapist {
			c.Pair, c.Last = nameHalf(list)
		}
		w.Candidates = append(w.Candidates, c)
	}
	if w.Contrary == "" && len(w.Candidates) == 0 {
		for _, word := range list {
			if but, is := contrary[word]; is && but == nil {
				w.Contrary = word
			}
		}
	}
	return w
}

// ownWord reports words that belong to a field's name without naming it.
func ownWord(f audit.Field, word string) bool {
	switch f {
	case audit.Minutes, audit.TimedMinutes, audit.TreatmentMinutes:
		return word == "service" || word == "cpt" || word == "procedure" || word == "treatment" || word == "therapy" || word == "time" || word == "timed" || word == "direct" || word == "total" || word == "spent"
	case audit.UnitsBilled:
		return word == "service" || word == "cpt" || word == "procedure" || word == "timed" || word == "treatment"
	case audit.DateOfService:
		return word == "from" || word == "start" || word == "begin" || word == "patient" || word == "service"
	case audit.PatientName, audit.PatientID:
		return word == "last" || word == "first" || word == "patient" || word == "account"
	case audit.Therapist:
		return word == "treating" || word == "rendering" || word == "provider" || word == "therapist" || word == "staff" || word == "occupational" || word == "seen" || word == "service"
	case audit.Payer:
		return word == "plan" || word == "company" || word == "payer" || word == "insurance" || word == "class" || word == "type"
	case audit.Diagnoses:
		return word == "treatment" || word == "treating" || word == "medical" || word == "10" || word == "cm"
	case audit.NPI:
		return word == "provider" || word == "rendering" || word == "therapist"
	case audit.Code:
		return word == "service" || word == "treatment" || word == "hcpcs" || word == "cpt" || word == "procedure"
	case audit.Description:
		return word == "item" || word == "charge" || word == "service" || word == "procedure" || word == "cpt" || word == "treatment"
	case audit.Charge:
		return word == "amount" || word == "total" || word == "gross" || word == "$"
	}
	return false
}

// match returns the words of a header that make the pattern; nil if one is missing.
func (p pattern) match(list []string) []string {
	var matched []string
	for _, need := range strings.Fields(p.need) {
		at := slices.IndexFunc(list, func(word string) bool { return slices.Contains(strings.Split(need, "|"), word) })
		if at < 0 {
			return nil
		}
		matched = append(matched, list[at])
	}
	return matched
}

// splitNumber takes the number off a word: "cpt2", "2".
func splitNumber(word string) (string, int) {
	end := len(word)
	for end > 0 && word[end-1] >= '0' && word[end-1] <= '9' {
		end--
	}
	if end == len(word) || len(word)-end > 2 || word == "icd10" {
		return word, 0
	}
	n := 0
	for _, c := range word[end:] {
		n = n*10 + int(c-'0')
	}
	if n < 1 || n > MaxSeries {
		return word, 0
	}
	return word[:end], n
}

func spelled(word, header string) string {
	switch word {
	case "u", "un", "ut":
		return "units"
	case "m":
		if strings.Contains(header, "#") {
			return "minutes"
		}
		return word
	case "pt":
		if len(headerWords(header)) > 1 {
			return "patient"
		}
		return word
	case "lname", "lastname", "last":
		return "last name"
	case "fname", "firstname", "first":
		return "first name"
	case "patientid", "ptid", "clientid":
		return "patient id"
	case "patientname", "ptname", "clientname":
		return "patient name"
	}
	if long, ok := spelledWords[word]; ok {
		return long
	}
	if long, ok := headerAbbreviations[word]; ok {
		return long
	}
	return word
}

// nameHalf returns the pair that the words "first" and "last" make two columns of.
func nameHalf(list []string) (pair string, last bool) {
	isFirst, isLast := slices.Contains(list, "first"), slices.Contains(list, "last")
	if isFirst == isLast {
		return "", false
	}
	return "first + last", isLast
}

// vocabulary are all words that a header may be made of.
var vocabulary = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for word := range contrary {
		all[word] = true
	}
	for word := range sayingNothing {
		all[word] = len(word) > 2 || word == "of"
	}
	for _, table := range []map[string]string{spelledWords, headerAbbreviations} {
		for word := range table {
			all[word] = len(word) > 2
		}
	}
	for _, p := range patterns {
		for _, need := range strings.Fields(p.need) {
			for _, word := range strings.Split(need, "|") {
				all[word] = len(word) > 2
			}
		}
	}
	for _, word := range strings.Fields("treated minutes minute modifiers modifier units unit first last") {
		all[word] = true
	}
	return all
})

// runTogether splits a word that is none into two or three that are: "minutestreated".
func runTogether(word string) []string {
	known := vocabulary()
	if len(word) < 6 || known[word] {
		return []string{word}
	}
	for i := 3; i <= len(word)-2; i++ {
		if !known[word[:i]] {
			continue
		}
		if known[word[i:]] {
			return []string{word[:i], word[i:]}
		}
		for j := i + 2; j <= len(word)-3; j++ {
			if known[word[i:j]] && known[word[j:]] {
				return []string{word[:i], word[i:j], word[j:]}
			}
		}
	}
	return []string{word}
}
