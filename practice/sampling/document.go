package sampling

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/report/model"
)

// shownStrata is the most strata that the page of the record lists.
const shownStrata = 6

// shownInputs is the most files that it names.
const shownInputs = 3

// shownPositions is the room for positions on the page, in characters.
const shownPositions = 1300

// Document is the record as one page, from which a stranger draws the same sample again. It names no patient.
func (r *Record) Document() model.Document {
	day, _ := audit.ParseDate(r.AsOf) // without one the file has no date
	d := model.Document{Title: "Record of a random sample", Notice: "No patient is named here; sample.json and frame.csv name them.",
		Foot: "Drawn with " + r.Tool, Date: day}
	fact := func(label, text string) []string { return []string{label, text} }
	rows := [][]string{
		fact("Universe", strings.Join(r.inputs(), "; ")),
		fact("Rows and lines", fmt.Sprintf("%s read, %s%s", model.Plural(r.RowsRead, "row", "rows"), model.Plural(r.Lines, "line", "lines"), counts("; rows that became no line", r.RowsLeft))),
		fact("Left out of the frame", strings.TrimPrefix(counts("", r.LinesLeft)+filters(r.Only), "; ")),
		fact("Unit and its key", fmt.Sprintf("%s: %s", r.Unit, r.KeyOf)),
		fact("Frame", fmt.Sprintf("N = %s, sorted by key in byte order, positions from 1", model.Count(r.FrameSize))),
		fact("SHA-256 of the keys, each followed by a line feed", r.FrameHash),
		fact("Design", r.design()),
		fact("Size", fmt.Sprintf("n = %s; %s", model.Count(r.Sampled()), r.SizeRule)),
		fact("Generator and seed", strings.TrimSuffix(fmt.Sprintf("%s, seed %s", r.Generator, r.Seed), ", seed ")),
		fact("Draws before this one", strings.Join(r.Earlier, ", ")),
		fact("Amounts", r.basis()),
		fact("Log read with", strings.Join(r.Reading, " ")),
	}
	for i := range rows {
		if rows[i][1] == "" {
			rows[i][1] = "none"
		}
	}
	d.Blocks = append(d.Blocks, &model.Table{Name: "What was drawn from what", Columns: []model.Column{{Title: "Part", Width: 1}, {Title: "As drawn", Width: 3.2}}, Rows: rows, Small: true})
	if len(r.Strata) > 1 {
		d.Blocks = append(d.Blocks, r.strataTable())
	}
	d.Blocks = append(d.Blocks, model.Heading("Positions in the order of selection"))
	for _, list := range r.positionLists() {
		d.Blocks = append(d.Blocks, model.Paragraph{Style: model.Small, Text: list})
	}
	d.Blocks = append(d.Blocks, model.Heading("To draw it again"),
		model.Paragraph{Style: model.Small, Text: r.Method},
		model.Paragraph{Style: model.Small, Text: "With this program: otaudit sample --from sample.json FILE… with the files of the universe. It makes the frame again, compares its hash, draws, and says what differs."})
	return d
}

func (r *Record) inputs() []string {
	var list []string
	for _, in := range r.Inputs[:min(shownInputs, len(r.Inputs))] {
		list = append(list, fmt.Sprintf("%s (%s bytes, SHA-256 %s)", in.Name, model.Count(in.Bytes), in.SHA256))
	}
	if more := len(r.Inputs) - len(list); more > 0 {
		list = append(list, model.Count(more)+" more in sample.json")
	}
	return list
}

func counts(before string, list []audit.Count) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, fmt.Sprintf("%s (%s)", c.What, model.Count(c.N)))
	}
	if len(parts) == 0 {
		return ""
	}
	return before + ": " + strings.Join(parts, ", ")
}

func filters(only []string) string {
	if len(only) == 0 {
		return ""
	}
	return "; only " + strings.Join(only, ", ")
}

// design says how the sample is drawn, in one sentence.
func (r *Record) design() string {
	if len(r.Divided) == 0 {
		return "simple random, without replacement"
	}
	return fmt.Sprintf("stratified by %s, %s, simple random inside each, without replacement; a unit with several values has a stratum with its like",
		strings.Join(r.Divided, " and "), model.Plural(len(r.Strata), "stratum", "strata"))
}

func (r *Record) basis() string {
	if r.Basis == "" {
		return "the log has none: the reviewer fills them in"
	}
	return fmt.Sprintf("the %s amount of all lines of the unit", strings.Replace(r.Basis, "charge", "charged", 1))
}

func (r *Record) strataTable() *model.Table {
	t := &model.Table{Name: "Strata", Small: true, Columns: []model.Column{{Title: "Stratum", Width: 3},
		{Title: "In the frame", Kind: model.Numbers}, {Title: "Sample", Kind: model.Numbers}, {Title: "Spares", Kind: model.Numbers}}}
	for _, st := range r.Strata {
		t.Rows = append(t.Rows, []string{st.Name, model.Count(st.Frame), model.Count(st.Sample), model.Count(st.Spares)})
	}
	if more := len(t.Rows) - shownStrata; more > 0 {
		t.Rows, t.Note = t.Rows[:shownStrata], fmt.Sprintf("%s more in sample.json.", model.Count(more))
	}
	return t
}

// positionLists are the positions of the sample and of the spares, each stratum on its own.
func (r *Record) positionLists() []string {
	var lists []string
	room := shownPositions
	for _, st := range r.Strata[:min(shownStrata, len(r.Strata))] {
		var sample, spares []string
		for _, d := range r.Drawn {
			position := fmt.Sprint(d.Position)
			switch {
			case d.Stratum != st.Name || room <= 0:
				continue
			case d.Spare > 0:
				spares = append(spares, position)
			default:
				sample = append(sample, position)
			}
			room -= len(position) + 2
		}
		text := strings.Join(sample, ", ")
		if len(sample) < st.Sample {
			text = strings.TrimPrefix(text+" … the rest in sample.json", " … ")
		}
		if len(spares) > 0 {
			text += "; spares: " + strings.Join(spares, ", ")
		}
		if st.Name != "" {
			text = st.Name + ": " + text
		}
		lists = append(lists, text)
	}
	if len(r.Strata) > shownStrata {
		lists = append(lists, "Those of the other strata stand in sample.json.")
	}
	return lists
}
