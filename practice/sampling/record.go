package sampling

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"otaudit/audit"
	"otaudit/report/jsonfile"
)

// Record is the record of a sample: enough to draw it again from the same log, on any machine (REP-143). It names patients.
type Record struct {
	Schema    int           `json:"schema"`
	Tool      string        `json:"tool"`
	AsOf      string        `json:"as_of"`
	Inputs    []audit.Input `json:"inputs"` // the universe
	RowsRead  int           `json:"rows_read"`
	RowsLeft  []audit.Count `json:"rows_left_out"`  // rows that became no line, by reason
	Reading   []string      `json:"reading"`        // flags that said how the log is read
	Lines     int           `json:"lines"`          // of the log
	LinesLeft []audit.Count `json:"lines_left_out"` // in no unit of the frame, by reason
	Unit      Unit          `json:"unit"`
	KeyOf     string        `json:"key_of"` // what a key is made of, in words
	Only      []string      `json:"only"`   // filters of the frame
	Divided   []string      `json:"divided_by"`
	FrameSize int           `json:"frame_size"`
	FrameHash string        `json:"frame_sha256"`
	Basis     string        `json:"basis"` // of the amounts
	SizeRule  string        `json:"size_rule"`
	Generator string        `json:"generator"`
	Method    string        `json:"method"` // of the generator, in words
	Seed      string        `json:"seed"`
	Strata    []Drawing     `json:"strata"`
	Drawn     []Drawn       `json:"drawn"` // the sample, then the spares, each stratum in the order of selection
	// Earlier are the seeds of earlier draws from the same frame that this one replaced (REP-139).
	Earlier []string `json:"earlier_draws"`
}

// Drawing is what was drawn of one stratum.
type Drawing struct {
	Stratum
	Sample int `json:"sample"`
	Spares int `json:"spares"`
}

// Drawn is one drawn unit with what the log has on it.
type Drawn struct {
	ID         string       `json:"id"` // on the worksheet: number of the draw and a checksum
	Spare      int          `json:"spare"`
	Stratum    string       `json:"stratum"`
	Position   int          `json:"position"` // in the frame
	Place      int          `json:"place"`    // in the stratum
	Key        string       `json:"key"`
	Patient    string       `json:"patient"`
	Date       string       `json:"date_of_service"`
	Therapists []string     `json:"therapists"`
	Payers     []string     `json:"payers"`
	Codes      []string     `json:"codes"`
	Log        []string     `json:"log"` // what the log has on each line, in words
	Amount     *audit.Cents `json:"amount_cents"`
}

// recordSchema is the number of the layout of the record.
const recordSchema = 1

// Draw draws from a frame. The seed decides; the record lacks only what the frame does not know of the run.
func Draw(f *Frame, seed string, sizes Sizes) (*Record, error) {
	order := func(st Stratum) []int { return Order(seed, st.Name, st.Frame) }
	return f.draw(sizes, order, Record{Generator: Generator, Method: GeneratorText, Seed: seed})
}

// DrawListed draws the positions that a list made elsewhere names, in its order: the first are the sample, the next the spares.
// The generator is what the user says of the list, with its seed. The frame is not divided.
func DrawListed(f *Frame, positions []int, generator string, sizes Sizes) (*Record, error) {
	if len(f.Strata) > 1 {
		return nil, errors.New("a list of positions goes with a frame that is not divided")
	}
	seen := map[int]bool{}
	for i, p := range positions {
		if p < 1 || p > len(f.Items) {
			return nil, fmt.Errorf("number %d of the list is %d: the frame has the positions 1 to %d", i+1, p, len(f.Items))
		}
		if seen[p] {
			return nil, fmt.Errorf("number %d of the list is %d, which stands before: a unit is drawn once", i+1, p)
		}
		seen[p] = true
	}
	want := sizes.Total + sizes.Spares
	if len(positions) < sizes.Total {
		return nil, fmt.Errorf("the list has %s, %d are to be drawn", audit.Plural(len(positions), "position", "positions"), sizes.Total)
	}
	positions = positions[:min(want, len(positions))]
	sizes.Spares = len(positions) - sizes.Total
	return f.draw(sizes, func(Stratum) []int { return positions },
		Record{Generator: generator, Method: "The positions were drawn elsewhere and read from a list; the record has them in its order."})
}

