package refdata

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"otaudit/infile"
)

type cmsKind uint8

const (
	kindOther cmsKind = iota
	kindPTP
	kindMUE
	kindPPRRVU
	kindICD
	kindPUF
)

// cmsFile is a file as CMS publishes it, plain or inside a zip.
type cmsFile struct {
	name    string // name of the file, after the zip's and a slash if it is in one
	kind    cmsKind
	notUsed string // why it is passed over; only in a zip, where other files are expected
	open    func() (io.ReadCloser, error)
}

// mostUnpacked bounds the bytes of the files that are read, as they are unpacked: the largest, a year of services by provider, has three
// gigabytes. A zip reader gives no more of a file than the zip declares.
const mostUnpacked = 8 << 30

type cmsFiles struct {
	files    []cmsFile
	total    int64 // bytes of the files that will be read, unpacked
	archives []io.Closer
}

func (c *cmsFiles) close() {
	for _, archive := range c.archives {
		archive.Close()
	}
}

// openCMS tells the kind of each file and of each text file in each zip.
func openCMS(paths []string) (*cmsFiles, error) {
	if len(paths) == 0 {
		return nil, errors.New("no file to import")
	}
	c := &cmsFiles{}
	for _, p := range paths {
		var err error
		switch strings.ToLower(filepath.Ext(p)) {
		case ".xlsx", ".xls":
			err = fmt.Errorf("%s: workbooks are not read here; the zip from CMS holds a text or csv file with the same rows, give that or the zip", filepath.Base(p))
		case ".zip":
			err = c.addZip(p)
		default:
			err = c.addPlain(p)
		}
		if err != nil {
			c.close()
			return nil, err
		}
	}
	return c, nil
}

func (c *cmsFiles) addPlain(p string) error {
	name := filepath.Base(p)
	info, err := infile.Stat(p)
	if err != nil {
		return fmt.Errorf("%s: cannot be read: %w", name, errors.Unwrap(err))
	}
	file := cmsFile{name: name, open: func() (io.ReadCloser, error) { return infile.OpenAtMost(p, mostUnpacked) }}
	why, err := file.recognise()
	if err != nil {
		return err
	}
	if why != "" {
		return fmt.Errorf("%s: %s", name, why)
	}
	c.total += info.Size()
	c.files = append(c.files, file)
	return nil
}

func (c *cmsFiles) addZip(p string) error {
	content, err := infile.OpenAtMost(p, mostUnpacked)
	if err != nil {
		return fmt.Errorf("%s: cannot be read: %w", filepath.Base(p), errors.Unwrap(err))
	}
	c.archives = append(c.archives, content)
	info, err := content.Stat()
	if err != nil {
		return fmt.Errorf("%s: cannot be read: %w", filepath.Base(p), err)
	}
	archive, err := zip.NewReader(content, info.Size())
	if err != nil {
		return fmt.Errorf("%s: cannot be read as a zip: %w", filepath.Base(p), err)
	}
	used := false
	for _, entry := range archive.File {
		extension := strings.ToLower(path.Ext(entry.Name))
		if extension != ".txt" && extension != ".csv" {
			continue
		}
		file := cmsFile{name: filepath.Base(p) + "/" + path.Base(entry.Name), open: entry.Open}
		if c.total+int64(min(entry.UncompressedSize64, mostUnpacked)) > mostUnpacked {
			return fmt.Errorf("%s: unpacks to more than %d MB, which no zip of CMS does", filepath.Base(p), mostUnpacked>>20)
		}
		if file.notUsed, err = file.recognise(); err != nil {
			return err
		}
		if file.notUsed == "" {
			used = true
			c.total += int64(entry.UncompressedSize64)
		}
		c.files = append(c.files, file)
	}
	if !used {
		return fmt.Errorf("%s: holds no PTP, MUE, PPRRVU, ICD-10-CM codes or provider-and-service file in text or csv form", filepath.Base(p))
	}
	return nil
}

const headBytes = 16 << 10 // the longest preamble, that of the MUE file, is below 2 kB

var (
	ptpRow      = regexp.MustCompile(`(?m)^[0-9A-Z]{5}\t[0-9A-Z]{5}\t[ *]*\t\d{8}\t`)
	medicaidRow = regexp.MustCompile(`(?m)^[0-9A-Z]{5}\t[0-9A-Z]{5}\t\d{8}\t`)
	pprrvuHead  = regexp.MustCompile(`(?m)^"?HCPCS"?,"?MOD"?,`)
)

// recognise tells the kind of a file by its first bytes, and if it cannot be used, why.
func (f *cmsFile) recognise() (why string, err error) {
	content, err := f.open()
	if err != nil {
		return "", fmt.Errorf("%s: cannot be read: %w", f.name, err)
	}
	defer content.Close()
	head := make([]byte, headBytes)
	n, err := io.ReadFull(content, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("%s: cannot be read: %w", f.name, err)
	}
	head = bytes.TrimPrefix(head[:n], byteOrderMark)
	upper := bytes.ToUpper(head)
	has := func(text string) bool { return bytes.Contains(upper, []byte(text)) }
	switch {
	case ptpRow.Match(head):
		f.kind = kindPTP
	case medicaidRow.Match(head):
		return "six columns are the layout of the Medicaid edits, which are another table than Medicare's", nil
	case has("DME SUPPLIER") && has("MUE VALUES"):
		return "MUE values for equipment suppliers are not used", nil
	case has("MUE VALUES"):
		f.kind = kindMUE
	case has("RNDRNG_NPI,") && has("TOT_BENE_DAY_SRVCS"):
		f.kind = kindPUF
	case has("RNDRNG_PRVDR_GEO_") || has("RNDRNG_NPI,"):
		return "of the files on physicians and other practitioners, only that by provider and service is used", nil
	case icdRow.Match(head) && icdName.MatchString(f.name):
		f.kind = kindICD
	case pprrvuHead.Match(head):
		f.kind = kindPPRRVU
	case has("GEOGRAPHIC PRACTICE COST") || has("PW GPCI"):
		return "geographic indices are not used: fees are estimated at national rates", nil
	case has("COUNTIES INCLUDED IN"):
		return "localities are not used: fees are estimated at national rates", nil
	case bytes.HasPrefix(head, []byte("HDR")):
		return "the fixed-width form of the relative values is not read; give the PPRRVU csv of the same zip", nil
	case bytes.HasPrefix(head, []byte("PK")):
		return "looks like a zip or workbook under another name; rename a zip to .zip", nil
	default:
		return "not recognized as PTP, MUE, PPRRVU, ICD-10-CM codes or provider-and-service file of CMS", nil
	}
	return "", nil
}

// meter counts the bytes read over all files.
type meter struct {
	done, shown, total int64
	progress           func(done, total int64)
}

const progressStep = 1 << 20

func newMeter(total int64, progress func(done, total int64)) *meter {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	return &meter{total: total, progress: progress}
}

func (m *meter) reader(r io.Reader) io.Reader { return &meteredReader{r, m} }

func (m *meter) finish() { m.progress(m.total, m.total) }

type meteredReader struct {
	io.Reader
	meter *meter
}

func (r *meteredReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	m := r.meter
	m.done += int64(n)
	if m.done-m.shown >= progressStep {
		m.shown = m.done
		m.progress(m.done, m.total)
	}
	return n, err
}

// fromLatin1 gives text as UTF-8; CMS writes text files in one byte a character.
func fromLatin1(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	runes := make([]rune, len(text))
	for i, b := range text {
		runes[i] = rune(b)
	}
	return string(runes)
}
