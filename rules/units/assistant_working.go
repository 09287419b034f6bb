package units

import "fmt"

// Working is the arithmetic of the split in words:
//
//	13 therapist and 23 assistant minutes for 2 units: whole 15-minute blocks 0 without and 1 with CO; 13 and 8 minutes
//	left for 1 unit: the therapist's 13 are 8 or more, so without CO; in all 1 without, 1 with CO
func (s Split) Working() string {
	text := s.minutesText() + ": "
	if s.basis == byNoModifier {
		return text + "the assistant modifier is not required before 2020"
	}
	if s.Units == 0 {
		return text + "nothing to split"
	}
	t, a := s.shares.therapist(), s.shares.assistant()
	switch s.basis {
	case byNoMinutes:
		return text + "no minutes to tell who furnished them, for review"
	case byOneFurnisher:
		if a == 0 {
			return text + "all the therapist's, so without CO"
		}
		return text + "all the assistant's, so with CO"
	case byUntimed:
		return text + "an untimed code, " + tenPercentText(t, a)
	}

	text += fmt.Sprintf("whole 15-minute blocks %d without and %d with CO", t/block, a/block)
	if s.basis == byFewerUnits {
		least, most := s.WithRange()
		text += fmt.Sprintf(", more than the units billed; %s with CO", rangeText(least, most))
		return text
	}
	if rest := s.restText(t%block, a%block); rest != "" {
		text += "; " + rest
	}
	if s.Undecided > 0 {
		return text + fmt.Sprintf("; in all %d without, %d with CO, %d for review", s.Without, s.With, s.Undecided)
	}
	return text + fmt.Sprintf("; in all %d without, %d with CO", s.Without, s.With)
}

// minutesText is "23 therapist (10 of them together) and 5 assistant minutes for 2 units".
func (s Split) minutesText() string {
	together := ""
	if s.shares.Together > 0 {
		together = fmt.Sprintf(" (%d of them together with the assistant)", s.shares.Together)
	}
	return fmt.Sprintf("%d therapist%s and %d assistant minutes for %s",
		s.shares.therapist(), together, s.shares.assistant(), count(s.Units))
}

// restText says how the units left after the whole blocks were decided, for t and a minutes left.
func (s Split) restText(t, a int) string {
	left := s.Units - s.shares.therapist()/block - s.shares.assistant()/block
	surplus := ""
	if s.Undecided > 0 && s.basis != byNoText {
		left -= s.Undecided
		surplus = fmt.Sprintf("%s more than the minutes support", count(s.Undecided))
	}
	if left == 0 {
		return surplus
	}
	text := fmt.Sprintf("%d and %d minutes left for %s: ", t, a, count(left))
	switch s.basis {
	case byTherapistEight:
		text += fmt.Sprintf("the therapist's %d are 8 or more, so without CO", t)
	case byAssistantEight:
		text += fmt.Sprintf("the therapist's %d are below 8 and the assistant's %d are not, so with CO", t, a)
	case byOneEach:
		text += "one without and one with CO"
	case byNoText:
		text += "no published rule covers so many units of 22 minutes or less"
	default:
		text += tenPercentText(t, a)
	}
	if surplus != "" {
		text += "; " + surplus
	}
	return text
}

// tenPercentText is "8 of 21 minutes are the assistant's, more than 10 %, so with CO".
func tenPercentText(t, a int) string {
	verdict := "not more than 10 %, so without CO"
	if overTenPercent(t, a) {
		verdict = "more than 10 %, so with CO"
	}
	return fmt.Sprintf("%d of %d minutes are the assistant's, %s", a, t+a, verdict)
}

// rangeText is "1 to 2 of them".
func rangeText(least, most int) string {
	if least == most {
		return fmt.Sprintf("%d of them", least)
	}
	return fmt.Sprintf("%d to %d of them", least, most)
}
