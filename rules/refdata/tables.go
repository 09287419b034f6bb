package refdata

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"otaudit/audit"
	"otaudit/infile"
	"otaudit/rules/data"
)

// Tables are the reference tables of one run. They do not change after loading and are safe for concurrent use;
// lookups by date do not allocate.
type Tables struct {
	codes      index[string, CodeInfo]
	modifiers  index[string, ModifierInfo]
	pairs      index[pairKey, PairInfo]
	edited     map[string]bool // codes of which there are edits
	mues       index[mueKey, MUEInfo]
	kx         map[kxKey]*KXInfo
	rvus       index[string, RVUInfo]
	levels     index[levelKey, EvalComponent]
	telehealth index[string, TelehealthInfo]
	diagnoses  diagnosisBook
	denials    map[string][]DenialInfo
	reasons    index[reasonKey, string]
	norms      map[normKey][]Norm
	classes    index[string, PayerClassInfo]
	names      []payerName

	sources []*source
}

// Origin says where a table came from.
type Origin struct {
	Name       string // codes
	File       string // "embedded", or the path of the layer's file
	Rows       int
	SHA256     string // of the file's bytes, in hexadecimal
	Unverified int    // rows marked unverified
	// Newest is the last day of the newest year or quarterly release in the table; 0 for tables that do not follow the calendar.
	Newest audit.Date
}

// tableReaders lists the tables in the order in which they are read: fees and edits need the rows of the codes, the names of
// payers the classes.
var tableReaders = []struct {
	name string
	read func(*Tables, *source)
}{
	{"codes", (*Tables).readCodes},
	{"modifiers", (*Tables).readModifiers},
	{"ncci_ptp", (*Tables).readPairs},
	{"mue", (*Tables).readMUEs},
	{"kx_thresholds", (*Tables).readKX},
	{"rvu", (*Tables).readRVUs},
	{"eval_levels", (*Tables).readEvalLevels},
	{"denial_codes", (*Tables).readDenials},
	{"reason_codes", (*Tables).readReasons},
	{"telehealth", (*Tables).readTelehealth},
	{"diagnoses", (*Tables).readDiagnoses},
	{"peer_norms", (*Tables).readNorms},
	{"payers", (*Tables).readPayerClasses},
	{"payer_names", (*Tables).readPayerNames},
}

// TableNames lists the tables.
func TableNames() []string {
	names := make([]string, len(tableReaders))
	for i, table := range tableReaders {
		names[i] = table.name
	}
	return names
}

var embedded = sync.OnceValues(func() (*Tables, error) { return loadSound("") })

// Embedded gives the tables built into the program.
func Embedded() (*Tables, error) { return embedded() }

// Load reads the embedded tables, each replaced whole by layerDir/NAME.csv where that file exists. An empty layerDir
// means no layer: the tables of [Embedded], which are read once and nobody changes. The error is a [Problem]: the first of those
// that [Check] lists; of a layer that cannot be opened it is an [infile.Error].
func Load(layerDir string) (*Tables, error) {
	if layerDir == "" {
		return embedded()
	}
	return loadSound(layerDir)
}

func loadSound(layerDir string) (*Tables, error) {
	t, problems, err := load(layerDir)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return t, nil
}

// Check reads the tables as [Load] does and lists every problem, in the order of tables and lines. The error says that
// the layer itself cannot be read.
func Check(layerDir string) ([]Problem, error) {
	_, problems, err := load(layerDir)
	return problems, err
}

func load(layerDir string) (*Tables, []Problem, error) {
	if layerDir != "" {
		if err := checkLayer(layerDir); err != nil {
			return nil, nil, err
		}
	}
	t := &Tables{}
	var problems []Problem
	for _, table := range tableReaders {
		s, err := openTable(layerDir, table.name)
		if err != nil {
			return nil, nil, err
		}
		table.read(t, s)
		slices.SortStableFunc(s.problems, func(a, b Problem) int { return a.Line - b.Line })
		problems = append(problems, s.problems...)
		t.sources = append(t.sources, s)
	}
	return t, problems, nil
}

// checkLayer refuses a folder that would change nothing: a misspelt file name must not pass for a table.
func checkLayer(dir string) error {
	entries, err := infile.ReadDir(dir)
	if err != nil {
		return err
	}
	tables := 0
	for _, entry := range entries {
		name, isCSV := strings.CutSuffix(entry.Name(), ".csv")
		if !isCSV || entry.IsDir() {
			continue
		}
		if !slices.Contains(TableNames(), name) {
			return fmt.Errorf("%s: not the name of a table; tables are %s",
				filepath.Join(dir, entry.Name()), strings.Join(TableNames(), ", "))
		}
		tables++
	}
	if tables == 0 {
		return fmt.Errorf("%s: holds no table; a layer holds files such as kx_thresholds.csv", dir)
	}
	return nil
}

// mostTable is how many bytes a table may have: the largest that CMS publishes has a few megabytes here.
const mostTable = 64 << 20

func openTable(layerDir, name string) (*source, error) {
	if layerDir != "" {
		path := filepath.Join(layerDir, name+".csv")
		content, err := infile.ReadAtMost(path, mostTable)
		if err == nil {
			return &source{table: name, place: path, content: content}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: cannot be read: %w", path, errors.Unwrap(err))
		}
	}
	content, err := data.Files.ReadFile(name + ".csv")
	if err != nil {
		return nil, err
	}
	return &source{table: name, place: embeddedPlace, content: content}, nil
}

// Origins says of each table where it came from, how long it is and how sure.
func (t *Tables) Origins() []Origin {
	origins := make([]Origin, len(t.sources))
	for i, s := range t.sources {
		origins[i] = s.origin()
	}
	return origins
}

// File is a table as it is to be written.
type File struct {
	Path    string
	Content []byte
}

// Export has write put the tables in force into a folder, which then is a layer. A file that is already there is an error, and nothing
// is written.
func (t *Tables) Export(dir string, write func([]File) error) error {
	var files []File
	for _, s := range t.sources {
		path := filepath.Join(dir, s.file())
		if _, err := os.Stat(path); err == nil {
			return fmt.Errorf("%s: already there; export into an empty folder", path)
		}
		files = append(files, File{path, s.content})
	}
	return write(files)
}
