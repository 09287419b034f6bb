package units

// Shares divides the minutes of one code on one day by who furnished them. Together is therapist and assistant at the
// same time; it counts as the therapist's.
type Shares struct {
	Therapist, Assistant, Together int
}

// therapist is the therapist's minutes, those together with the assistant included.
func (s Shares) therapist() int { return max(s.Therapist, 0) + max(s.Together, 0) }

// assistant is the minutes of the assistant alone.
func (s Shares) assistant() int { return max(s.Assistant, 0) }

// add joins the shares of two codes of a family.
func (s Shares) add(more Shares) Shares {
	return Shares{
		Therapist: max(s.Therapist, 0) + max(more.Therapist, 0),
		Assistant: max(s.Assistant, 0) + max(more.Assistant, 0),
		Together:  max(s.Together, 0) + max(more.Together, 0),
	}
}

// Regime is the state of the assistant rule at a date of service.
type Regime int

// The regimes. The zero value is the time before the modifier was required: no unit carries it.
const (
	RegimeNone Regime = iota // before 2020
	Regime2020               // 2020 and 2021: the 10 % test alone decides what is left after the whole blocks
	Regime2022               // from 2022: 8 minutes of the therapist, or one unit each, come before the 10 % test
)

// RegimeOf gives the regime of a calendar year of service. Both changes took effect on a 1 January.
func RegimeOf(year int) Regime {
	switch {
	case year < 2020:
		return RegimeNone
	case year < 2022:
		return Regime2020
	}
	return Regime2022
}

// Split says how many of the units of one code are billed without and with the assistant modifier.
// Without + With + Undecided is Units.
type Split struct {
	Units         int
	Without, With int
	Undecided     int  // units that no published text decides
	Undetermined  bool // Undecided > 0: for review, never to be corrected

	shares Shares
	regime Regime
	basis  basis
	spare  int // units of Without that may as well be whole blocks of the assistant
}

// basis is the step of the rule that decided the units left after the whole blocks.
type basis int

const (
	byBlocks         basis = iota // nothing was left to decide
	byNoModifier                  // before 2020
	byNoMinutes                   // no minutes to judge by
	byFewerUnits                  // fewer units than whole blocks
	byOneFurnisher                // all minutes are one person's
	byTherapistEight              // from 2022: the therapist's rest is 8 minutes or more
	byAssistantEight              // the assistant's is, and the therapist's is not
	byTenPercent                  // 10 % of what is left
	byOneEach                     // from 2022: two units left, one for each
	byNoText                      // two units left of 16 to 22 minutes
	byUntimed                     // 10 % of all minutes
)

// overTenPercent is the test of 42 CFR 410.59(a)(4): the assistant's own minutes are more than 10 % of all.
func overTenPercent(therapist, assistant int) bool { return assistant*10 > therapist+assistant }

// SplitUntimed says whether an untimed code carries the assistant modifier: the assistant's own minutes are more than
// 10 % of all its minutes. Without any minutes the answer is no; the caller asks only where minutes are known.
func SplitUntimed(s Shares) bool { return overTenPercent(s.therapist(), s.assistant()) }

