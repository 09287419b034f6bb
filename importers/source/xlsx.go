package source

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"otaudit/infile"
)

// auditSheetMark stands in cell A1 of the sheet this program appends to a
// corrected workbook, by which it is recognised and not read (IMP-25).
const auditSheetMark = "otaudit audit sheet"

// workbook is what every pass over a worksheet needs: the small parts of the
// package, read once. Worksheets are streamed from the zip each time, so that
// nothing is unpacked to a disk.
type workbook struct {
	facts    *fileFacts
	limits   Limits
	count    cellCount // of the first pass, which holds the sheets to the limits
	date1904 bool
	strings  []string      // shared strings
	formats  []NumFmtClass // by the style index of a cell
}

// worksheetPart is one worksheet as the workbook lists it.
type worksheetPart struct {
	name   string
	part   string // path inside the zip
	hidden bool
}

// openWorkbook reads a workbook of Office Open XML whole, refusing it if any
// part is damaged (IMP-10, IMP-11), or names what other zip it is.
//
// The parts are read here rather than by excelize: its row iterator gives
// neither styles nor cell types, ends silently where a part is cut, takes five
// times as long and unpacks large parts to the temporary folder.
func openWorkbook(facts *fileFacts, limits Limits) (*Source, error) {
	w := &workbook{facts: facts, limits: limits, count: cellCount{path: facts.path, limits: limits}}
	source := &Source{Kind: Workbook}
	var parts []worksheetPart
	err := w.withPackage(func(p *zipPackage) error {
		main, err := p.workbookPart()
		if err != nil {
			return err
		}
		var others []string
		if parts, others, err = w.readWorkbookPart(p, main); err != nil {
			return err
		}
		if err := w.count.sheets(len(parts)); err != nil {
			return err
		}
		named := map[string]string{}
		for _, part := range parts {
			key := partKey(part.part)
			if other, twice := named[key]; twice {
				return p.damaged(part.part, fmt.Errorf("named by two sheets, %q and %q", other, part.name))
			}
			named[key] = part.name
		}
		for _, name := range others {
			source.Notes = append(source.Notes, fmt.Sprintf("sheet %q is a chart, dialog or macro sheet and holds no rows", name))
		}
		for _, part := range parts {
			sheet, own, err := w.surveySheet(p, part)
			if err != nil {
				return err
			}
			if own {
				source.Notes = append(source.Notes, fmt.Sprintf("sheet %q was written by this program and is not read", part.name))
				continue
			}
			source.Sheets = append(source.Sheets, sheet)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return source, nil
}

// surveySheet reads a worksheet to its end and describes it; own reports the
// audit sheet of an earlier run.
func (w *workbook) surveySheet(p *zipPackage, part worksheetPart) (sheet *Sheet, own bool, err error) {
	sheet = &Sheet{Name: part.name, Hidden: part.hidden, Date1904: w.date1904}
	used := 0
	scan := &sheetScan{book: w, budget: &p.budget, visit: func(row *Row) error {
		if row.Number == 1 && row.Text[0] == auditSheetMark {
			own = true
		}
		sheet.RowCount++
		if row.Hidden {
			sheet.HiddenRows++
		}
		used = max(used, row.Len())
		if err := w.count.row(row.Number, row.Len()); err != nil {
			return err
		}
		for col, c := range row.typed {
			if c.kind == CellFormulaEmpty {
				if sheet.FormulaEmpty == nil {
					sheet.FormulaEmpty = map[int]int{}
				}
				sheet.FormulaEmpty[col]++
			}
		}
		return nil
	}}
	if err := p.scan(part.part, scan.run); err != nil {
		return nil, false, err
	}
	sheet.Merges = scan.merges
	for col := range used {
		for _, span := range scan.hiddenCols {
			if col >= span[0] && col <= span[1] {
				sheet.HiddenCols = append(sheet.HiddenCols, col)
				break
			}
		}
	}
	sheet.read = func(visit func(*Row) error) error {
		return w.withPackage(func(p *zipPackage) error {
			return p.scan(part.part, (&sheetScan{book: w, budget: &p.budget, visit: visit}).run)
		})
	}
	return sheet, own, nil
}

// zipPackage is the opened zip of one pass.
type zipPackage struct {
	path   string
	parts  map[string]*zip.File // by lower-case name with forward slashes
	budget int64                // bytes that may still be unpacked
	limit  int64
}

// withPackage opens the zip, hands it to use and closes it.
func (w *workbook) withPackage(use func(*zipPackage) error) error {
	return w.facts.whole(func(file infile.File) error { return w.unzip(file, use) })
}

func (w *workbook) unzip(file infile.File, use func(*zipPackage) error) error {
	archive, err := zip.NewReader(file, w.facts.size)
	if err != nil {
		return &Unreadable{Path: w.facts.path, What: "damaged workbook or zip, perhaps cut short",
			Hint: "copy or export it again", Err: err}
	}
	p := &zipPackage{path: w.facts.path, parts: map[string]*zip.File{}, limit: w.limits.MaxUnzip, budget: w.limits.MaxUnzip}
	declared := uint64(0)
	for _, f := range archive.File {
		name := partKey(f.Name)
		if _, twice := p.parts[name]; twice {
			return p.damaged(f.Name, errors.New("there twice"))
		}
		p.parts[name] = f
		if declared += f.UncompressedSize64; declared > uint64(p.limit) || f.UncompressedSize64 > uint64(p.limit) {
			return p.tooLarge()
		}
	}
	if err := p.apart(archive.File); err != nil {
		return err
	}
	return use(p)
}

// apart refuses a zip two of whose parts lie in one place: so a small file holds many large ones.
func (p *zipPackage) apart(files []*zip.File) error {
	places := make([][2]int64, 0, len(files)) // where the content of a part begins and ends
	for _, f := range files {
		from, err := f.DataOffset()
		if err != nil {
			return p.damaged(f.Name, err)
		}
		places = append(places, [2]int64{from, from + int64(f.CompressedSize64)})
	}
	slices.SortFunc(places, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for i := 1; i < len(places); i++ {
		if places[i][0] < places[i-1][1] {
			return p.damaged("directory", errors.New("two parts lie in one place"))
		}
	}
	return nil
}

func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// damaged is the error of a part that cannot be read to its end.
func (p *zipPackage) damaged(part string, err error) error {
	return &Unreadable{Path: p.path, What: fmt.Sprintf("damaged workbook: part %s: %v", part, err),
		Hint: "open it in a spreadsheet program, check what is missing and save it anew", Err: err}
}

func (p *zipPackage) tooLarge() error {
	return refuse(p.path, "--max-unzip", "unpacks to more than the limit of %s", sizeText(p.limit))
}

// sizeText gives a number of bytes in the largest unit of which it is a whole number.
func sizeText(bytes int64) string {
	for _, unit := range []struct {
		bytes int64
		name  string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1e6, "MB"}} {
		if bytes%unit.bytes == 0 {
			return fmt.Sprintf("%d %s", bytes/unit.bytes, unit.name)
		}
	}
	return fmt.Sprintf("%d B", bytes)
}

var errBudget = errors.New("unpack limit reached")

// scan unpacks a part and lets read go over its XML. A part is read to its end
// so that its checksum is compared, unless read stops early.
func (p *zipPackage) scan(name string, read func(*xmlScanner) error) error {
	f := p.parts[partKey(name)]
	if f == nil {
		return p.damaged(name, errors.New("missing"))
	}
	if f.Flags&1 != 0 {
		return &Unreadable{Path: p.path, What: "encrypted zip", Hint: "save it without a password"}
	}
	r, err := f.Open()
	if err != nil {
		return p.damaged(name, err)
	}
	defer r.Close()
	text, err := xmlText8(&budgetReader{src: r, budget: &p.budget})
	if err != nil {
		return p.damaged(name, err)
	}
	var visitErr *visitError
	switch err := read(newXMLScanner(text)); {
	case err == nil, err == io.EOF:
		return nil
	case errors.As(err, &visitErr):
		return visitErr.err
	case errors.Is(err, errBudget):
		return p.tooLarge()
	default:
		return p.damaged(name, err)
	}
}

// visitError carries what a visitor returned through the layers that would
// else take it for damage.
type visitError struct{ err error }

func (e *visitError) Error() string { return e.err.Error() }

// budgetReader counts what is really unpacked, whatever the zip declares.
type budgetReader struct {
	src    io.Reader
	budget *int64
}

func (b *budgetReader) Read(p []byte) (int, error) {
	n, err := b.src.Read(p)
	if *b.budget -= int64(n); *b.budget < 0 {
		return 0, errBudget
	}
	return n, err
}
