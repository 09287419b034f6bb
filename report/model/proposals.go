package model

import "strings"

// proposal is what the plan suggests for findings of one rule or family. Attestations are worded as questions to the
// clinician (REP-72).
type proposal struct{ cause, action, evidence string }

var ruleProposals = map[string]proposal{
	"U001": {"Are minutes of codes rounded one by one where the payer pools them?",
		"Have the day's pooled minutes set the total of timed units before the codes get theirs; review these lines and correct them.", "corrected lines; training record"},
	"U002": {"Who decides which code gets the unit that is left over?", "Show the biller how the total is shared among the codes; review these lines and correct them.", "corrected lines; training record"},
	"U004": {"Are minutes pooled for payers whose rule looks at each code alone?",
		"Round the minutes of each code alone for these payers; review these lines and correct them.", "corrected lines; training record"},
	"U006": {"Does charge entry let untimed codes have several units?", "Limit untimed codes to one unit at charge entry; review these lines and correct them.", "setting shown; corrected lines"},
	"U003": {"Are supported units left off when minutes are turned into units?",
		"Show the billers the pooled minutes of these lines; decide for each line whether the supported units can still be billed in time.", "decision noted per line"},
	"U005": {"Are supported units left off when minutes are turned into units?",
		"Show the billers the minutes per code of these lines; decide for each line whether the supported units can still be billed in time.", "decision noted per line"},
	"U011": {"Which of the two minute totals does the note state?", "Compare the note with the log and correct the one that is wrong.", "corrected log"},
	"U014": {"Were hours or clock times entered as minutes?", "Check the minutes of these lines against the note.", "corrected log"},
	"M001": {"Does the billing system add the discipline modifier later?", "Confirm where the modifier is set; if nowhere, set it at charge entry.", "a claim with the modifier"},
	"M004": {"Who furnished the minutes, and where is that recorded?", "Have charge entry take the assistant modifier from the minutes of therapist and assistant.", "corrected lines"},
	"M005": {"Who furnished the minutes?", "Ask the therapist who furnished the units; the modifier lowers the payment.", "answer noted per line"},
	"M009": {"Why was a distinct-service modifier set where no pair asks for it?", "Ask the clinician whether the services were distinct and how the note shows it.", "answer noted per line"},
	"T001": {"Is the yearly amount followed, other providers included?", "Ask the clinician whether the care beyond the threshold is necessary and documented as such.", "answer noted per patient"},
	"T002": {"Is the threshold modifier set by routine?", "Ask the clinician why the modifier is on these lines; remove routine settings.", "setting shown"},
	"N001": {"Were the two services given in separate time?", "Ask the clinician whether the services were distinct and how the note shows it.", "answer noted per visit"},
	"D005": {"Is the signature kept in another system?", "Look for the signed notes of these visits.", "signed note on file"},
	"D006": {"What keeps notes open after the visit?", "Set a day by which notes are signed and follow it weekly.", "signing list of the next period"},
	"D008": {"Are timed minutes recorded, but not exported?", "Have timed minutes recorded at every visit and exported with the log.", "export with minutes"},
	"D009": {"Is the total of treatment minutes recorded, but not exported?", "Have the total recorded at every visit and exported with the log.", "export with minutes"},
	"D016": {"Is text carried from one visit to the next?", "Read these visits side by side; ask what was individual about each.", "reading noted per patient"},
	"I005": {"Whose payer is this, and which rule does it follow?", "Name the payer's class in a profile, or with --payer.", "a run that knows the payer"},
	"R001": {"Where do lines stay behind on their way from the log to the claim?", "Bill these lines within the filing limit, or note why they are not billed.", "claims sent; reasons noted"},
	"R002": {"Where do lines come from that nobody logged?", "Look for the notes; void what has none, and return what was paid for it.", "notes found; claims voided"},
	"R003": {"Does the billing system change units by itself, and by which rule?", "Correct the claims to what the record supports, and the setting that changed the units.", "corrected claims; setting shown"},
	"R009": {"Are batches sent again before the first is answered?", "Void the second claim of each; send again only what was refused.", "voids sent"},
	"R010": {"Were these claims received?", "Ask for their status; send again what never arrived, within the filing limit.", "status noted per claim"},
	"R011": {"Does the record answer the payer's reason?", "Appeal what the record answers within the payer's time; correct and send again what was billed wrongly.", "appeals sent; corrected claims"},
	"R012": {"For which reason did the payer pay other units or another code?", "Appeal where the record supports what was billed; return what was paid above it.", "decision noted per line"},
	"R013": {"Is the allowed amount of the log the contract's, or was it posted?", "Ask the payer to pay by the contract, or correct the posting.", "decision noted per line"},
	"R014": {"Which of the two payments is wrong?", "Report the second payment to the payer and return it.", "return noted per line"},
	"R015": {"For which reason did the payer take these payments back?", "Appeal where the record supports the service.", "decision noted per line"},
	"S005": {"Was a line entered or exported twice?", "Check these lines against the schedule; keep one.", "corrected log"},
}

