package rules

import (
	"fmt"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// n005 finds the pairs of N001 and N002 between lines of different disciplines. An institution bills all its disciplines on one
// claim, so that its edits meet lines of several; a private practice has them inside a discipline.
func n005(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "N005", Name: "pair-across-disciplines", Severity: audit.Error, MaxSafety: audit.Manual,
		Purpose: "Checks that no two codes that different disciplines of an institution billed for a patient's day stand in an edit.",
		Cites:   []audit.Cite{manual(ncciManual, "ch.I §E; ch.XI"), manual(claimsManual, "ch.23 §20.9")},
		Denial:  k.denial("ncci_bundled"),
		Payers:  audit.CodeEdits, Scope: audit.ScopeLog, Needs: audit.Fields(audit.Code, audit.PatientID),
		Concerns: func(*audit.Line) bool { return k.institutional() },
		Judge: func(p *audit.Pass, g *audit.Group) {
			if disciplinesOf(g.All) < 2 {
				notEvaluated(p, g.Lines, "discipline: the log holds one only, and edits meet those of the other disciplines too")
				return
			}
			eachOfPatients(g.Lines, func(patient []*audit.Line) {
				if disciplinesOf(patient) > 1 {
					eachDateOfPatient(patient, func(day []*audit.Line) { k.judgeAcross(p, day) })
				}
			})
		},
	}
}

// judgeAcross reports each line that an edit denies for a line of another discipline and the same payer.
func (k *kit) judgeAcross(p *audit.Pass, day []*audit.Line) {
	for _, l := range day {
		if l.Proc == nil {
			p.NotEvaluated(l, "code: no table row for the date")
			continue
		}
		h := hit{line: l}
		for _, first := range day {
			if first.Discipline == l.Discipline || !meetsEdits(first) || !meetsEdits(l) || first.Symbol(audit.Payer) != l.Symbol(audit.Payer) {
				continue
			}
			edit, ok := k.tables.Pair(first.Proc.Code, l.Proc.Code, refdata.OutpatientHospital, l.Date(audit.DateOfService))
			if ok && (!edit.ModifierHelps || !isBypassed(first, l)) {
				h.partners = append(h.partners, first)
				h.edits = append(h.edits, codePair{edit: edit})
			}
		}
		if h.partners != nil {
			p.Report(k.acrossReport(&h))
		}
	}
}

func (k *kit) acrossReport(h *hit) audit.Report {
	l, partner, edit := h.line, h.partners[0], h.edits[0].edit
	message := fmt.Sprintf("%s of %s and %s of %s were billed for one day of the patient and are an active edit pair; %s is column 2, the line denied",
		l.Proc.Code, l.Discipline, partner.Proc.Code, partner.Discipline, l.Proc.Code)
	action := fmt.Sprintf("Biller: settle it between the two disciplines. Treating therapists of %s and %s: were the services given in separate intervals of time, and do the records show it?",
		l.Discipline, partner.Discipline)
	if edit.ModifierHelps {
		message += "; no modifier that would tell the two apart (59, XE, XS, XP, XU) is on either line"
	} else {
		message += "; its indicator is 0, and no modifier lifts it"
		action = fmt.Sprintf("Biller: bill one of the two codes, as %s and %s agree by what the records show.", l.Discipline, partner.Discipline)
	}
	r := h.report(k, message, action)
	r.Scope = audit.ScopePatient
	r.Fix = fixOf("settle the two lines between the disciplines", audit.Manual, nil)
	return r
}
