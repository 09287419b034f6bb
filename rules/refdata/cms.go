package refdata

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/gocarina/gocsv"
)

// Report says what an import did.
type Report struct {
	Files    []FileReport
	Tables   []TableReport
	Warnings []string
}

// FileReport is about one file that was given, or one file inside a zip.
type FileReport struct {
	Name         string // without its folder
	Kind         string // "PTP edits", "MUE values", "relative values", "ICD-10-CM codes", "services by provider"; empty if not used
	Release      string // 2026Q4, if it could be told
	Rows         int    // data rows read
	Kept         int    // rows of codes in the code table, that were ever in force
	NeverInForce int    // PTP rows that CMS withdrew from their first day on (indicator 9)
	OtherCodes   int    // rows of codes, or code and modifier, outside the tables
	Repeated     int    // rows already seen in another file
	NotUsed      string // why the file was passed over
}

// TableReport is about one table that was written.
type TableReport struct {
	Name    string
	File    string // path of the file written
	Rows    int
	Carried int // of these, rows of the tables in force for settings, years or quarters of which no file was given
}

// importer collects what the files say, table by table.
type importer struct {
	base   *Tables
	codes  map[string]bool
	ptp    ptpImport
	mue    mueImport
	rvu    rvuImport
	icd    icdImport
	norms  normsImport
	report Report
}

// Import reads files as CMS publishes them (NCCI PTP text, MUE csv, PPRRVU csv, ICD-10-CM codes text, services by
// provider csv, or a zip of these) and writes
// tables into the folder outDir, which then is a layer for [Load]. Kinds are told by content; setting, part and date come
// from CMS's file names where the content does not hold them, so the names must be kept.
//
// A table that is written is whole: rows of settings, years and quarters of which no file was given are taken from the
// layer if outDir already is one, else from the embedded tables. Only codes of the code table are kept. PTP files and those of
// services are streamed; memory does not grow with their size. progress, if not nil, gets the bytes read and the bytes in all.
//
// write is called once every file was read and the tables that come of it load without a problem. Errors name
// the file and, where there is one, the line.
func Import(paths []string, outDir string, write func([]File) error, progress func(done, total int64)) (Report, error) {
	base, err := tablesFor(outDir)
	if err != nil {
		return Report{}, err
	}
	opened, err := openCMS(paths)
	if err != nil {
		return Report{}, err
	}
	defer opened.close()
	im := &importer{base: base, codes: map[string]bool{}}
	for code := range base.codes {
		im.codes[code] = true
	}
	meter := newMeter(opened.total, progress)
	for _, file := range opened.files {
		if err := im.read(file, meter); err != nil {
			return im.report, err
		}
	}
	meter.finish()
	built, err := im.build(outDir)
	if err == nil {
		err = write(built)
	}
	return im.report, err
}

// tablesFor gives the layer in a folder, or the embedded tables if there is none yet.
func tablesFor(outDir string) (*Tables, error) {
	files, err := filepath.Glob(filepath.Join(outDir, "*.csv"))
	if err != nil || len(files) == 0 {
		return Embedded()
	}
	return Load(outDir)
}

func (im *importer) read(file cmsFile, meter *meter) error {
	im.report.Files = append(im.report.Files, FileReport{Name: file.name, NotUsed: file.notUsed})
	report := &im.report.Files[len(im.report.Files)-1]
	if file.notUsed != "" {
		return nil
	}
	content, err := file.open()
	if err != nil {
		return fmt.Errorf("%s: cannot be read: %w", file.name, err)
	}
	in := meter.reader(content)
	switch file.kind {
	case kindPTP:
		err = im.readPTP(file, in, report)
	case kindMUE:
		err = im.readMUE(file, in, report)
	case kindPPRRVU:
		err = im.readPPRRVU(file, in, report)
	case kindICD:
		err = im.readICD(file, in, report)
	case kindPUF:
		err = im.readPUF(file, in, report)
	}
	if err == nil {
		// What a reader leaves unread is read too: a damaged zip shows itself only at its end.
		_, err = io.Copy(io.Discard, in)
	}
	content.Close()
	return err
}

// build builds the tables and checks that they load.
func (im *importer) build(outDir string) (built []File, err error) {
	for _, table := range []struct {
		name  string
		build func() ([]byte, int, error)
		read  func(*Tables, *source)
	}{
		{"ncci_ptp", im.buildPTP, (*Tables).readPairs},
		{"mue", im.buildMUE, (*Tables).readMUEs},
		{"rvu", im.buildRVU, (*Tables).readRVUs},
		{"diagnoses", im.buildICD, (*Tables).readDiagnoses},
		{"peer_norms", im.buildNorms, (*Tables).readNorms},
	} {
		content, carried, err := table.build()
		if err != nil {
			return nil, err
		}
		if content == nil {
			continue
		}
		s := &source{table: table.name, place: filepath.Join(outDir, table.name+".csv"), content: content}
		table.read(&Tables{codes: im.base.codes}, s)
		if len(s.problems) > 0 {
			return nil, fmt.Errorf("the imported table does not hold together: %w", s.problems[0])
		}
		built = append(built, File{s.place, content})
		im.report.Tables = append(im.report.Tables, TableReport{table.name, s.place, s.rows, carried})
	}
	return built, nil
}

func (im *importer) warn(format string, values ...any) {
	im.report.Warnings = append(im.report.Warnings, fmt.Sprintf(format, values...))
}

// baseRows reads a table of the tables in force again, as rows that can be written.
func baseRows[R any](t *Tables, name string) []R {
	at := slices.IndexFunc(t.sources, func(s *source) bool { return s.table == name })
	rows, _ := readRows[R](&source{table: name, content: t.sources[at].content})
	return rows
}

func tableBytes[R any](rows []R) ([]byte, error) { return gocsv.MarshalBytes(&rows) }