var familyProposals = map[byte]proposal{
	'U': {"Who turns minutes into units, and by which rule?", "Go through the calculations with therapists and billers; review these lines and correct them.", "corrected lines; training record"},
	'M': {"Where are modifiers set: by the clinician, by default, by the billing system?", "Correct the setting, then these lines.", "corrected lines; setting shown"},
	'T': {"Is the yearly amount followed?", "Hold the documents of these patients ready.", "file list"},
	'N': {"Does charge entry check code pairs and unit limits?", "Ask the clinician about these visits; add the check at charge entry.", "answer noted per visit"},
	'C': {"Is the code list of the log up to date?", "Correct the code list, then these lines.", "code list with its date"},
	'E': {"Are the components of the evaluation recorded as such?", "Compare these evaluation notes with the level billed.", "decision noted per evaluation"},
	'D': {"Is the item missing in the record, or only in the export?", "Pull the notes of these visits and look for the item.", "list of notes with the item found or not"},
	'S': {"Are the times those of the service or those of the appointment?", "Compare these lines with the schedule.", "decision noted per visit"},
	'R': {"Who changes what was logged before it is billed?", "Compare log and claim, and correct the one that is wrong.", "decision noted per line"},
	'P': {"Is there a reason in case mix or setting?", "Read a few of the visits behind the pattern; it is a reason to look, not a fault.", "short note of the reading"},
	'I': {"Can the export be set to write this in one form?", "Correct these cells, or describe the columns in a profile.", "a run without these cells"},
}

func proposalFor(rule string) proposal {
	if p, ok := ruleProposals[rule]; ok {
		return p
	}
	if rule != "" {
		if p, ok := familyProposals[rule[0]]; ok {
			return p
		}
	}
	return proposal{"What led to these lines?", "Look at these lines and decide.", "decision noted per line"}
}

// exports says which export usually holds a field.
var exports = map[string]string{
	"minutes": "the treatment log with minutes per code", "timed_minutes": "the treatment log with timed minutes per visit",
	"treatment_minutes": "the treatment log with total treatment minutes", "assistant_minutes": "the treatment log with minutes by person",
	"assistant": "the treatment log with minutes by person", "together_minutes": "the treatment log with minutes by person",
	"start_time": "the schedule or treatment log with start and end times", "end_time": "the schedule or treatment log with start and end times",
	"units": "the charge export", "charge": "the charge export", "allowed": "the remittance or payment export", "code": "the charge export",
	"modifiers": "the charge or claim export", "payer": "the charge export, or name the payer when running", "place_of_service": "the claim export",
	"diagnoses": "the claim export", "claim_id": "the claim export", "authorization": "the claim export",
	"patient_id": "an export with the patient's number", "date_of_service": "an export with dates of service", "therapist": "an export with the treating therapist",
	"credential": "the staff list, or an export with credentials", "supervisor": "an export with the supervising therapist",
	"referring_provider": "the referral or plan-of-care export", "plan_of_care_date": "the plan-of-care export",
	"certification_date": "the plan-of-care export", "certification_end": "the plan-of-care export", "progress_report_date": "the documentation export",
	"signature_date": "the documentation export with signature dates", "visit_type": "the schedule export", "subjective": "the documentation export",
	"objective": "the documentation export", "assessment": "the documentation export", "plan": "the documentation export", "note": "the documentation export",
	"eval_profile": "the evaluation export", "eval_deficits": "the evaluation export", "eval_decision": "the evaluation export",
	"group_size": "the group log", "birth_date": "an export with birth dates", "status": "the charge export",
}

// causeText words a cause such as "eval_profile: no column" for readers: "eval profile (no column)".
func causeText(cause string) string {
	field, state, cut := strings.Cut(cause, ": ")
	field = strings.ReplaceAll(field, "_", " ")
	if !cut {
		return field
	}
	return field + " (" + state + ")"
}

// supply begins the remedy for what the log has no column of; noRemedy stands where no export mends it.
const (
	supply   = "supply "
	noRemedy = "see what the rule needs: otaudit explain RULE"
)

// remedy says what would let the lines be evaluated that a cause such as "minutes: no column" kept out.
func remedy(cause string) string {
	field, state, _ := strings.Cut(cause, ": ")
	source := exports[field]
	name := strings.ReplaceAll(field, "_", " ")
	switch {
	case (field == "claims" || field == "log" || field == "remittances") && (strings.HasPrefix(state, "none ") || strings.HasPrefix(state, "of ")):
		return "add the files of these lines: " + map[string]string{"claims": "claims (837)", "log": "the log", "remittances": "remittances (835)"}[field]
	case field == "payer" && strings.HasPrefix(state, "the contract"):
		return "state the payer's rule in a profile"
	case field == "payer" && strings.HasPrefix(state, "class"):
		return "name the payer's class in a profile"
	case source == "":
		return noRemedy
	case state == "blank":
		return "fill in " + name + " on these lines, or add " + source
	case state == "unreadable":
		return "correct the unreadable cells of " + name
	}
	if state != "" && !strings.HasPrefix(state, "no ") {
		return "check " + name + " on these lines"
	}
	return supply + name + ": " + source
}
