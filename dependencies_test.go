package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDependenciesPage holds that docs/dependencies.md gives a reason for exactly what go.mod requires directly, and that what it
// says is for tests alone is in no program.
func TestDependenciesPage(t *testing.T) {
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
		Tool []struct{ Path string }
	}
	output(t, &mod, "mod", "edit", "-json")
	var required []string
	for _, r := range mod.Require {
		if !r.Indirect {
			required = append(required, r.Path)
		}
	}
	for _, tool := range mod.Tool {
		required = append(required, tool.Path)
	}
	page, err := os.ReadFile("docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	linked, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.*)$").FindAllStringSubmatch(string(page), -1) {
		module, reason := row[1], row[2]
		listed = append(listed, module)
		inProgram := strings.Contains("\n"+string(linked), "\n"+module+"/") || strings.Contains("\n"+string(linked), "\n"+module+"\n")
		if said := strings.HasPrefix(reason, "program: "); said != inProgram {
			t.Errorf("%s: the page says that it is in the program: %v; it is: %v", module, said, inProgram)
		}
	}
	slices.Sort(required)
	slices.Sort(listed)
	if !slices.Equal(required, listed) {
		t.Errorf("go.mod requires\n\t%s\ndocs/dependencies.md lists\n\t%s", strings.Join(required, "\n\t"), strings.Join(listed, "\n\t"))
	}
}

// output decodes what the go command prints as JSON.
func output(t *testing.T, into any, args ...string) {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err == nil {
		err = json.Unmarshal(out, into)
	}
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
}
