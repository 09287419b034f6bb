package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed says what each package may import besides the standard library: packages of this module and of others.
// golang.org/x and the parts of one module count under the module's name.
var allowed = map[string][]string{
	"otaudit":                 {"otaudit/command"},
	"otaudit/near":            {"github.com/xrash/smetrics"},
	"otaudit/infile/yamlfile": {"otaudit/near", "go.yaml.in/yaml/v3"},
	"otaudit/infile":          {},
	"otaudit/command": {"otaudit/audit", "otaudit/docs", "otaudit/infile", "otaudit/infile/...", "otaudit/near", "otaudit/importers", "otaudit/importers/profile", "otaudit/importers/source", "otaudit/importers/value", "otaudit/practice/...", "otaudit/report", "otaudit/report/...", "otaudit/rules", "otaudit/rules/refdata",
		"otaudit/rules/units", "github.com/urfave/cli/v2", "github.com/schollz/progressbar/v3", "golang.org/x/term"},
	"otaudit/audit":                        {},
	"otaudit/docs":                         {},
	"otaudit/audit/audittest":              {"otaudit/audit"},
	"otaudit/importers":                    {"otaudit/audit", "otaudit/infile", "otaudit/importers/...", "github.com/xuri/excelize/v2", "go.yaml.in/yaml/v3"},
	"otaudit/importers/source":             {"otaudit/infile", "golang.org/x/net/html", "golang.org/x/text"},
	"otaudit/importers/value":              {"otaudit/audit", "otaudit/importers/source"},
	"otaudit/importers/header":             {"otaudit/audit", "otaudit/importers/value", "github.com/xrash/smetrics"},
	"otaudit/importers/grid":               {"otaudit/audit", "otaudit/importers/source", "otaudit/importers/value"},
	"otaudit/importers/reading":            {"otaudit/audit", "otaudit/importers/header", "otaudit/importers/value"},
	"otaudit/importers/profile":            {"otaudit/audit", "otaudit/infile", "otaudit/infile/yamlfile", "otaudit/importers/source", "otaudit/importers/header", "otaudit/importers/value", "go.yaml.in/yaml/v3"},
	"otaudit/importers/x12":                {},
	"otaudit/importers/claims":             {"otaudit/audit", "otaudit/importers/x12"},
	"otaudit/importers/importtest":         {"otaudit/audit", "github.com/xuri/excelize/v2", "golang.org/x/text"},
	"otaudit/importers/importtest/hostile": {},
	"otaudit/rules":                        {"otaudit/audit", "otaudit/rules/refdata", "otaudit/rules/units"},
	"otaudit/rules/data":                   {},
	"otaudit/rules/refdata":                {"otaudit/audit", "otaudit/infile", "otaudit/rules/data", "github.com/gocarina/gocsv"},
	"otaudit/rules/units":                  {},
	"otaudit/report":                       {"otaudit/audit", "otaudit/report/auditjson", "otaudit/report/findings", "otaudit/report/html", "otaudit/report/model", "otaudit/report/pdf", "otaudit/report/worklist"},
	"otaudit/report/atomicfile":            {"github.com/gofrs/flock"},
	"otaudit/report/jsonfile":              {},
	"otaudit/report/chart":                 {},
	"otaudit/report/model":                 {"otaudit/audit", "otaudit/report/chart"},
	"otaudit/report/auditjson":             {"otaudit/audit", "otaudit/report/jsonfile", "otaudit/report/model"},
	"otaudit/report/corrected":             {"otaudit/audit", "otaudit/infile", "otaudit/report/atomicfile", "otaudit/report/model", "github.com/xuri/excelize/v2", "golang.org/x/text"},
	"otaudit/report/findings":              {"otaudit/audit", "otaudit/report/model", "github.com/gocarina/gocsv"},
	"otaudit/report/privacy":               {"otaudit/audit", "otaudit/report/model"},
	"otaudit/report/history":               {"otaudit/audit", "otaudit/report/chart", "otaudit/report/jsonfile", "otaudit/report/model", "otaudit/report/privacy"},
	"otaudit/report/html":                  {"otaudit/audit", "otaudit/report/chart", "otaudit/report/model"},
	"otaudit/report/pdf":                   {"otaudit/audit", "otaudit/report/chart", "otaudit/report/model", "github.com/jung-kurt/gofpdf", "golang.org/x/image"},
	"otaudit/report/worklist":              {"otaudit/audit", "otaudit/report/model", "github.com/xuri/excelize/v2"},
	"otaudit/report/reporttest":            {"otaudit/audit", "github.com/google/go-cmp", "pgregory.net/rapid"},
	"otaudit/practice/clinic":              {"otaudit/infile", "otaudit/infile/yamlfile", "go.yaml.in/yaml/v3"},
	"otaudit/practice/filled":              {"otaudit/audit", "otaudit/importers/source", "otaudit/importers/value"},
	"otaudit/practice/review":              {"otaudit/audit", "otaudit/infile/yamlfile", "otaudit/practice/filled", "otaudit/practice/sampling", "otaudit/report/jsonfile", "otaudit/report/model", "github.com/xuri/excelize/v2", "go.yaml.in/yaml/v3"},
	"otaudit/practice/estimate":            {"otaudit/audit", "otaudit/practice/...", "otaudit/report/jsonfile", "otaudit/report/model", "gonum.org/v1/gonum"},
	"otaudit/practice/sampling":            {"otaudit/audit", "otaudit/report/jsonfile", "otaudit/report/model"},
	"otaudit/samples/benchlog/print":       {"otaudit/samples/benchlog"},
	"otaudit/samples/benchlog":             {},
	"otaudit/release":                      {},
	"otaudit/samples/gen":                  {"github.com/xuri/excelize/v2"},
}

// TestLayering holds the dependency edges of docs/architecture.md: audit is the hub and imports the standard library only;
// importers, rules and report import audit and never each other; the command line joins them.
func TestLayering(t *testing.T) {
	list := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&pkg); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		permitted, known := allowed[pkg.ImportPath]
		if !known {
			t.Errorf("package %s is not in the table of allowed imports", pkg.ImportPath)
		}
		for _, imported := range pkg.Imports {
			first, _, _ := strings.Cut(imported, "/")
			standard := !strings.Contains(first, ".") && first != "otaudit"
			if !standard && !slices.ContainsFunc(permitted, func(p string) bool {
				return imported == p || strings.HasPrefix(imported, strings.TrimSuffix(p, "...")) && strings.HasSuffix(p, "/...") ||
					strings.HasPrefix(imported, p+"/") && !strings.HasPrefix(p, "otaudit")
			}) {
				t.Errorf("%s may not import %s", pkg.ImportPath, imported)
			}
		}
	}
}
