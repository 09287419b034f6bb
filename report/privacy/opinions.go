package privacy

import (
	"fmt"
	"slices"

	"otaudit/audit"
)

// opinions replaces the user's own words for questions, which may tell the clinic.
func (p *publisher) opinions(r, out *audit.Result) {
	if r.Opinions == nil || !p.share {
		return
	}
	shown := *r.Opinions
	shown.Questions = slices.Clone(shown.Questions)
	for i := range shown.Questions {
		if shown.Questions[i].Own {
			shown.Questions[i].Name = fmt.Sprintf("question %d of the user", i+1)
		}
	}
	out.Opinions = &shown
}
