package sampling

import (
	"encoding/csv"
	"io"
	"strconv"

	"otaudit/report/model"
)

// WriteCSV writes the frame as a table: what a stranger draws from without this program. It names patients.
func (f *Frame) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"position", "stratum", "place", "amount", "key"})
	for _, item := range f.Items {
		amount := ""
		if item.Priced {
			amount = item.Amount.String()
		}
		out.Write([]string{strconv.Itoa(item.Position), model.CellText(item.Stratum), strconv.Itoa(item.Place), amount, item.Key})
	}
	out.Flush()
	return out.Error()
}
