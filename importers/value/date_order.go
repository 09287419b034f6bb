package value

// DateOrder is the order of day and month in a column.
type DateOrder uint8

// The orders. MixedOrder means that values of both kinds are there and neither kind prevails, so that only values with one
// reading are read. YearFirst matters for two-digit years only, as in 26-06-15.
const (
	OrderUnknown DateOrder = iota
	MonthFirst
	DayFirst
	MixedOrder
	YearFirst
)

// String names the order for people.
func (o DateOrder) String() string {
	return [...]string{"undecided", "month first", "day first", "mixed", "year first"}[o]
}

// OrderBasis says what the order of a column rests on.
type OrderBasis uint8

// What an order rests on, from nothing to decide to the default of the country.
const (
	OrderNotNeeded OrderBasis = iota // no value of the column reads differently in another order
	OrderGiven                       // a flag or a profile fixes it
	OrderShown                       // values of the column have one reading only
	OrderOfSheet                     // the sheet's other dates show it
	OrderAssumed                     // nothing shows it: month first, as in the United States
)

// orderCounts counts the distinct values of a column by the orders in which they are days.
type orderCounts struct {
	monthOnly, dayOnly, either int
	yearFirst                  bool // the years agree better with the first number than with the last
}

// prevails reports whether so many values of one kind make those of the other slips of the pen.
func prevails(many, few int) bool { return many >= 10*few }

// decideOrder settles the order of day and month. A day above 12 in one value only does not turn a column around, unless
// the other days then lie closer together.
func (f *DateForm) decideOrder(n orderCounts, days func(DateOrder) []int, ctx DateContext) {
	f.Order, f.Basis = MonthFirst, OrderAssumed
	switch {
	case ctx.Profile != OrderUnknown:
		f.Order, f.Basis = ctx.Profile, OrderGiven
	case n.yearFirst:
		f.Order, f.Basis = YearFirst, OrderShown
	case n.monthOnly > 0 && n.dayOnly > 0:
		f.bothKinds = true
		f.Order, f.Basis = MixedOrder, OrderShown
		if prevails(n.monthOnly, n.dayOnly) {
			f.Order = MonthFirst
		} else if prevails(n.dayOnly, n.monthOnly) {
			f.Order = DayFirst
		}
	case n.monthOnly > 0:
		f.Basis = OrderShown
	case n.either == 0 && n.dayOnly == 0:
		f.Order, f.Basis = ctx.Sheet, OrderNotNeeded
	case n.dayOnly > 1, n.dayOnly == 1 && (n.either == 0 || ctx.Sheet == DayFirst || spread(days(DayFirst)) < spread(days(MonthFirst))):
		f.Order, f.Basis = DayFirst, OrderShown
	case ctx.Sheet != OrderUnknown:
		f.Order, f.Basis = ctx.Sheet, OrderOfSheet
	}
	f.bothKinds = f.bothKinds || n.dayOnly == 1 && f.Order == MonthFirst && f.Basis != OrderGiven
}

// spread is the number of days from the first to the last.
func spread(days []int) int {
	if len(days) == 0 {
		return 0
	}
	first, last := days[0], days[0]
	for _, d := range days {
		first, last = min(first, d), max(last, d)
	}
	return last - first
}

// SheetDateOrder returns the order on which the columns agree that show theirs by their own values; OrderUnknown if none
// does or two differ.
func SheetDateOrder(forms ...DateForm) DateOrder {
	order := OrderUnknown
	for _, f := range forms {
		switch {
		case f.Basis != OrderShown:
		case order == OrderUnknown:
			order = f.Order
		case order != f.Order:
			return OrderUnknown
		}
	}
	if order == MixedOrder || order == YearFirst {
		return OrderUnknown
	}
	return order
}
