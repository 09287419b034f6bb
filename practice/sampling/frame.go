// Package sampling draws random samples from a log: it makes the frame of all units that can be drawn, divides it into strata,
// draws by a seed, and keeps a record from which anybody can draw the same units again. In come the lines of a log as the
// importers read them; what the rules found is not asked, so that no finding steers what is drawn.
package sampling

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"otaudit/audit"
)

// Unit is what is drawn; all lines of a drawn unit are reviewed (REP-135).
type Unit string

// The units.
const (
	Visit      Unit = "visit"
	Claim      Unit = "claim"
	Line       Unit = "line"
	PatientDay Unit = "patient-day"
)

// Units lists the units with what their keys are made of, in words.
var Units = []struct {
	Unit  Unit
	KeyOf string
}{
	{Visit, "patient, date of service and visit id (without one: the discipline), separated by tabs"},
	{Claim, "claim id"},
	{Line, "name of the file with its sheet, and row (several lines of a row: their number), separated by tabs"},
	{PatientDay, "patient and date of service, separated by tabs"},
}

// ParseUnit reads the name of a unit.
func ParseUnit(name string) (Unit, error) {
	for _, u := range Units {
		if string(u.Unit) == name {
			return u.Unit, nil
		}
	}
	return "", fmt.Errorf("%q is not a unit: visit, claim, line or patient-day", name)
}

// Item is one entry of the frame: a unit with its lines in the order of the log.
type Item struct {
	Key      string
	Position int // from 1, in the frame
	Stratum  string
	Place    int // from 1, in the stratum
	Lines    []*audit.Session
	Amount   audit.Cents // on the basis of the frame
	Priced   bool        // every line of the unit has an amount
}

// Frame is every unit that can be drawn, by key in byte order (REP-136).
type Frame struct {
	Unit    Unit
	Basis   string // of the amounts: allowed or charge; empty if the log has neither
	Items   []*Item
	Strata  []Stratum     // by name; one without a name in a simple design
	LeftOut []audit.Count // lines that are in no unit, by reason
	Hash    string        // SHA-256 of the keys, each followed by a line feed
}

// Stratum is a part of the frame that is drawn from on its own.
type Stratum struct {
	Name  string `json:"name"`
	Frame int    `json:"frame"` // units in it
}

// Options say what the frame is made of.
type Options struct {
	Unit   Unit
	Strata []Division
	Only   []Filter
	// Class returns the class of a payer, so that a filter may name one; nil if classes are not known.
	Class func(payer string, on audit.Date) string
}

// NewFrame makes the frame of the lines. The order of the lines matters nothing, but for several lines of one row.
func NewFrame(sessions []*audit.Session, o Options) (*Frame, error) {
	f := &Frame{Unit: o.Unit}
	units, left := map[string]*Item{}, map[string]int{}
	rows := map[audit.Ref]int{}
	for _, s := range sessions {
		key, why := keyOf(s, o.Unit, rows)
		if why == "" {
			why = o.excludes(s)
		}
		if why != "" {
			left[why]++
			continue
		}
		item := units[key]
		if item == nil {
			item = &Item{Key: key}
			units[key] = item
			f.Items = append(f.Items, item)
		}
		item.Lines = append(item.Lines, s)
	}
	for why, n := range left {
		f.LeftOut = append(f.LeftOut, audit.Count{What: why, N: n})
	}
	slices.SortFunc(f.LeftOut, func(a, b audit.Count) int { return strings.Compare(a.What, b.What) })
	if len(f.Items) == 0 {
		return nil, fmt.Errorf("no %s can be drawn%s", f.Unit, reasons(f.LeftOut))
	}
	slices.SortFunc(f.Items, func(a, b *Item) int { return strings.Compare(a.Key, b.Key) })
	for i, item := range f.Items {
		item.Position = i + 1
		slices.SortStableFunc(item.Lines, func(a, b *audit.Session) int {
			return cmp.Or(strings.Compare(a.Layout.Sheet, b.Layout.Sheet), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Slot, b.Slot))
		})
	}
	f.Hash = f.hash()
	f.price()
	f.divide(o.Strata)
	return f, nil
}

// Size is N, the units in the frame.
func (f *Frame) Size() int { return len(f.Items) }

func reasons(left []audit.Count) string {
	var parts []string
	for _, c := range left {
		parts = append(parts, fmt.Sprintf("%s: %s", audit.Plural(c.N, "line", "lines"), c.What))
	}
	if len(parts) == 0 {
		return ": the log has no line"
	}
	return ": " + strings.Join(parts, "; ")
}

// keyOf returns the key of the unit that a line belongs to, or why it belongs to none. Line feeds and tabs inside a value become
// spaces, so that a list of keys is a table.
func keyOf(s *audit.Session, unit Unit, rows map[audit.Ref]int) (key, why string) {
	switch unit {
	case Claim:
		if !s.Has(audit.ClaimID) {
			return "", "no claim id"
		}
		return plain(s.Text(audit.ClaimID)), ""
	case Line:
		ref := audit.Ref{Sheet: s.Layout.Sheet, Row: s.Row}
		key := fmt.Sprintf("%s\t%07d", plain(ref.Sheet), ref.Row)
		if rows[ref]++; rows[ref] > 1 {
			key += fmt.Sprintf("\t%d", rows[ref])
		}
		return key, ""
	}
	patient := audit.PatientKey(s)
	if patient == "" && (unit != Visit || !s.Has(audit.VisitID)) {
		return "", "no patient"
	}
	if !s.Has(audit.DateOfService) {
		return "", "no date of service"
	}
	key = plain(patient) + "\t" + s.Canonical(audit.DateOfService)
	if unit == PatientDay {
		return key, ""
	}
	if s.Has(audit.VisitID) {
		return key + "\t" + plain(s.Text(audit.VisitID)), ""
	}
	discipline, _ := audit.DisciplineOf(s)
	return key + "\t" + discipline.String(), ""
}

func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// hash is the SHA-256 of the keys, each followed by a line feed.
func (f *Frame) hash() string {
	sum := sha256.New()
	for _, item := range f.Items {
		io.WriteString(sum, item.Key+"\n")
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// price gives the units their amounts on one basis for the whole frame: the allowed amount where every line of the frame has
// one, else the charge. A unit of which a line has none has no amount.
func (f *Frame) price() {
	field := audit.Charge
	if f.all(audit.Allowed) {
		field = audit.Allowed
	}
	for _, item := range f.Items {
		item.Priced = true
		for _, s := range item.Lines {
			if !s.Has(field) {
				item.Priced = false
			}
			item.Amount += s.Money(field)
		}
		if item.Priced {
			f.Basis = field.String()
		} else {
			item.Amount = 0
		}
	}
}

// all says whether every line of the frame has the field.
func (f *Frame) all(field audit.Field) bool {
	for _, item := range f.Items {
		for _, s := range item.Lines {
			if !s.Has(field) {
				return false
			}
		}
	}
	return true
}
