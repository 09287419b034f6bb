package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// component is a module that a program is made of, and where its source stands.
type component struct {
	path, version, sum, folder string
}

// program builds the program for one system and says what it is made of.
func (s *source) program(work, system, processor string) (file, []component, error) {
	name := "otaudit"
	if system == "windows" {
		name += ".exe"
	}
	path := filepath.Join(work, name)
	// Of the folder and the machine nothing is kept: -trimpath takes the folders out, and the commit is given by hand, since
	// what Go would stamp depends on the tags at hand. C is not used; the environment asks for no special processor.
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid= -X otaudit/command.commit="+s.commit, "-o", path, ".")
	build.Dir, build.Stderr = s.root, os.Stderr
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=", "GOEXPERIMENT=", "GOFIPS140=off")
	if err := build.Run(); err != nil {
		return file{}, nil, err
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return file{}, nil, err
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return file{}, nil, err
	}
	components := []component{{path: "std", version: strings.TrimPrefix(info.GoVersion, "go")}}
	if components[0].folder, err = s.output("go", "env", "GOROOT"); err != nil {
		return file{}, nil, err
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			return file{}, nil, fmt.Errorf("%s is replaced: a release is built of published modules", m.Path)
		}
		folder, err := s.output("go", "list", "-m", "-f", "{{.Dir}}", m.Path)
		if err != nil {
			return file{}, nil, err
		}
		components = append(components, component{m.Path, m.Version, m.Sum, folder})
	}
	return file{name: name, content: content, program: true}, components, nil
}
