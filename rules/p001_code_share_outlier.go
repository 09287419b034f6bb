package rules

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// p001 finds one procedure used far more than by the other therapists.
func p001(k *kit) *audit.Rule {
	return &audit.Rule{
		ID: "P001", Name: "code-share-outlier", Severity: audit.Warning,
		Purpose: "Checks that no code's share of a therapist's units is far above its share with other therapists.",
		Cites:   patternCites,
		Scope:   audit.ScopeMonth, Concerns: isOT, Applies: unitLines, Needs: audit.Fields(audit.Therapist),
		Judge: func(p *audit.Pass, g *audit.Group) {
			spreads := map[int32]spread{}
			eachAmongPeers(p, g, func(m *peerMonth, t *therapistMonth) (*audit.Report, string) {
				if t.units == 0 {
					return nil, noTreatment
				}
				return outlyingCode(m, t, spreads), ""
			}, k.codeShareByNorms(g))
		},
	}
}

const noTreatment = "units: none of treatment in the month"

// outlyingCode gives the report about the code that lies farthest above its share with the others; nil if none does.
func outlyingCode(m *peerMonth, t *therapistMonth, spreads map[int32]spread) *audit.Report {
	var far *codeUnits
	var farSpread spread
	highest := 0.0
	for symbol, c := range t.byCode {
		s, known := spreads[symbol]
		if !known {
			s = codeSpread(m, symbol)
			spreads[symbol] = s
		}
		score := s.score(codeShare(t, symbol), shareFloor)
		if score < outlying || score < highest || score == highest && strings.Compare(c.code, far.code) > 0 {
			continue
		}
		far, farSpread, highest = c, s, score
	}
	if far == nil {
		return nil
	}
	share := shareOf(int(far.units), int(t.units))
	return &audit.Report{
		Line: far.first, Field: audit.Code,
		Message: fmt.Sprintf("%s makes %.1f %% of the therapist's treatment units of the month (%s of %s), the median of all therapists is %.1f %%",
			far.code, share*100, far.units, t.units, farSpread.median*100),
		Working: farSpread.working(share, shareFloor, 100, " %"),
		Action:  shareAction,
	}
}

const shareAction = "Supervisor: read a sample of these visits with the treating therapist. Do the diagnoses and goals explain the choice of procedure?"

// codeShareByNorms compares the shares of codes with those of the state.
func (k *kit) codeShareByNorms(g *audit.Group) func(int32) (*audit.Report, string) {
	return func(therapist int32) (*audit.Report, string) {
		far, m, cause := k.againstNorms(g, therapist, &normTest{measure: refdata.CodeShare, floor: shareFloor, upOnly: true, codes: (*medicareMonth).codes,
			value: func(m *medicareMonth, code string) (float64, bool) {
				return shareOf(int(m.byCode[code].units), int(m.units)), m.days >= leastVisits
			}})
		if far == nil {
			return nil, cause
		}
		return far.report(audit.Code, fmt.Sprintf("%s makes %.1f %% of the therapist's treatment units of the month for Medicare Part B (%s of %s), %s, whose median is %.1f %%",
			far.code, far.value*100, m.byCode[far.code].units, m.units, far.compared(), far.norm.Median*100), far.of.working(far.value, shareFloor, 100, " %"), shareAction), ""
	}
}

func codeShare(t *therapistMonth, symbol int32) float64 {
	c := t.byCode[symbol]
	if c == nil {
		return 0
	}
	return shareOf(int(c.units), int(t.units))
}

func codeSpread(m *peerMonth, symbol int32) spread {
	values := make([]float64, 0, len(m.qualified))
	for _, t := range m.qualified {
		values = append(values, codeShare(t, symbol))
	}
	return spreadOf(values)
}
