package reading

import (
	"fmt"
	"testing"

	"otaudit/audit"
	"otaudit/importers/importtest"
	"otaudit/importers/value"
)

// columnOf makes a column of text cells, each once for every time it is given.
func columnOf(texts ...string) value.Column {
	col := value.Column{Values: map[value.CellValue]int{}, Total: len(texts)}
	for _, text := range texts {
		if text == "" {
			col.Blank++
			continue
		}
		col.Values[value.CellValue{Text: text}]++
	}
	return col
}

func repeated(count int, texts ...string) []string {
	var all []string
	for range count {
		all = append(all, texts...)
	}
	return all
}

var shapeContext = ShapeContext{Known: importtest.KnownModifier, AsOf: importtest.AsOf}

func TestShapes(t *testing.T) {
	manyUnits := append(repeated(32, "3"), "9", "12", "14")
	tests := []struct {
		imp   int
		field audit.Field
		col   value.Column
		hours bool
		holds bool
	}{
		{126, audit.Code, columnOf("97110", "97530, 97535", "note"), false, true},
		{126, audit.Code, columnOf("1234", "5678", "97110"), false, false},
		{127, audit.Modifiers, columnOf("GO", "GO KX", "ZZ"), false, true},
		{127, audit.Modifiers, columnOf("AA", "BB", "GO"), false, false},
		{127, audit.Modifiers, columnOf("Heat", "Ice", "GO"), false, false},
		{128, audit.UnitsBilled, columnOf("1", "2", "3", "2.9"), false, true},
		{128, audit.UnitsBilled, columnOf("17", "45", "3"), false, false},
		{128, audit.UnitsBilled, columnOf(manyUnits...), false, false},
		{128, audit.UnitsBilled, columnOf(append(repeated(99, "3"), "16")...), false, true},
		{129, audit.UnitsBilled, columnOf("0.75", "1.25", "1.5", "1"), false, false},
		{130, audit.Minutes, columnOf("15", "30", "38", "8", "23", "0", "0"), false, true},
		{130, audit.Minutes, columnOf("3", "4", "3", "2", "1"), false, false},
		{130, audit.Minutes, columnOf("90", "120", "75", "90", "80"), false, false},
		{131, audit.Minutes, columnOf("0.75", "1.25", "0.5", "1", "0.25"), true, true},
		{131, audit.Minutes, columnOf("0.75", "1.25", "0.5", "0.33", "0.25"), false, true},
		{131, audit.Minutes, columnOf("0.75", "1.25", "0.5", "0.34", "0.25"), false, false},
		{131, audit.Minutes, columnOf("45", "30", "38", "60", "53"), true, false},
		{225, audit.Minutes, columnOf("0.8", "1.3", "0.4", "0.7", "1"), true, true},
		{135, audit.DateOfService, columnOf("6/15/2026", "6/16/2026", "later"), false, true},
		{135, audit.DateOfService, columnOf("1/5/2026", "2/6/2026"), false, true},
		{135, audit.DateOfService, columnOf("6/15/1998", "6/16/1997"), false, false},
		{135, audit.DateOfService, columnOf("6/15/2027", "6/16/2027"), false, true},
		{135, audit.BirthDate, columnOf("6/15/2027", "6/16/2027"), false, false},
		{135, audit.CertificationEnd, columnOf("1/15/2027", "1/16/2027"), false, true},
		{135, audit.BirthDate, columnOf("6/15/1938", "6/16/1947"), false, true},
		{136, audit.NPI, columnOf("1234567893"), false, true},
		{136, audit.NPI, columnOf("1234567890"), false, false},
		{137, audit.Diagnoses, columnOf("M62.81", "U07.1", "r278"), false, true},
		{137, audit.Diagnoses, columnOf("1", "1,2", "M62.81"), false, false},
		{138, audit.PatientID, columnOf("A1", "A2"), false, true},
		{138, audit.PatientID, columnOf("Rivera", "Lopez"), false, false},
		{125, audit.Payer, columnOf("anything", "#N/A"), false, true},
		{125, audit.UnitsBilled, columnOf("", "n/a"), false, true},
	}
	for i, test := range tests {
		ctx := shapeContext
		ctx.Hours = test.hours
		if s := ShapeOf(test.field, test.col, ctx); s.Holds() != test.holds {
			t.Errorf("IMP-%d, case %d: shape of %v holds: %v (%s), want %v", test.imp, i, test.field, s.Holds(), s.Reason, test.holds)
		}
	}
}

func TestQuarterStepsAsk(t *testing.T) {
	if s := ShapeOf(audit.UnitsBilled, columnOf("0.75", "1.25", "1.5"), shapeContext); !s.Refused || !s.Ask {
		t.Errorf("IMP-129: quarter steps give %+v, want a question", s)
	}
	if s := ShapeOf(audit.UnitsBilled, columnOf("0.75", "1.3", "1.5"), shapeContext); s.Refused {
		t.Errorf("IMP-129: a fraction of .3 is no quarter step: %+v", s)
	}
}

func TestPatientKeysWithoutDigits(t *testing.T) {
	ctx := shapeContext
	ctx.DistinctNames = 2
	if s := ShapeOf(audit.PatientID, columnOf("alpha", "beta"), ctx); !s.Holds() {
		t.Errorf("IMP-138: as many keys as names, and yet %+v", s)
	}
}

func TestStrictShapes(t *testing.T) {
	for _, test := range []struct {
		fit, of int
		want    bool
	}{{4, 4, false}, {5, 5, true}, {18, 20, false}, {19, 20, true}, {0, 0, false}} {
		if got := (Shape{Fit: test.fit, Of: test.of}).HoldsStrictly(); got != test.want {
			t.Errorf("IMP-125: %d of %d values hold: %v, want %v", test.fit, test.of, got, test.want)
		}
	}
}

func TestShapesDoNotDependOnMapOrder(t *testing.T) {
	var texts []string
	for i := range 60 {
		texts = append(texts, fmt.Sprint(i%9), fmt.Sprint(i*7%50))
	}
	for _, field := range []audit.Field{audit.UnitsBilled, audit.Minutes, audit.Modifiers, audit.Code, audit.DateOfService} {
		want := ShapeOf(field, columnOf(texts...), shapeContext)
		for range 10 {
			if got := ShapeOf(field, columnOf(texts...), shapeContext); got != want {
				t.Fatalf("IMP-06: %v: %+v differs from %+v", field, got, want)
			}
		}
	}
}