func (f *Frame) draw(sizes Sizes, order func(Stratum) []int, r Record) (*Record, error) {
	r.Schema, r.Unit, r.FrameSize, r.FrameHash, r.Basis, r.LinesLeft = recordSchema, f.Unit, len(f.Items), f.Hash, f.Basis, f.LeftOut
	for _, u := range Units {
		if u.Unit == f.Unit {
			r.KeyOf = u.KeyOf
		}
	}
	counts, err := sizes.allocate(f.Strata)
	if err != nil {
		return nil, err
	}
	of := map[string][]*Item{}
	for _, item := range f.Items {
		of[item.Stratum] = append(of[item.Stratum], item)
	}
	var spares []Drawn
	for i, st := range f.Strata {
		n := counts[i]
		k := min(sizes.Spares, st.Frame-n)
		r.Strata = append(r.Strata, Drawing{st, n, k})
		for at, place := range order(st)[:n+k] {
			d := drawn(of[st.Name][place-1])
			if at < n {
				// Ids begin with a letter: a spreadsheet program would take 1-12026 for a date.
				d.ID = fmt.Sprintf("U%d-%s", len(r.Drawn)+1, d.checksum(f.Hash))
				r.Drawn = append(r.Drawn, d)
				continue
			}
			d.Spare = at - n + 1
			d.ID = fmt.Sprintf("S%d-%s", len(spares)+1, d.checksum(f.Hash))
			spares = append(spares, d)
		}
	}
	r.Drawn = append(r.Drawn, spares...)
	return &r, nil
}

// Same lists how another draw differs from the record, in words; nothing if it drew the same units from the same frame.
func (r *Record) Same(other *Record) []string {
	var differences []string
	differs := func(what string, mine, others any) {
		if fmt.Sprint(mine) != fmt.Sprint(others) {
			differences = append(differences, fmt.Sprintf("%s: %v in the record, %v now", what, mine, others))
		}
	}
	differs("units of the frame", r.FrameSize, other.FrameSize)
	differs("hash of the frame", r.FrameHash, other.FrameHash)
	differs("basis of the amounts", r.Basis, other.Basis)
	differs("strata", r.Strata, other.Strata)
	differs("positions drawn", r.positions(), other.positions())
	return differences
}

func (r *Record) positions() string {
	var list []string
	for _, d := range r.Drawn {
		list = append(list, fmt.Sprint(d.Position))
	}
	return strings.Join(list, ", ")
}

// Sampled counts the units of the sample, without the spares.
func (r *Record) Sampled() int {
	n := 0
	for _, st := range r.Strata {
		n += st.Sample
	}
	return n
}

// Find returns the unit of an id on a worksheet; nil if there is none.
func (r *Record) Find(id string) *Drawn {
	at := slices.IndexFunc(r.Drawn, func(d Drawn) bool { return strings.EqualFold(d.ID, id) })
	if at < 0 {
		return nil
	}
	return &r.Drawn[at]
}

// Write writes the record as JSON.
func (r *Record) Write(w io.Writer) error {
	return jsonfile.Write(w, r, "\t")
}

// errNoRecord says that a file is no record of a sample.
var errNoRecord = errors.New("not the record of a sample")

// ReadRecord reads a record.
func ReadRecord(in io.Reader) (*Record, error) {
	var r Record
	if err := json.NewDecoder(in).Decode(&r); err != nil {
		return nil, errNoRecord
	}
	if r.Schema != recordSchema || r.FrameHash == "" || len(r.Drawn) == 0 {
		return nil, errNoRecord
	}
	return &r, nil
}
