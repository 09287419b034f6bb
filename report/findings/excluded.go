package findings

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/gocarina/gocsv"

	"otaudit/audit"
	"otaudit/report/model"
)

// excludedRow is one line of excluded-rows.csv: the columns of REP-119 in their order.
type excludedRow struct {
	SourceFile  string `csv:"source_file"`
	SourceSheet string `csv:"source_sheet"`
	SourceRow   string `csv:"source_row"`
	Kind        string `csv:"kind"`
	Reason      string `csv:"reason"`
	Detail      string `csv:"detail"`
	Units       string `csv:"units"`
	Charge      string `csv:"charge"`
	Original    string `csv:"original"`
}

// WriteExcluded writes excluded-rows.csv of a published result: every row that became no line, with its units and charge,
// so that the account can be closed by hand.
func WriteExcluded(w io.Writer, r *audit.Result) error {
	out := gocsv.NewSafeCSVWriter(csv.NewWriter(w))
	places := newPlaces(r)
	rows := make([]excludedRow, 0, len(r.Excluded))
	for i := range r.Excluded {
		s := &r.Excluded[i]
		file, sheet := places.split(s.Cell.Sheet)
		row := excludedRow{SourceFile: model.CellText(file), SourceSheet: model.CellText(sheet), SourceRow: strconv.Itoa(int(s.Cell.Row)),
			Kind: s.Kind, Reason: model.CellText(s.Reason), Detail: model.CellText(s.Detail), Units: s.Units.String(), Original: model.CellText(s.Original)}
		if s.Priced {
			row.Charge = s.Charge.String()
		}
		rows = append(rows, row)
	}
	return gocsv.MarshalCSV(rows, out)
}