// SplitAssistant divides the units that a timed code was allocated, 42 CFR 410.59(a)(4) and Medicare Claims Processing
// Manual, chapter 5, section 20.1. With t therapist minutes (those together included) and a assistant minutes:
//
//  1. t div 15 units go without, a div 15 units with the modifier. t' and a' minutes are left.
//  2. One unit left, from 2022: t' of 8 or more is without; else a' of 8 or more is with; else the 10 % test,
//     a'/(t'+a') > 10 %, decides.
//  3. Two units left (23 to 28 minutes, 9 to 14 each), from 2022: one without, one with.
//  4. In 2020 and 2021 the 10 % test of t' and a' decides one unit left, and the same for each of two left: of 23 to 28
//     minutes with at most 14 of one person the assistant always has more than 10 %, so both are with. This is a reading:
//     the worked cases of these years show one unit left only, and steps 2 and 3 came in 2022 as exceptions to the test.
//
// Step 1 holds in both regimes: 13 therapist and 23 assistant minutes for 2 units are one whole assistant block, and
// 8 of the 21 minutes left: with and with in 2020, with and without (13 is at least 8) in 2022.
//
// Cases outside the text:
//   - Two units left of 16 to 22 minutes (possible by pooling with other codes): both Undecided, in either regime.
//   - Fewer units than whole blocks (the log bills less than the minutes support): any of the whole blocks may be the
//     billed ones. The therapist's are taken first; [Split.WithRange] has the whole range.
//   - More units than any allocation gives the minutes: minutes of one person alone decide all units, otherwise the
//     surplus is Undecided.
//   - No minutes: all units Undecided. No units: nothing to split.
func SplitAssistant(units int, s Shares, r Regime) Split {
	t, a := s.therapist(), s.assistant()
	split := Split{Units: max(units, 0), shares: s, regime: r}
	switch {
	case r == RegimeNone:
		return split.decide(split.Units, 0, byNoModifier)
	case t+a == 0:
		return split.decide(0, 0, byNoMinutes)
	case a == 0:
		return split.decide(split.Units, 0, byOneFurnisher)
	case t == 0:
		return split.decide(0, split.Units, byOneFurnisher)
	}

	without, with := t/block, a/block
	if split.Units < without+with {
		return split.decideFewer(without, with)
	}
	most := (t + a + block - 1) / block // whole blocks of the code, and one unit for a remainder
	left := min(split.Units, most) - without - with
	moreWithout, moreWith, basis := splitRest(left, t%block, a%block, r)
	return split.decide(without+moreWithout, with+moreWith, basis)
}

// splitRest decides the units left after the whole blocks, for t and a minutes left, each 0 to 14. What it does not
// decide it leaves out of both counts.
func splitRest(left, t, a int, r Regime) (without, with int, by basis) {
	switch {
	case left == 0:
		return 0, 0, byBlocks
	case left == 2 && t+a < block+threshold:
		return 0, 0, byNoText
	case left == 2 && r == Regime2022:
		return 1, 1, byOneEach
	case r == Regime2022 && t >= threshold:
		return left, 0, byTherapistEight
	case r == Regime2022 && a >= threshold:
		return 0, left, byAssistantEight
	case overTenPercent(t, a):
		return 0, left, byTenPercent
	}
	return left, 0, byTenPercent
}

// decide fills in the units; what is in neither count is undecided.
func (s Split) decide(without, with int, by basis) Split {
	s.Without, s.With, s.basis = without, with, by
	s.Undecided = s.Units - without - with
	s.Undetermined = s.Undecided > 0
	return s
}

// decideFewer splits fewer units than there are whole blocks: the therapist's blocks first.
func (s Split) decideFewer(without, with int) Split {
	taken := min(s.Units, without)
	rest := s.Units - taken
	s.spare = min(with-rest, taken)
	return s.decide(taken, rest, byFewerUnits)
}

// WithRange gives the fewest and the most units that may carry the modifier. They differ where units are undecided and
// where fewer units are billed than there are whole blocks; fewer than least is a missing modifier, more than most one
// that the minutes do not support.
func (s Split) WithRange() (least, most int) { return s.With, s.With + s.Undecided + s.spare }

// splitUntimedUnits is the split of an untimed code, whose units all go the same way.
func splitUntimedUnits(units int, s Shares, r Regime) Split {
	split := Split{Units: max(units, 0), shares: s, regime: r}
	switch {
	case r == RegimeNone:
		return split.decide(split.Units, 0, byNoModifier)
	case s.therapist()+s.assistant() == 0:
		return split.decide(0, 0, byNoMinutes)
	case SplitUntimed(s):
		return split.decide(0, split.Units, byUntimed)
	}
	return split.decide(split.Units, 0, byUntimed)
}
