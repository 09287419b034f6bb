package privacy

import (
	"cmp"
	"slices"
	"strings"

	"otaudit/audit"
)

// reconciled replaces the names in the comparison with claims and remittances, of which only the tally of denials has any.
func (p *publisher) reconciled(r, out *audit.Result) {
	if r.Reconciled == nil {
		return
	}
	published := *r.Reconciled
	published.Denials = slices.Clone(published.Denials)
	for i := range published.Denials {
		d := &published.Denials[i]
		d.Key = p.key(d.Dimension, d.Key)
	}
	// Codes in the order of the names would tell the names' order.
	slices.SortStableFunc(published.Denials, func(a, b audit.Denial) int {
		return cmp.Or(strings.Compare(a.Dimension, b.Dimension), strings.Compare(a.Key, b.Key))
	})
	out.Reconciled = &published
}
