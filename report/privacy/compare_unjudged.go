package privacy

import (
	"otaudit/audit"
	"otaudit/report/model"
)

// Unjudged gives what rules left unjudged under the codes and keys of the published result. Visits without a code were in no
// earlier run either. It is called after Finish.
func (b *Publishing) Unjudged(u *audit.Unjudged) *audit.Unjudged {
	p := b.publisher
	visit := p.visit
	if p.mode == model.ModeCode {
		codes := p.crosswalk.books[visitKind].codes
		visit = func(key string) string { return codes[key] }
	}
	return &audit.Unjudged{Visits: eachKey(u.Visits, visit), Patients: eachKey(u.Patients, p.patient)}
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
