package refdata

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"otaudit/audit"
)

// ptpImport holds the edits kept so far, by setting.
type ptpImport struct {
	settings [2]ptpSetting
}

type ptpSetting struct {
	given   bool
	release string
	parts   [5]bool // 1 to 4; 0 stands for a file whose name has no part
	rows    []pairRow
	seen    map[pairRow]bool // rows without their source, to pass over a part that is given twice
}

var (
	partInName    = regexp.MustCompile(`[-_]f([1-4])\b`)
	quarterInName = regexp.MustCompile(`(20\d\d)q([1-4])`)
	versionInName = regexp.MustCompile(`v(3\d|2\d)([0-3])r\d`)
)

// ptpRelease reads the quarter from a name such as medicare-ncci-2026q4-… or …-v323r0-f1: the version's first two digits
// count the years (32 = 2026), the third the quarters from 0.
func ptpRelease(name string) string {
	if m := quarterInName.FindStringSubmatch(name); m != nil {
		return m[1] + "Q" + m[2]
	}
	if m := versionInName.FindStringSubmatch(name); m != nil {
		years, _ := strconv.Atoi(m[1])
		return fmt.Sprintf("%dQ%c", 1994+years, m[2][0]+1)
	}
	return ""
}

func settingInName(name string) (Setting, bool) {
	switch {
	case strings.Contains(name, "ccipra"), strings.Contains(name, "practitioner"):
		return Practitioner, true
	case strings.Contains(name, "ccioph"), strings.Contains(name, "hospital"):
		return OutpatientHospital, true
	default:
		return 0, false
	}
}

// readPTP reads one part of the PTP edits line by line.
func (im *importer) readPTP(file cmsFile, in io.Reader, report *FileReport) error {
	name := strings.ToLower(file.name)
	setting, ok := settingInName(name)
	if !ok {
		return fmt.Errorf("%s: the setting cannot be told; keep the name CMS gave, with ccipra (practitioner) or ccioph (hospital)", file.name)
	}
	into := &im.ptp.settings[setting]
	released := ptpRelease(name)
	if into.given && into.release != released {
		return fmt.Errorf("%s: is of release %q, an earlier file of %q; give the parts of one release", file.name, released, into.release)
	}
	into.given, into.release = true, released
	if into.seen == nil {
		into.seen = map[pairRow]bool{}
	}
	part := 0
	if m := partInName.FindStringSubmatch(name); m != nil {
		part = int(m[1][0] - '0')
	}
	into.parts[part] = true
	report.Kind, report.Release = "PTP edits, "+setting.String(), released

	lines := bufio.NewReaderSize(in, 64<<10)
	for number := 1; ; number++ {
		line, err := lines.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("%s:%d: cannot be read: %w", file.name, number, err)
		}
		if fault := im.ptpLine(bytes.TrimRight(line, "\r\n"), file.name, setting, into, report); fault != nil {
			return fmt.Errorf("%s:%d: %w", file.name, number, fault)
		}
		if err != nil {
			return nil
		}
	}
}

// ptpLine takes in one line. Lines before the first edit are the heading, whose length CMS does not fix.
func (im *importer) ptpLine(line []byte, name string, setting Setting, into *ptpSetting, report *FileReport) error {
	var cells [7][]byte
	n := 0
	for rest, more := line, true; more && n < len(cells); n++ {
		cells[n], rest, more = bytes.Cut(rest, []byte{'\t'})
	}
	if n < 6 || !isCode(string(cells[0])) || !isCode(string(cells[1])) || len(cells[3]) != 8 {
		if report.Rows > 0 && len(bytes.TrimSpace(line)) > 0 {
			return errors.New("not an edit: two codes and a date were expected")
		}
		return nil
	}
	report.Rows++
	if !im.codes[string(cells[0])] || !im.codes[string(cells[1])] {
		report.OtherCodes++
		return nil
	}
	row, inForce, err := pairOf(cells)
	if err != nil {
		return err
	}
	if !inForce {
		report.NeverInForce++
		return nil
	}
	row.Setting = setting
	if into.seen[row] {
		report.Repeated++
		return nil
	}
	into.seen[row] = true
	row.Release = release(into.release)
	row.Source = required("CMS NCCI PTP " + setting.String() + sourceRelease(into.release) + " (" + name + ")")
	row.Verified = Published
	into.rows = append(into.rows, row)
	report.Kept++
	return nil
}

// pairOf reads the cells of an edit. It is not in force if it was withdrawn from its first day on.
func pairOf(cells [7][]byte) (row pairRow, inForce bool, err error) {
	row = pairRow{
		Column1: codeCell(cells[0]), Column2: codeCell(cells[1]), To: noDay, StartBasis: "published",
		Rationale: required(fromLatin1(bytes.Trim(cells[6], "\" "))),
	}
	if row.From, err = compactDay(cells[3]); err != nil {
		return row, false, fmt.Errorf("effective date: %w", err)
	}
	if deleted := string(bytes.TrimSpace(cells[4])); deleted != "*" && deleted != "" {
		if row.To, err = compactDay(cells[4]); err != nil {
			return row, false, fmt.Errorf("deletion date: %w", err)
		}
	}
	indicator := string(bytes.TrimSpace(cells[5]))
	if indicator == "9" || (row.To != noDay && row.To <= row.From) {
		return row, false, nil
	}
	if err := row.Indicator.UnmarshalCSV(indicator); err != nil {
		return row, false, fmt.Errorf("modifier indicator: %w", err)
	}
	if row.Rationale == "" {
		row.Rationale = "not stated"
	}
	return row, true, nil
}

func compactDay(text []byte) (day, error) {
	t, err := time.Parse("20060102", string(bytes.TrimSpace(text)))
	if err != nil {
		return noDay, fmt.Errorf("%q is not of the form 20260131", text)
	}
	return day(audit.DateOf(t.Date())), nil
}

func sourceRelease(release string) string {
	if release == "" {
		return ""
	}
	return ", " + release + " release"
}

// buildPTP gives the table with the settings that were read replaced, and how many rows were carried over.
func (im *importer) buildPTP() ([]byte, int, error) {
	settings := &im.ptp.settings
	if !settings[Practitioner].given && !settings[OutpatientHospital].given {
		return nil, 0, nil
	}
	rows := slices.DeleteFunc(baseRows[pairRow](im.base, "ncci_ptp"), func(r pairRow) bool { return settings[r.Setting].given })
	carried := len(rows)
	for setting, s := range settings {
		if !s.given {
			continue
		}
		if missing := s.missingParts(); missing != "" {
			im.warn("%s edits: part %s of f1 to f4 was not given or its name does not say so; the edits in it are missing from the table",
				Setting(setting), missing)
		}
		if s.release == "" {
			im.warn("%s edits: the release cannot be told from the file names", Setting(setting))
		}
		if len(s.rows) == 0 {
			return nil, 0, fmt.Errorf("%s edits: not one edit between codes of the code table; therapy codes are in part f4", Setting(setting))
		}
		rows = append(rows, s.rows...)
	}
	slices.SortStableFunc(rows, func(a, b pairRow) int {
		return cmp.Or(cmp.Compare(a.Column1, b.Column1), cmp.Compare(a.Column2, b.Column2),
			cmp.Compare(a.Setting, b.Setting), cmp.Compare(a.From, b.From))
	})
	content, err := tableBytes(rows)
	return content, carried, err
}

func (s *ptpSetting) missingParts() string {
	var missing []string
	for part := 1; part <= 4; part++ {
		if !s.parts[part] {
			missing = append(missing, "f"+strconv.Itoa(part))
		}
	}
	return strings.Join(missing, ", ")
}
