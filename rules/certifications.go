package rules

import "otaudit/audit"

// certification is one certification of an episode, as its lines state it.
type certification struct {
	from, end       audit.Date
	hasFrom, hasEnd bool
}

// certificationsOf lists the certifications that the lines state. A log repeats the same one on many lines; where some of them
// give the end and others do not, the end stands.
func certificationsOf(lines []*audit.Line) []certification {
	var list []certification
	for _, l := range lines {
		c := certification{from: l.Date(audit.CertificationDate), end: l.Date(audit.CertificationEnd),
			hasFrom: l.Has(audit.CertificationDate), hasEnd: l.Has(audit.CertificationEnd)}
		if c.hasFrom || c.hasEnd {
			list = addCertification(list, c)
		}
	}
	return list
}

func addCertification(list []certification, c certification) []certification {
	for i := range list {
		known := &list[i]
		if *known == c {
			return list
		}
		if c.hasFrom && known.hasFrom && c.from == known.from && (!c.hasEnd || !known.hasEnd) {
			if c.hasEnd {
				*known = c
			}
			return list
		}
	}
	return append(list, c)
}

// lastDay gives the last day that the certification covers: the end if it is stated, else so many days after it.
func (c *certification) lastDay(covers int) audit.Date {
	if c.hasEnd {
		return c.end
	}
	return c.from + audit.Date(covers)
}

// coverage says whether a certification had begun by the day, and whether one covers it. Without a covering one, latest is the
// one that covers longest.
func coverage(list []certification, on audit.Date, covers int) (latest *certification, covered bool) {
	for i := range list {
		c := &list[i]
		if c.hasFrom && c.from > on {
			continue
		}
		if on <= c.lastDay(covers) {
			return c, true
		}
		if latest == nil || c.lastDay(covers) > latest.lastDay(covers) {
			latest = c
		}
	}
	return latest, false
}
