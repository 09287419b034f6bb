package model

import (
	"cmp"
	"fmt"
	"slices"

	"otaudit/audit"
)

// MostOnPage is how many findings report.html holds: more would make it slow to open. Those with the largest amounts stay.
const MostOnPage = 20_000

// OnPage are the findings that report.html holds, in their order.
func OnPage(r *audit.Result) []*audit.Finding {
	all := make([]*audit.Finding, len(r.Findings))
	for i := range r.Findings {
		all[i] = &r.Findings[i]
	}
	if len(all) <= MostOnPage {
		return all
	}
	places := make([]int, len(all))
	for i := range places {
		places[i] = i
	}
	size := func(i int) audit.Cents { return max(all[i].Impact.Money, -all[i].Impact.Money) }
	slices.SortFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(all[b].Severity, all[a].Severity), cmp.Compare(a, b))
	})
	places = places[:MostOnPage]
	slices.Sort(places)
	held := make([]*audit.Finding, len(places))
	for i, place := range places {
		held[i] = all[place]
	}
	return held
}

// onPageText says which findings the page holds and where the rest is.
func onPageText(r *audit.Result) string {
	all := Plural(len(r.Findings), "finding", "findings")
	if len(r.Findings) <= MostOnPage {
		return all + ", in the order of their cells. All are here and in findings.csv."
	}
	return fmt.Sprintf("%s. This page holds the %s with the largest amounts, in the order of their cells; all are in findings.csv and audit.json. "+
		"A linked number counts all of them and shows those that are here.", all, Count(MostOnPage))
}
