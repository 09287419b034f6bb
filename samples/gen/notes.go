package main

import (
	"fmt"
	"strings"
)

// The sentences of the notes. Each part takes one phrase of each of its lists, so that no two visits read alike.
var notePhrases = [4][3][]string{
	{
		{"Reports less stiffness in the hand", "Says the morning was easier than last week", "Notes soreness after yard work",
			"Feels that the grip is getting stronger", "Mentions tingling only at night now", "Reports good sleep without the splint",
			"Says buttons are still hard to manage", "Notices fewer dropped cups", "Describes pulling along the scar",
			"Reports that the shoulder tires by evening", "Says writing hurts less"},
		{"while cooking for the family", "after carrying groceries upstairs", "when turning the key of the front door",
			"during the bus ride to work", "while folding laundry", "after an hour at the keyboard", "when reaching the upper shelf",
			"while braiding a child's hair", "during gardening at the weekend", "when opening jars"},
		{"and wants to drive again soon", "and did the home programme daily", "and missed one day of exercises",
			"and asks about lifting at work", "and hopes to knit by Easter", "and is pleased with the progress",
			"and worries about the next scan", "and used the heat pack as shown"},
	},
	{
		{"Worked on putty pinching", "Practised pegboard placement", "Completed graded reaching to shelf height",
			"Trained buttoning on the board", "Carried out tendon gliding", "Practised sorting coins from palm to fingertips",
			"Trained one-handed dressing", "Completed wrist curls with a light weight", "Practised safe lifting of a basket",
			"Mobilised the wrist within comfort", "Traced letters with a built-up pen"},
		{"with two verbal cues for posture", "with setup help only", "with light hand-over-hand guidance at first",
			"without any cue after the first trial", "with rests between the sets", "with the forearm supported on a wedge",
			"with the mirror for feedback", "with a slower pace than last time", "with the non-dominant hand as helper"},
		{"and kept the wrist neutral throughout", "and finished all trials", "and stopped once for fatigue",
			"and needed a larger handle", "and reached full composite fist", "and gained reach at the end range",
			"and showed less shoulder hiking", "and repeated the task to both sides"},
	},
	{
		{"Pinch control is improving steadily", "Endurance still limits kitchen tasks", "Coordination gains carry over to dressing",
			"Swelling no longer limits the fist", "Scar mobility remains the main barrier", "Strength is close to the stated goal",
			"Motor planning needs fewer cues", "Pain behaviour has eased during tasks", "Reach has become smoother"},
		{"so that the skills of a therapist are needed to grade the load", "and skilled adjustment of the task is still required",
			"which supports the next step of the plan", "although compensation returns with fatigue",
			"and the patient begins to correct errors alone", "so that goals for self-care are within reach",
			"and carry-over at home is confirmed by family", "although fine tasks at speed remain hard"},
		{"as the goals describe", "compared with the first week", "on the affected side", "in tasks chosen by the patient",
			"in standing as well as seated", "under time pressure", "with both hands together"},
	},
	{
		{"Continue twice a week", "Keep the present frequency", "Go on with graded activity", "Proceed with the plan as certified",
			"Stay with the current goals", "Continue skilled sessions"},
		{"add resistance next time", "trial a kitchen task at the counter", "review the home programme",
			"introduce bilateral tool use", "recheck grip at the next visit", "practise shoe fastening", "move on to heavier objects",
			"begin work simulation", "fit a larger pen grip", "teach joint protection"},
		{"if soreness stays low", "as tolerance allows", "together with the family", "before the next report",
			"with less support from the wall", "once the splint time is halved", "after checking the scar",
			"provided that sleep stays undisturbed"},
	},
}

// newNote writes the four parts of a note that no other visit of the clinic has, part by part.
func (c *clinic) newNote() (note [4]string) {
	for part := range note {
		for {
			var pieces []string
			for _, list := range notePhrases[part] {
				pieces = append(pieces, list[c.random.IntN(len(list))])
			}
			note[part] = strings.Join(pieces, " ") + "."
			if part == 3 {
				note[part] = fmt.Sprintf("%s; %s %s.", pieces[0], pieces[1], pieces[2])
			}
			if !c.texts[note[part]] {
				c.texts[note[part]] = true
				break
			}
		}
	}
	return note
}
