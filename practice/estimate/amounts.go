package estimate

import (
	"errors"
	"fmt"
	"slices"

	"otaudit/practice/filled"
)

// The columns of a table of amounts. The amount paid or billed stands under one of the first.
var billedColumns = []string{"paid", "billed", "amount billed", "amount"}

const (
	supportedColumn = "supported"
	stratumColumn   = "stratum"
)

// ReadAmounts reads a table with a row for each unit of a sample that was drawn elsewhere: paid (or billed), supported, and the
// stratum if there are several. Frames has the units of each stratum in the frame, under the empty name in a simple design. Every row
// must have both amounts: a blank one is no zero.
func ReadAmounts(path string, frames map[string]int) (Sample, error) {
	t, err := filled.Read(path, supportedColumn)
	if err != nil {
		return Sample{}, err
	}
	at := slices.IndexFunc(billedColumns, t.Has)
	if at < 0 {
		return Sample{}, fmt.Errorf("%s: no column paid or billed beside supported", path)
	}
	billed, err := t.Money(billedColumns[at])
	supported, err2 := t.Money(supportedColumn)
	if err := errors.Join(err, err2); err != nil {
		return Sample{}, err
	}
	out := Sample{Basis: billedColumns[at] + ", from a table"}
	var names []string
	for name := range frames {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		out.Strata = append(out.Strata, Stratum{Name: name, Frame: frames[name]})
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		name := row.Text(stratumColumn)
		place := slices.Index(names, name)
		switch {
		case place < 0 && name == "":
			return Sample{}, fmt.Errorf("%s: no stratum", row.Cell(stratumColumn))
		case place < 0:
			return Sample{}, fmt.Errorf("%s: the size of the frame of stratum %q is not given", row.Cell(stratumColumn), name)
		case billed[i] == nil:
			return Sample{}, fmt.Errorf("%s: no amount", row.Cell(billedColumns[at]))
		case supported[i] == nil:
			return Sample{}, fmt.Errorf("%s: no amount; write 0 where nothing is supported", row.Cell(supportedColumn))
		case *billed[i] < 0:
			return Sample{}, fmt.Errorf("%s: %s is below zero", row.Cell(billedColumns[at]), billed[i])
		case *supported[i] < 0:
			return Sample{}, fmt.Errorf("%s: %s is below zero", row.Cell(supportedColumn), supported[i])
		}
		st := &out.Strata[place]
		st.Units = append(st.Units, Unit{*billed[i], *supported[i]})
	}
	return out, nil
}
