package rules

// confusion is one code billed in place of another, as the log's own wording would show it: words of the other code are
// there, and no word of the billed one. Words are lower case; a space stands for any run of other characters.
type confusion struct {
	fits   string   // the other code
	says   []string // wording that names the other code
	and    []string // if not empty, one of these must be there too
	unless []string // wording that leaves room for the billed code
}

// Wording that names one code clearly.
var (
	activityWords = []string{"therapeutic activities", "therapeutic activity", "therapeutic act", "ther activities", "ther act",
		"theract", "functional activities", "functional activity", "dynamic activities"}
	sensoryWords   = []string{"sensory integration", "sensory integrative", "sensory int"}
	selfCareWords  = []string{"self care", "selfcare", "home management", "activities of daily living", "adl", "adls"}
	communityWords = []string{"community reintegration", "community re integration", "community integration",
		"work reintegration", "work re integration", "community work"}
	wheelchairWords = []string{"wheelchair management", "wheelchair mgmt", "wheelchair training", "wheelchair fitting",
		"wheelchair assessment", "wheelchair propulsion", "wheelchair mobility training"}
	exerciseWords = []string{"therapeutic exercise", "therapeutic exercises", "therapeutic ex", "ther exercise", "ther exercises",
		"ther ex", "therex"}
	neuroWords = []string{"neuromuscular reeducation", "neuromuscular re education", "neuromuscular re ed",
		"neuromuscular reed", "neuro reeducation", "neuro re education", "neuro re ed", "neuro reed"}
	manualWords = []string{"manual therapy", "manual techniques", "manual tx", "joint mobilization", "joint mobilisation",
		"soft tissue mobilization", "soft tissue mobilisation", "myofascial release"}
	orthosisWords    = []string{"orthotic", "orthotics", "orthosis", "orthoses", "splint", "splints", "splinting"}
	prosthesisWords  = []string{"prosthetic", "prosthetics", "prosthesis", "prostheses"}
	deviceWords      = append(append([]string{}, orthosisWords...), prosthesisWords...)
	laterWords       = []string{"subsequent", "subsequent encounter", "follow up", "followup", "checkout", "check out", "recheck"}
	firstWords       = []string{"initial", "first", "1st"}
	prosthesisProper = []string{"prosthetic training", "prosthetics training", "prosthesis training", "prosthetic management",
		"prosthetic fitting", "prosthetic s training"}
	orthosisProper = []string{"orthotic training", "orthotics training", "orthotic management", "orthotics management",
		"orthotic mgmt", "orthotics mgmt", "orthotic fitting", "orthosis fitting", "splint fitting", "orthotic fabrication",
		"splint fabrication", "orthotic s management"}
)

// Wording that leaves room for a code: looser than what names it, so that a doubtful label is no finding.
var (
	activityRoom   = append([]string{"activity", "activities", "functional", "function", "ta"}, activityWords...)
	sensoryRoom    = []string{"sensory", "si"}
	selfCareRoom   = append([]string{"self", "home", "adl", "adls", "iadl", "iadls", "dressing", "bathing", "toileting", "feeding", "grooming"}, selfCareWords...)
	communityRoom  = []string{"community", "work", "reintegration", "shopping", "transportation", "driving"}
	wheelchairRoom = []string{"wheelchair", "wheel chair", "w c", "wc", "seating"}
	exerciseRoom   = []string{"exercise", "exercises", "strengthening", "rom", "range of motion", "stretching", "endurance",
		"ther ex", "therex", "therapeutic ex", "te"}
	neuroRoom = []string{"neuro", "neuromuscular", "balance", "coordination", "proprioception", "posture", "nmr", "nmre",
		"reeducation", "re education"}
	manualRoom = []string{"manual", "mobilization", "mobilisation", "myofascial", "massage", "mfr", "stm", "traction", "mt"}
)

// confusions lists, for each billed code, the codes it is taken for.
var confusions = map[string][]confusion{
	"97530": {{fits: "97533", says: sensoryWords, unless: activityRoom}},
	"97533": {{fits: "97530", says: activityWords, unless: sensoryRoom}},
	"97535": {
		{fits: "97537", says: communityWords, unless: selfCareRoom},
		{fits: "97542", says: wheelchairWords, unless: selfCareRoom},
	},
	"97537": {
		{fits: "97535", says: selfCareWords, unless: communityRoom},
		{fits: "97542", says: wheelchairWords, unless: communityRoom},
	},
	"97542": {
		{fits: "97535", says: selfCareWords, unless: wheelchairRoom},
		{fits: "97537", says: communityWords, unless: wheelchairRoom},
	},
	"97110": {
		{fits: "97112", says: neuroWords, unless: exerciseRoom},
		{fits: "97140", says: manualWords, unless: exerciseRoom},
	},
	"97112": {
		{fits: "97110", says: exerciseWords, unless: neuroRoom},
		{fits: "97140", says: manualWords, unless: neuroRoom},
	},
	"97140": {
		{fits: "97110", says: exerciseWords, unless: manualRoom},
		{fits: "97112", says: neuroWords, unless: manualRoom},
	},
	"97760": {
		{fits: "97763", says: laterWords, and: deviceWords, unless: firstWords},
		{fits: "97761", says: prosthesisProper, unless: append(append([]string{}, orthosisWords...), laterWords...)},
	},
	"97761": {
		{fits: "97763", says: laterWords, and: deviceWords, unless: firstWords},
		{fits: "97760", says: orthosisProper, unless: append(append([]string{}, prosthesisWords...), laterWords...)},
	},
	"97763": {
		{fits: "97760", says: firstWords, and: orthosisWords, unless: append(append([]string{}, laterWords...), prosthesisWords...)},
		{fits: "97761", says: firstWords, and: prosthesisWords, unless: append(append([]string{}, laterWords...), orthosisWords...)},
	},
}

// readsAs gives the other code that a description names, empty if it names none or leaves room for the billed one.
func readsAs(billed, description string) string {
	for _, c := range confusions[billed] {
		if anyWords(description, c.says) && (len(c.and) == 0 || anyWords(description, c.and)) &&
			!anyWords(description, c.unless) {
			return c.fits
		}
	}
	return ""
}

func anyWords(text string, phrases []string) bool {
	for _, phrase := range phrases {
		if hasWords(text, phrase) {
			return true
		}
	}
	return false
}

// hasWords says whether the words of the phrase stand in the text one after the other, as whole words, whatever their
// case and whatever stands between them. It does not allocate.
func hasWords(text, phrase string) bool {
	for start := 0; start < len(text); start++ {
		if isWordByte(text[start]) && (start == 0 || !isWordByte(text[start-1])) && wordsAt(text[start:], phrase) {
			return true
		}
	}
	return false
}

// wordsAt says whether the text begins with the words of the phrase.
func wordsAt(text, phrase string) bool {
	at := 0
	for i := 0; i < len(phrase); i++ {
		if phrase[i] == ' ' {
			gap := at
			for at < len(text) && !isWordByte(text[at]) {
				at++
			}
			if at == gap {
				return false
			}
			continue
		}
		if at == len(text) || lowerByte(text[at]) != phrase[i] {
			return false
		}
		at++
	}
	return at == len(text) || !isWordByte(text[at])
}

// isWordByte counts bytes beyond ASCII as parts of words, so that no word is cut inside a letter.
func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
