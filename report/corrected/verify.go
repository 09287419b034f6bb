package corrected

import (
	"errors"
	"fmt"
	"strings"
)

// verifyWorkbook compares every sheet of the copy with the input cell by cell (REP-113): values, formulas, styles.
// Outside the changes all must be equal, inside the copy must hold the new value in the old style. Behind the sheets
// of the input there may be one more, the Audit sheet. No part of the input may be missing.
func verifyWorkbook(input, output string, changes map[string]map[cellAt]cellChange, facts *cellFacts) error {
	before, err := openWorkbookParts(input)
	if err != nil {
		return err
	}
	defer before.Close()
	after, err := openWorkbookParts(output)
	if err != nil {
		return err
	}
	defer after.Close()
	for name := range before.files {
		// The order of calculation is rebuilt by the program that opens the file.
		if after.files[name] == nil && !strings.HasSuffix(name, "calcchain.xml") && !strings.HasSuffix(name, "/") {
			return fmt.Errorf("the copy lacks the part %s", name)
		}
	}
	if len(after.sheets) != len(before.sheets)+1 {
		return errors.New("the copy has other sheets than the input")
	}
	for i, sheet := range before.sheets {
		if copied := after.sheets[i]; copied.name != sheet.name || copied.state != sheet.state || copied.cells != sheet.cells {
			return errors.New("the copy has its sheets in another order than the input")
		}
		if !sheet.cells {
			continue
		}
		if err := verifySheet(before, after, i, changes[sheet.name], facts); err != nil {
			return err
		}
		if err := verifyComments(before, after, i); err != nil {
			return err
		}
	}
	return nil
}

func verifySheet(before, after *workbookParts, i int, changes map[cellAt]cellChange, facts *cellFacts) error {
	a, err := before.cellsOf(before.sheets[i])
	if err != nil {
		return err
	}
	b, err := after.cellsOf(after.sheets[i])
	if err != nil {
		return err
	}
	byPlace := map[textPlace]cellAt{}
	for cell := range changes {
		byPlace[textPlace{cell.row, cell.col}] = cell
	}
	expected, confirmed := 0, 0
	for _, change := range changes {
		if change.text != "" { // an emptied cell need not be there
			expected++
		}
	}
	for {
		x, moreX, err := nextFilled(a, byPlace)
		if err != nil {
			return err
		}
		y, moreY, err := nextFilled(b, byPlace)
		for err == nil && moreY {
			cell, changed := byPlace[textPlace{y.row, y.col}]
			if !changed {
				break
			}
			if err := confirm(&y, changes[cell], facts.cells[cell]); err != nil {
				return err
			}
			if changes[cell].text != "" {
				confirmed++
			}
			y, moreY, err = nextFilled(b, byPlace)
		}
		if err != nil {
			return err
		}
		for moreX {
			if _, changed := byPlace[textPlace{x.row, x.col}]; !changed {
				break
			}
			if x, moreX, err = nextFilled(a, byPlace); err != nil {
				return err
			}
		}
		if moreX != moreY || x != y {
			return fmt.Errorf("the copy differs from the input outside the corrections, near cell %s", cellName(max(x.row, y.row), max(x.col, y.col)))
		}
		if !moreX {
			break
		}
	}
	if confirmed != expected {
		return errors.New("a correction is missing in the copy")
	}
	return nil
}

// nextFilled skips cells that could as well not be there, but not those that were changed.
func nextFilled(cells *sheetCells, changed map[textPlace]cellAt) (sheetCell, bool, error) {
	var cell sheetCell
	for {
		more, err := cells.next(&cell)
		if err != nil || !more {
			return sheetCell{}, false, err
		}
		if _, isChanged := changed[textPlace{cell.row, cell.col}]; isChanged || !cell.blank() {
			return cell, true, nil
		}
	}
}

// confirm checks a corrected cell of the copy.
func confirm(cell *sheetCell, change cellChange, fact cellFact) error {
	holds := cell.value == change.text && cell.kind == 's'
	if change.number {
		holds = sameNumber(cell.value, change.text) && cell.kind == 'n'
	}
	if change.text == "" {
		holds = cell.value == ""
	}
	if fact.style >= 0 && cell.style != fact.style {
		holds = false
	}
	if !holds || cell.formula != "" {
		return fmt.Errorf("a corrected cell does not hold its new value in the old style: %s", cellName(cell.row, cell.col))
	}
	return nil
}
