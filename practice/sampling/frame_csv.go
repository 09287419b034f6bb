package sampling

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"otaudit/report/model"
)

// FrameHeader is the first line of a frame.
const FrameHeader = "position,stratum,place,amount,key"

// WriteCSV writes the frame as a table: what a stranger draws from without this program. It names patients.
func (f *Frame) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write(strings.Split(FrameHeader, ","))
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
