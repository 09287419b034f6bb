package refdata

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"otaudit/audit"
)

// placeRVUs finds the window in which a release's values are in force. It is the calendar year, except where the tables
// in force show that the conversion factor changed within it: then it is the window of the file's factor. Of several
// releases for one window the latest stands.
func (im *importer) placeRVUs(year int, month time.Month, rows []rvuRow, qualifying bool) error {
	if im.rvu.windows == nil {
		im.rvu.windows, im.rvu.qp = map[audit.Window]*rvuRelease{}, map[audit.Window]tenThousandths{}
	}
	factor := rows[0].CF
	known := im.factorWindows(year)
	whole := audit.Window{
		From: audit.DateOf(year, time.January, 1), To: audit.DateOf(year, time.December, 31), HasFrom: true, HasTo: true,
	}
	window := whole
	if len(known) > 0 && !qualifying {
		var ok bool
		if window, ok = known[factor]; !ok {
			text, _ := factor.MarshalCSV()
			return fmt.Errorf("conversion factor %s is not that of the tables in force for %d, and the file does not say from which day it applies", text, year)
		}
	}
	if qualifying {
		im.rvu.qp[window] = factor
		return nil
	}
	for other, release := range im.rvu.windows {
		if other == window && release.rows[0].CF != factor {
			return fmt.Errorf("another file for %d has another conversion factor, and neither says from which day it applies", year)
		}
	}
	if release := im.rvu.windows[window]; release == nil || release.quarter < month {
		for i := range rows {
			rows[i].From, rows[i].To = ends(window)
		}
		im.rvu.windows[window] = &rvuRelease{month, rows}
	}
	return nil
}

// factorWindows lists the conversion factors of a year in the tables in force and the days on which each applies.
func (im *importer) factorWindows(year int) map[tenThousandths]audit.Window {
	windows := map[tenThousandths]audit.Window{}
	for _, r := range baseRows[rvuRow](im.base, "rvu") {
		if int(r.Year) == year {
			windows[r.CF] = span(r.From, r.To)
		}
	}
	return windows
}

// buildRVU gives the table with the windows that were read replaced, and how many rows were carried over.
func (im *importer) buildRVU() ([]byte, int, error) {
	if len(im.rvu.windows) == 0 && len(im.rvu.qp) == 0 {
		return nil, 0, nil
	}
	var rows []rvuRow
	factorQP, dropped := map[audit.Window]tenThousandths{}, map[audit.Window]int{}
	for _, r := range baseRows[rvuRow](im.base, "rvu") {
		window := span(r.From, r.To)
		factorQP[window] = r.CFQP
		release := im.rvu.windows[window]
		if release == nil {
			rows = append(rows, r)
		} else if !slices.ContainsFunc(release.rows, func(given rvuRow) bool { return given.Code == r.Code }) {
			dropped[window]++
		}
	}
	carried := len(rows)
	for _, window := range slices.SortedFunc(maps.Keys(im.rvu.windows), byStart) {
		if dropped[window] > 0 {
			im.warn("relative values of %s: %d codes of the tables in force are not in the file and have no row now", window, dropped[window])
		}
		for _, r := range im.rvu.windows[window].rows {
			if qp, ok := factorQP[window]; ok {
				r.CFQP = qp
			}
			rows = append(rows, r)
		}
	}
	for _, window := range slices.SortedFunc(maps.Keys(im.rvu.qp), byStart) {
		placed := false
		for i, r := range rows {
			if span(r.From, r.To) == window {
				rows[i].CFQP, placed = im.rvu.qp[window], true
			}
		}
		if !placed {
			return nil, 0, fmt.Errorf("relative values of %s: the QPP file gives only a conversion factor; give the nonQPP file too", window)
		}
	}
	slices.SortFunc(rows, func(a, b rvuRow) int { return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.From, b.From)) })
	content, err := tableBytes(rows)
	return content, carried, err
}

func byStart(a, b audit.Window) int { return cmp.Compare(a.From, b.From) }
