package report

import (
	"strconv"

	"otaudit/audit"
)

// The findings are nearly all of audit.json. They are written field by field and not by reflection, which would take
// several times as long; a test holds that both give the same bytes.

// findings writes the list of findings, one a line.
func (e *encoder) findings(list []audit.Finding) {
	for i := range list {
		e.separate(i, "[\n", ",\n")
		e.buffer = appendFindingJSON(e.buffer, &list[i])
	}
	e.buffer = append(e.buffer, "\n]"...)
}

// appendFindingJSON appends a finding with its keys in order.
func appendFindingJSON(b []byte, f *audit.Finding) []byte {
	b = appendText(b, `{"accepted":{"by":`, f.Accepted.By)
	b = appendText(b, `,"reason":`, f.Accepted.Reason)
	b = appendText(b, `,"until":`, f.Accepted.Until)
	b = appendText(b, `},"action":`, f.Action)
	b = appendQuantity(b, `,"billed":`, f.Billed)
	b = appendCell(append(b, `,"cell":`...), f.Cell)
	b = appendTexts(b, `,"cites":`, f.Cites)
	b = appendText(b, `,"claim":`, f.Claim)
	b = appendText(b, `,"code":`, f.Code)
	b = appendText(b, `,"date":`, f.Date)
	b = appendText(b, `,"denial":`, f.Denial)
	b = appendText(b, `,"field":`, f.Field)
	b = appendFix(b, &f.Fix)
	b = appendText(b, `,"id":`, f.ID)
	b = appendText(b, `,"impact":{"basis":`, f.Impact.Basis)
	b = strconv.AppendInt(append(b, `,"money_cents":`...), int64(f.Impact.Money), 10)
	b = appendUnits(append(b, `,"units":`...), f.Impact.Units)
	b = appendText(b, `},"in_doubt":`, f.InDoubt)
	b = appendText(b, `,"message":`, f.Message)
	b = appendText(b, `,"name":`, f.Name)
	b = appendText(b, `,"original":`, f.Original)
	b = appendText(b, `,"other_rule":`, f.OtherRule)
	b = appendText(b, `,"patient":`, f.Patient)
	b = appendText(b, `,"payer":`, f.Payer)
	b = appendText(b, `,"plan_date":`, f.PlanDate)
	b = appendList(append(b, `,"questions":`...), f.Questions, appendInt)
	b = appendList(append(b, `,"readings":`...), f.Readings, appendReading)
	b = appendCells(append(b, `,"related":`...), f.Related)
	b = appendText(b, `,"rule":`, f.Rule)
	b = appendText(b, `,"scope":`, f.Scope.String())
	b = appendText(b, `,"severity":`, f.Severity.String())
	b = appendText(b, `,"status":`, f.Status)
	b = appendQuantity(b, `,"supported":`, f.Supported)
	b = appendTexts(b, `,"table_rows":`, f.TableRows)
	b = appendText(b, `,"therapist":`, f.Therapist)
	b = appendText(b, `,"visit":`, f.Visit)
	b = appendText(b, `,"working":`, f.Working)
	return append(b, '}')
}

func appendReading(b []byte, r audit.Reading) []byte {
	b = appendText(b, `{"if":`, r.If)
	b = appendText(b, `,"impact":{"basis":`, r.Impact.Basis)
	b = strconv.AppendInt(append(b, `,"money_cents":`...), int64(r.Impact.Money), 10)
	b = appendUnits(append(b, `,"units":`...), r.Impact.Units)
	return append(b, "}}"...)
}

func appendFix(b []byte, fix *audit.Fix) []byte {
	b = strconv.AppendBool(append(b, `,"fix":{"applied":`...), fix.Applied)
	b = append(b, `,"edits":`...)
	b = appendList(b, fix.Edits, appendEdit)
	b = appendText(b, `,"held":`, fix.Held)
	b = appendText(b, `,"safety":`, fix.Safety.String())
	b = appendText(b, `,"title":`, fix.Title)
	return append(b, '}')
}

func appendEdit(b []byte, e audit.Edit) []byte {
	b = appendTexts(b, `{"add":`, e.Add)
	b = strconv.AppendBool(append(b, `,"applied":`...), e.Applied)
	b = appendCell(append(b, `,"cell":`...), e.Cell)
	b = appendText(b, `,"field":`, e.Field.String())
	b = strconv.AppendBool(append(b, `,"follows":`...), e.Follows)
	b = strconv.AppendInt(append(b, `,"line":`...), int64(e.Line), 10)
	b = appendText(b, `,"new":`, e.New)
	b = appendText(b, `,"old":`, e.Old)
	b = strconv.AppendBool(append(b, `,"review":`...), e.Review)
	b = strconv.AppendUint(append(b, `,"slot":`...), uint64(e.Slot), 10)
	b = appendText(b, `,"why":`, e.Why)
	return append(b, '}')
}

func appendCell(b []byte, r audit.Ref) []byte {
	b = strconv.AppendInt(append(b, `{"col":`...), int64(r.Col), 10)
	b = strconv.AppendInt(append(b, `,"row":`...), int64(r.Row), 10)
	b = appendText(b, `,"sheet":`, r.Sheet)
	return append(b, '}')
}

// appendCells appends a list of cells: a finding about a month has thousands, mostly of one sheet and column, of which all
// but the row is made once.
func appendCells(b []byte, refs []audit.Ref) []byte {
	b = append(b, '[')
	var head, tail []byte
	for i, r := range refs {
		if i > 0 {
			b = append(b, ',')
		}
		if i == 0 || r.Sheet != refs[i-1].Sheet || r.Col != refs[i-1].Col {
			head = append(strconv.AppendInt(append(head[:0], `{"col":`...), int64(r.Col), 10), `,"row":`...)
			tail = append(appendText(tail[:0], `,"sheet":`, r.Sheet), '}')
		}
		b = append(strconv.AppendInt(append(b, head...), int64(r.Row), 10), tail...)
	}
	return append(b, ']')
}

// appendText appends a text behind its key.
func appendText(b []byte, key, text string) []byte { return appendQuoted(append(b, key...), text) }

func appendTexts(b []byte, key string, list []string) []byte {
	return appendList(append(b, key...), list, appendQuoted)
}

func appendInt(b []byte, n int32) []byte { return strconv.AppendInt(b, int64(n), 10) }

func appendList[T any](b []byte, list []T, element func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = element(b, list[i])
	}
	return append(b, ']')
}

func appendQuantity(b []byte, key string, q audit.Quantity) []byte {
	b = append(b, key...)
	if !q.Known {
		return append(b, "null"...)
	}
	return appendUnits(b, q.Units)
}
