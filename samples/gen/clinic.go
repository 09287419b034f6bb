package main

import (
	"math/rand/v2"
	"strconv"
	"time"
)

// clinic is one clinic's log with what has to be found in it.
type clinic struct {
	random     *rand.Rand
	therapists []*therapist
	patients   []*patient
	visits     []*visit
	aside      []row // rows that hold no service, at the end of the log
	rows       []row // the log, once it is laid out
	columns    []column
	firstRow   int    // of the data, as a spreadsheet program numbers it
	headerRow  int    // on which findings about the whole sheet stand
	sheetFinds []find // about the sheet as a whole
	texts      map[string]bool
}

type therapist struct {
	name, credential string
	supervisor       *therapist // of an assistant
}

func (t *therapist) isAssistant() bool { return t.supervisor != nil }

// payerRule is the unit rule of a payer and whether it wants Medicare's modifiers.
type payerRule int

const (
	medicareRule payerRule = iota // pooled minutes, GO, and CO for an assistant
	midpointRule                  // each code alone, no therapy modifiers
)

type payer struct {
	name string
	rule payerRule
}

type patient struct {
	id, last, first string
	birth           time.Time
	payer           payer
	therapist       *therapist
	days            []time.Time // of the visits
	evaluation      string      // code of the evaluation on the first day; empty if care began before the month
	planned, signed time.Time   // plan of care and its certification
	report          time.Time   // latest progress report; zero if none was due yet
	diagnoses       []string
	referrer        string
	assisted        int // visits given by the assistant
}

// visit is one patient's session on one day.
type visit struct {
	clinic            *clinic
	id, defect, kind  string
	patient           *patient
	therapist         *therapist
	day               time.Time
	lines             []*line
	timed, treatment  int // minutes the visit states
	spare             int // minutes between the treatment time and the time on the clock
	start             int // minutes after midnight
	note              [4]string
	signed            string
	noTimed, noTotal  bool // the visit does not state the minutes
	credentialMissing bool
}

// line is one service of a visit. Cells hold what is written, by field; what they leave open comes from the visit.
type line struct {
	code      string
	modifiers string
	units     string
	minutes   string
	assistant string
	supervise string
	charge    string
	cells     map[string]string
	finds     []find
}

// find is one finding that has to come back: the rule and the field whose cell it names.
type find struct{ rule, field, defect string }

// row is one row of a log: values by field.
type row struct {
	cells  map[string]string
	finds  []find
	defect string
	visit  *visit // nil of a row that holds no service
}

// column is one column of a log: its header and the field it holds; the number counts columns of one field from 1.
type column struct {
	header, field string
	width         float64
}

// service is what a line bills: code, units, minutes.
type service struct {
	code           string
	units, minutes int
}

const none = -1 // a cell that stays blank

func text(n int) string {
	if n == none {
		return ""
	}
	return strconv.Itoa(n)
}

// price is the charge of one unit in whole dollars.
var price = map[string]int{"97110": 52, "97112": 56, "97124": 44, "97140": 48, "97530": 62, "97535": 58, "97018": 18,
	"97035": 24, "97014": 20, "97010": 12, "97533": 60, "97129": 64, "97130": 60, "97165": 165, "97166": 172, "97167": 180,
	"97161": 160, "97111": 52, "97532": 50, "20560": 45}

// words is the log's own wording for a code.
var words = map[string]string{"97110": "Therapeutic exercise", "97112": "Neuromuscular re-education", "97124": "Massage",
	"97140": "Manual therapy", "97530": "Therapeutic activities", "97535": "Self-care training", "97018": "Paraffin bath",
	"97035": "Ultrasound", "97014": "E-stim, unattended", "97010": "Hot pack", "97533": "Sensory integration",
	"97129": "Cognitive training, first 15 min", "97130": "Cognitive training, more", "97165": "OT evaluation, low",
	"97166": "OT evaluation, moderate", "97167": "OT evaluation, high", "97161": "Evaluation", "97111": "Exercise",
	"97532": "Cognitive skills", "20560": "Dry needling"}

// untimed codes are billed once, whatever their time; what they took is part of the treatment time only.
var untimed = map[string]bool{"97018": true, "97014": true, "97010": true, "97165": true, "97166": true, "97167": true,
	"97161": true, "20560": true}

// set replaces the visit's lines; modifiers, charges and totals follow from the services.
func (v *visit) set(services ...service) {
	v.lines = nil
	v.timed, v.treatment = 0, 0
	for _, s := range services {
		l := &line{code: s.code, units: text(s.units), minutes: text(s.minutes), modifiers: v.modifiers(), cells: map[string]string{}}
		l.charge = strconv.Itoa(price[s.code]*max(s.units, 0)) + ".00"
		v.lines = append(v.lines, l)
		minutes := max(s.minutes, 0)
		switch {
		case !untimed[s.code]:
			v.timed += minutes
		case s.minutes == none:
			minutes = 10
		}
		v.treatment += minutes
	}
	v.treatment += 3 + v.clinic.random.IntN(4)
	v.spare = 2 + v.clinic.random.IntN(5)
}

// modifiers gives what the payer wants on a therapy line of the visit.
func (v *visit) modifiers() string {
	switch {
	case v.patient.payer.rule != medicareRule:
		return ""
	case v.therapist.isAssistant():
		return "GO CO"
	}
	return "GO"
}

// expect notes a finding on a line of the visit.
func (v *visit) expect(rule string, line int, field string) {
	v.lines[line].finds = append(v.lines[line].finds, find{rule, field, v.defect})
}
