package corrected

import (
	"regexp"
	"strconv"
	"strings"
)

// sheetTable is a table of a sheet, to which formulas refer by names.
type sheetTable struct {
	sheet   string
	body    cellRange // without header and totals
	columns map[string]int32
}

// readTables gives the tables of a sheet by their names in lower case.
func (p *workbookParts) readTables(sheet sheetPart, into map[string]*sheetTable) error {
	relations, err := p.relations(sheet.path)
	if err != nil {
		return err
	}
	for _, r := range relations {
		if r.kind != "table" {
			continue
		}
		data, err := p.part(r.target)
		if err != nil {
			return err
		}
		var table *sheetTable
		for w := walkBytes(data); w.next(); {
			switch {
			case w.is("table"):
				area, ok := parseRange(w.attr("ref"))
				if !ok {
					continue
				}
				table = &sheetTable{sheet: sheet.name, body: area, columns: map[string]int32{}}
				if w.attr("headerRowCount") != "0" {
					table.body.row1++
				}
				if n, err := strconv.Atoi(w.attr("totalsRowCount")); err == nil {
					table.body.row2 -= int32(n)
				}
				into[strings.ToLower(w.attr("displayName"))] = table
			case w.is("tableColumn") && table != nil:
				table.columns[strings.ToLower(readCellText(w.attr("name")))] = table.body.col1 + int32(len(table.columns))
			}
		}
	}
	return nil
}

var (
	wholeTableColumn = regexp.MustCompile(`^\[((?:[^\[\]#@']|'.)+)\]`)
	rowOfTableColumn = regexp.MustCompile(`^\[\[#This Row\],\s*\[((?:[^\[\]#@']|'.)+)\]\]`)
	escapedInColumn  = regexp.MustCompile(`'(.)`)
)

// tableColumn reads Table[Column] and Table[[#This Row],[Column]]; all else of tables makes the formula an open one.
func (s *formulaScan) tableColumn(start int, word string) {
	table := s.tables[strings.ToLower(word)]
	rest := s.text[s.at:]
	one := rowOfTableColumn.FindStringSubmatch(rest)
	all := wholeTableColumn.FindStringSubmatch(rest)
	m := all
	if one != nil {
		m = one
	}
	if table == nil || m == nil {
		s.open = true
		return
	}
	col := table.columns[strings.ToLower(escapedInColumn.ReplaceAllString(m[1], "$1"))]
	if col == 0 {
		s.open = true
		return
	}
	area := cellRange{table.body.row1, col, table.body.row2, col}
	if one != nil {
		area.row1, area.row2 = s.row, s.row
	}
	s.plain(start)
	s.pieces = append(s.pieces, formulaPiece{isRef: true, two: one == nil, sheet: strings.ToLower(table.sheet), area: area,
		text: "'" + strings.ReplaceAll(table.sheet, "'", "''") + "'!", fixed: [4]bool{one == nil, true, one == nil, true}})
	s.at += len(m[0])
	s.done = s.at
}
