package value

import "testing"

var (
	commaColumn = TextValues("2,5")
	commaMoney  = TextValues("25,00")
	pointMoney  = TextValues("25.00")
)

var unitsCases = [][]valueCase{
	cells(231, "2", "2", "2.0", "2 units", "x2", "2 Unit", "'2", "2 "),
	cells(232, "2.9", "2.9"), cells(232, "1.33", "1.33"), cells(232, "2.125", "2.125"),
	beside(commaColumn, cells(232, "2.9", "2,9")),
	{{imp: 232, cell: number("2.9", StylePlain), want: "2.9"}, {imp: 232, cell: number("1.33333333333333", StylePlain), want: wantBad}},
	cells(233, wantBad, "two", "1-2", "2/3", "?", "2-", "$2", "1 2", "2,125", "9999999", "--2", "(-2)"),
	cells(234, "-2", "-2", "(2)"),
}

func TestUnits(t *testing.T) {
	runCases(t, unitsCases, func(column []CellValue, cell CellValue) (string, Reading, string) {
		units, reading, why := DecideNumbers(column).ParseUnits(cell.Text, cell.Hint)
		return units.String(), reading, why
	})
}

var moneyCases = [][]valueCase{
	cells(235, "1250.50", "$1,250.50", "1250.5", "1 250.50", "USD 1,250.50", "1,250.50 USD", "1\u202f250.50"),
	cells(235, "1250.00", "1250", "1250.00"),
	cells(236, "-25.00", "(25.00)", "-$25", "$-25.00", "25.00-", "($25.00)"),
	beside(commaMoney, cells(237, "1250.50", "1.250,50", "1 250,50")),
	cells(238, wantBad, "1.250", "1,250"),
	cells(238, "1250.00", "$1,250"),
	beside(pointMoney, cells(238, "1250.00", "1,250")),
	beside(commaMoney, cells(238, "1250.00", "1.250")),
	beside(TextValues("25.00", "25,00"), cells(238, wantBad, "1,250", "1.250")),
	cells(239, "0.00", "-", "$ -", " $- "),
	cells(240, wantBad, "10.125", "25 CR", "€25", "#N/A", "1,25,000.00", "$", "99999999", "25.", "1250.5.0"),
	{{imp: 240, cell: number("10.125", StylePlain), want: wantBad}, {imp: 235, cell: number("1250.5", StylePlain), want: "1250.50"}},
}

func TestMoney(t *testing.T) {
	runCases(t, moneyCases, func(column []CellValue, cell CellValue) (string, Reading, string) {
		cents, reading, why := DecideNumbers(column).ParseMoney(cell.Text, cell.Hint)
		return cents.String(), reading, why
	})
}

func TestCommonNumbersAllocateNothing(t *testing.T) {
	form := NumberForm{}
	allocations := testing.AllocsPerRun(100, func() {
		form.ParseUnits("3", CellHint{})
		form.ParseUnits("-2", CellHint{})
		form.ParseMoney("125.50", CellHint{})
		form.ParseMoney("$1,250.50", CellHint{})
		MinutesForm{}.Parse("45", CellHint{})
	})
	if allocations != 0 {
		t.Errorf("parsing plain units, money and minutes allocates %v times", allocations)
	}
}
