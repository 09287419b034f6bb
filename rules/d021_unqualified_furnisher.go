package rules

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// d021 finds services that a person furnished who may not furnish therapy, or not that of the line's plan of care.
func d021(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "D021", Name: "unqualified-furnisher", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that the person on each billed line may furnish therapy under the plan of care that the line is billed under.",
		Cites:   []audit.Cite{manual(benefitManual, "ch.15 §220 A, §230"), manual("42 CFR", "484.115")},
		Denial:  k.denial("provider_not_eligible"),
		Scope:   audit.ScopeSession, Columns: audit.Fields(audit.Credential), Applies: onBillLines,
		Judge: eachLine(func(p *audit.Pass, l *audit.Line) {
			if !l.Fills(audit.Credential) {
				p.NotEvaluated(l, audit.Missing(l, audit.Credential))
				return
			}
			r, known := judgeFurnisher(l)
			switch {
			case !known:
				p.NotEvaluated(l, audit.Missing(l, audit.Credential))
			case r.Message != "":
				r.Line, r.Field = l, audit.Credential
				if l.Terms.UnitRule != audit.UnitRuleCMS8 || l.Terms.Assumed {
					r.Severity = audit.Warning
				}
				r.AtStake = r.Severity != audit.Warning
				p.Report(r)
			}
		}),
	}
}

// Persons whose services are no therapy services, as credential columns name them; and those who may furnish them or are judged
// with less certainty.
var (
	unqualifiedWords = []string{"aide", "tech", "technician", "athletic trainer", "atc", "lat", "massage", "lmt", "cmt", "recreation therapist",
		"recreational therapist", "ctrs"}
	nurseWords     = []string{"rn", "lpn", "lvn", "nurse"}
	permittedWords = []string{"md", "do", "np", "pa", "pa c", "cns", "aprn", "fnp", "nurse practitioner", "physician", "physician assistant", "clinical nurse specialist"}
	orthotistWords = []string{"co", "cp", "cpo", "orthotist", "prosthetist"}
	studentWords   = []string{"student", "cota s", "ota s", "ot s", "otr s", "pt s", "pta s", "slp s", "s ota", "s pt", "s pta", "s slp", "fieldwork"}
)

func saysAny(text string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(phrase string) bool { return hasWords(text, phrase) })
}

// judgeFurnisher says what is wrong with the person on the line; an empty report if nothing is. It is not known where the text
// of the credential names nobody: I001 says so. Credentials that the import keeps no token of are read as they are written.
func judgeFurnisher(l *audit.Line) (r audit.Report, known bool) {
	student, named := audit.IsStudent(l.Session), (namesTherapist(l) || audit.IsAssistant(l.Session)) && !namesAide(l)
	text := ""
	if !student && !named { // seldom: the text is read word by word
		text = strings.ReplaceAll(l.Written(audit.Credential), ".", "")
		student = saysAny(text, studentWords)
	}
	switch {
	case student && isEvaluation(l): // E004 says so
		return audit.Report{}, true
	case student && (namesTherapist(l) || l.Has(audit.Supervisor)):
		return audit.Report{Severity: audit.Warning,
			Message: "billed with a student on record beside a therapist; the service counts only as the therapist's, who has to be in the room throughout, direct the service, treat nobody else and sign",
			Action:  "Supervisor: does the note show that the therapist was in the room for the whole service and treated no other patient meanwhile?"}, true
	case student:
		return audit.Report{
			Message: "billed with only a student on record; what a student furnishes alone is not a therapy service",
			Action:  "Supervisor: find the therapist who was in the room and directed the service. Biller: do not bill the line unless the note shows one."}, true
	case named:
		return otherDiscipline(l), true
	case saysAny(text, permittedWords) || saysAny(text, orthotistWords):
		return audit.Report{}, true
	case saysAny(text, unqualifiedWords):
		return audit.Report{
			Message: "billed with a person on record who is no therapist and no therapy assistant (aide, technician, athletic trainer, massage or recreation therapist); such services are not therapy services",
			Action:  "Supervisor: find who furnished the service. Biller: do not bill the line unless the note shows a therapist or a supervised assistant."}, true
	case saysAny(text, nurseWords):
		return audit.Report{Severity: audit.Warning,
			Message: "billed with a nurse on record; nurses are not qualified to furnish therapy under a therapy plan of care",
			Action:  "Supervisor: find who furnished the service, and under which plan of care."}, true
	}
	return audit.Report{}, false
}

// namesAide says whether the credential is that of an aide or technician of a discipline: PT Aide.
func namesAide(l *audit.Line) bool {
	return slices.ContainsFunc(l.List(audit.Credential), func(c string) bool { return c == "AIDE" || c == "TECH" || c == "TECHNICIAN" })
}

// otherDiscipline reports a person of another discipline than the modifier of the line says. Where the line states its own
// discipline and the modifier is not that one's, or the person is OT's, it is the modifier that M002 asks about.
func otherDiscipline(l *audit.Line) audit.Report {
	carried := disciplineModifiers(l)
	persons := personDisciplines(l)
	if len(carried) != 1 || len(persons) == 0 {
		return audit.Report{}
	}
	if slices.ContainsFunc(persons, func(d audit.Discipline) bool { return d.Modifier() == carried[0] }) {
		return audit.Report{}
	}
	if l.Has(audit.DisciplineField) && l.Discipline.Modifier() != carried[0] || !l.Has(audit.DisciplineField) && l.Discipline == audit.OT {
		return audit.Report{}
	}
	return audit.Report{
		Message: "billed with " + carried[0] + ", and the person on record is of " + persons[0].String() + ": a service is billed under the plan of care of the discipline that furnished it",
		Action:  "Supervisor: find who furnished the service. Biller: bill it with the modifier of that person's discipline, if there is a plan of care for it.",
	}
}

// personDisciplines lists the disciplines that the credentials on the line name.
func personDisciplines(l *audit.Line) []audit.Discipline {
	var found []audit.Discipline
	for _, c := range l.List(audit.Credential) {
		if d, ok := audit.CredentialDiscipline(c); ok && !slices.Contains(found, d) {
			found = append(found, d)
		}
	}
	return found
}
