package rules

import "otaudit/audit"

// assistantsTime says that the time of a line need not be that of the therapist it names: an assistant is named or has
// minutes on it, or CO or CQ says that one took part. Nothing if the line is the therapist's, or the assistant's own.
func assistantsTime(l *audit.Line) string {
	named := l.Has(audit.Assistant) && (!l.Has(audit.AssistantMinutes) || l.Int(audit.AssistantMinutes) > 0)
	coded := l.Carries(audit.CO|audit.CQ) && !audit.IsAssistant(l.Session)
	if named || coded || l.Int(audit.AssistantMinutes) > 0 {
		return mayBeAssistants
	}
	return ""
}

// mayBeAssistants is the cause for a line whose time cannot be told to be the therapist's.
const mayBeAssistants = "assistant: the time may be the assistant's"

// ownTime gives the lines whose time is the therapist's and whose patient is known, and counts the others as not
// evaluated.
func ownTime(p *audit.Pass, lines []*audit.Line) []*audit.Line {
	return keep(lines, func(l *audit.Line) bool {
		cause := assistantsTime(l)
		if audit.PatientKey(l.Session) == "" {
			cause = audit.Missing(l, audit.PatientID)
		}
		if cause != "" {
			p.NotEvaluated(l, cause)
		}
		return cause == ""
	})
}

func onePatient(a, b *audit.Line) bool {
	if a.Has(audit.PatientID) && b.Has(audit.PatientID) {
		return a.Symbol(audit.PatientID) == b.Symbol(audit.PatientID)
	}
	return audit.PatientKey(a.Session) == audit.PatientKey(b.Session)
}

// eachPatient calls do for the lines of each patient. The lines of a shift come in the run's order, which keeps the
// lines of a patient together.
func eachPatient(lines []*audit.Line, do func([]*audit.Line)) {
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && onePatient(lines[start], lines[end]) {
			end++
		}
		do(lines[start:end])
		start = end
	}
}

// blocksOfShift divides a therapist's lines of one date into blocks, in the order of their starts.
func blocksOfShift(lines []*audit.Line) []block {
	var blocks []block
	eachPatient(lines, func(patient []*audit.Line) {
		if isOneBlock(patient) {
			blocks = append(blocks, blockOf(patient))
			return
		}
		blocks = append(blocks, blocksOfDay(patient)...)
	})
	sortBlocks(blocks)
	return blocks
}

// minutesOfShift adds up a therapist's one-on-one minutes of a date. S003 and S004 judge it from two sides. Lines that are
// not evaluated are left out, so that the sum is a lower bound.
type minutesOfShift struct {
	lines   []*audit.Line
	unknown []*audit.Line // whose time may be another's
	sum     int
	span    int // from the first start to the last end; 0 if a line has no times
}

type minutesOfShiftKey struct{}

// minutesOfShiftOf adds the minutes up once for both rules, which admit the same lines, and counts those that are not
// evaluated.
func minutesOfShiftOf(p *audit.Pass, g *audit.Group) *minutesOfShift {
	m := g.Shared(minutesOfShiftKey{}, func() any { return newMinutesOfShift(g.Lines) }).(*minutesOfShift)
	notEvaluated(p, m.unknown, mayBeAssistants)
	return m
}

func newMinutesOfShift(lines []*audit.Line) *minutesOfShift {
	m := &minutesOfShift{}
	m.lines = keep(lines, func(l *audit.Line) bool {
		if assistantsTime(l) == "" || l.Has(audit.AssistantMinutes) {
			return true
		}
		m.unknown = append(m.unknown, l)
		return false
	})
	first, last, timed := audit.Clock(24*60), audit.Clock(0), true
	for _, l := range m.lines {
		m.sum += max(0, l.Int(audit.Minutes)-l.Int(audit.AssistantMinutes))
		timed = timed && l.Has(audit.StartTime) && l.Has(audit.EndTime) && l.Clock(audit.StartTime) < l.Clock(audit.EndTime)
		first, last = min(first, l.Clock(audit.StartTime)), max(last, l.Clock(audit.EndTime))
	}
	if timed && len(m.lines) > 0 {
		m.span = int(last - first)
	}
	return m
}

// doubledMinutes adds up the time that a therapist's one-on-one blocks with different patients share.
func doubledMinutes(lines []*audit.Line) (sum int) {
	own := keep(lines, func(l *audit.Line) bool {
		return hasTimes(l) && l.Clock(audit.EndTime) > l.Clock(audit.StartTime) && assistantsTime(l) == "" && audit.PatientKey(l.Session) != ""
	})
	twoPatients := func(a, b *block) bool { return !onePatient(a.first(), b.first()) }
	overlaps(blocksOfShift(own), twoPatients, func(later, earlier *block) { sum += sharedMinutes(later, earlier) })
	return sum
}

// The hours of one-on-one work in a day above which a shift is impossible, and above which it is heavy. Both are
// conventions.
const (
	impossibleMinutes = 16 * 60
	heavyMinutes      = 10 * 60
)
