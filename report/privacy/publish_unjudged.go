package privacy

import "otaudit/audit"

// Unjudged returns what rules left unjudged under the keys of a set of the result. Visits without a code were in no earlier run either.
func Unjudged(r *audit.Result, u *audit.Unjudged, c *Codes, o Options) *audit.Unjudged {
	p := newPublisher(r, c, o)
	return &audit.Unjudged{Visits: eachKey(u.Visits, p.visit), Patients: eachKey(u.Patients, p.patient)}
}

func eachKey(lists map[string][]string, publish func(string) string) map[string][]string {
	published := make(map[string][]string, len(lists))
	for rule, keys := range lists {
		published[rule] = nil
		for _, key := range keys {
			published[rule] = append(published[rule], publish(key))
		}
	}
	return published
}
