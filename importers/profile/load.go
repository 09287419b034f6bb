package profile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"otaudit/audit"
	"otaudit/infile"
)

// maxProfileBytes bounds the size of a profile; one written by hand has a few kilobytes.
const maxProfileBytes = 1 << 20

// Load reads a profile. Everything that is wrong in it is listed, each as a *ProfileError with its line.
func Load(path string, canParse CanParse) (*Profile, error) {
	text, err := infile.ReadAtMost(path, maxProfileBytes)
	if err != nil {
		return nil, err
	}
	p, err := Parse(path, text, canParse)
	if err == nil {
		p.Path = path
	}
	return p, err
}

// LoadFolder reads every .yaml and .yml file of a folder, in the order of their names. Two profiles of one name are an
// error.
func LoadFolder(dir string, canParse CanParse) ([]*Profile, error) {
	entries, err := infile.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var profiles []*Profile
	var problems []error
	byName := map[string]string{}
	for _, entry := range entries {
		ext := strings.ToLower(filepath.Ext(entry.Name()))
		if entry.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		path := filepath.Join(dir, entry.Name())
		p, err := Load(path, canParse)
		switch {
		case err != nil:
			problems = append(problems, err)
			continue
		case byName[p.Name] != "":
			problems = append(problems, &ProfileError{path, max(p.Line("name"), 1), fmt.Sprintf("the name %q is used by %s too", p.Name, byName[p.Name])})
		}
		byName[p.Name] = path
		profiles = append(profiles, p)
	}
	return profiles, errors.Join(problems...)
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// CanParse reports whether a value that a profile gives can be read as a field's value, and else the form expected.
type CanParse func(f audit.Field, text string) (expected string, ok bool)

// Parse reads the text of a profile; the path serves the messages.
func Parse(path string, text []byte, canParse CanParse) (*Profile, error) {
	r := &profileReader{path: path, canParse: canParse}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, second yaml.Node
	if err := decoder.Decode(&document); err != nil {
		if err == io.EOF {
			return nil, &ProfileError{path, 1, "the profile is empty"}
		}
		return nil, syntaxError(path, err)
	}
	if err := decoder.Decode(&second); err == nil {
		r.wrong(&second, "a profile is a single document")
	} else if err != io.EOF {
		return nil, syntaxError(path, err)
	}
	p := &Profile{lines: map[string]int{}}
	if root := r.rooted(&document); root != nil {
		r.profile(root, p)
	}
	if p.Name == "" {
		p.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	slices.SortStableFunc(r.problems, func(a, b error) int { return a.(*ProfileError).Line - b.(*ProfileError).Line })
	if err := errors.Join(r.problems...); err != nil {
		return nil, err
	}
	return p, nil
}

// syntaxError gives the message of the YAML reader a file and a line.
func syntaxError(path string, err error) error {
	line := 1
	text := err.Error()
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
		text = text[len(m[0]):]
	}
	return &ProfileError{path, line, "not YAML: " + strings.ReplaceAll(text, "\n", " ")}
}
