package rules

import (
	"otaudit/audit"
	"otaudit/rules/units"
)

// furnisher says who furnished a line: the shares of its minutes, and whether it was all one person's, which can be
// known without minutes.
type furnisher struct {
	shares    units.Shares
	minutes   bool // the shares are known
	assistant bool // the assistant alone furnished the line
	therapist bool // the assistant furnished nothing alone
	cause     string
}

// personPart says whose a line is.
type personPart uint8

const (
	byBoth personPart = iota
	byAssistant
	byTherapist
)

func (f furnisher) part() personPart {
	switch {
	case f.assistant:
		return byAssistant
	case f.therapist:
		return byTherapist
	}
	return byBoth
}

// furnisherOf takes the split of the minutes from their columns, else from the credential: the credential of an
// assistant without a split means that the assistant did the whole line. An assistant who is named on a therapist's line
// did an unknown part of it.
func furnisherOf(l *audit.Line) furnisher {
	for _, f := range [...]audit.Field{audit.AssistantMinutes, audit.TogetherMinutes, audit.Credential, audit.Minutes} {
		if l.Unreadable(f) {
			return furnisher{cause: audit.Missing(l, f)}
		}
	}
	if l.Int(audit.Minutes) < 0 || l.Int(audit.AssistantMinutes) < 0 || l.Int(audit.TogetherMinutes) < 0 {
		return furnisher{cause: "minutes: below zero"}
	}
	if l.Has(audit.AssistantMinutes) || l.Int(audit.TogetherMinutes) > 0 {
		return splitFurnisher(l)
	}
	f := furnisher{minutes: l.Has(audit.Minutes)}
	switch {
	case isAssistantLine(l):
		f.assistant = true
		f.shares.Assistant = l.Int(audit.Minutes)
	case audit.IsAssistant(l.Session), l.Has(audit.Assistant):
		return furnisher{cause: audit.Missing(l, audit.AssistantMinutes)}
	case l.Unreadable(audit.Assistant):
		return furnisher{cause: audit.Missing(l, audit.Assistant)}
	case l.Has(audit.Credential), l.Binds(audit.AssistantMinutes), l.Binds(audit.Assistant):
		f.therapist = true
		f.shares.Therapist = l.Int(audit.Minutes)
	default:
		return furnisher{cause: audit.Missing(l, audit.Credential)}
	}
	return f
}

// splitFurnisher reads a line whose minutes are split by person. On an assistant's line the assistant's own minutes are
// those not furnished together, unless their column has them.
func splitFurnisher(l *audit.Line) furnisher {
	together := l.Int(audit.TogetherMinutes)
	alone := l.Int(audit.AssistantMinutes)
	switch {
	case isAssistantLine(l) && l.Has(audit.AssistantMinutes) && alone == 0 && together == 0:
		return furnisher{cause: "assistant_minutes: 0 on an assistant's line"}
	case !l.Has(audit.Minutes) && alone == 0 && !isAssistantLine(l):
		return furnisher{therapist: true}
	case !l.Has(audit.Minutes):
		return furnisher{cause: audit.Missing(l, audit.Minutes)}
	case isAssistantLine(l) && !l.Has(audit.AssistantMinutes):
		alone = l.Int(audit.Minutes) - together
	}
	rest := l.Int(audit.Minutes) - together - alone
	if rest < 0 || alone < 0 {
		return furnisher{cause: "assistant_minutes: above the minutes of the line"}
	}
	return furnisher{
		shares:  units.Shares{Therapist: rest, Assistant: alone, Together: together},
		minutes: true, assistant: alone > 0 && rest+together == 0, therapist: alone == 0,
	}
}

// furnishersOf reads all the lines, or says why one of them cannot be read.
func furnishersOf(lines []*audit.Line) (by []furnisher, cause string) {
	by = make([]furnisher, 0, len(lines))
	for _, l := range lines {
		f := furnisherOf(l)
		if f.cause != "" {
			return nil, f.cause
		}
		by = append(by, f)
	}
	return by, ""
}

// showsAssistant says whether the lines say anything of an assistant's part: minutes, be they 0, or a credential. Without
// that a therapist's credential says little: it may be that of the supervisor of the assistant who furnished the service.
func showsAssistant(lines []*audit.Line) bool {
	for _, l := range lines {
		if l.Has(audit.AssistantMinutes) || l.Int(audit.TogetherMinutes) > 0 || isAssistantLine(l) {
			return true
		}
	}
	return false
}
