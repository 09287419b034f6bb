// Command release builds what a release consists of: for each system an archive with the program, what explains it and the
// licenses of what it is made of, a list of its components (CycloneDX), and the checksums of all. Nothing depends on the
// machine, the folder or the clock: the same commit and the same version of Go give the same bytes.
//
//	go run ./release [-out dist] [-targets linux/amd64,windows/arm64]
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// targets are the systems that a release is built for.
var targets = []string{"linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64", "darwin/amd64", "darwin/arm64"}

// source is the state of the tree that is built.
type source struct {
	root    string
	version string
	commit  string
	time    time.Time // of the commit; every file in an archive has it
}

func main() {
	out := flag.String("out", "dist", "folder of the archives; it must not exist")
	which := flag.String("targets", strings.Join(targets, ","), "systems to build for")
	flag.Parse()
	if err := run(*out, strings.Split(*which, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "release: error:", err)
		os.Exit(1)
	}
}

func run(out string, which []string) error {
	src, err := sourceOf(".")
	if err != nil {
		return err
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: exists already; remove it first", out)
	}
	for _, target := range which {
		if !slices.Contains(targets, target) {
			return fmt.Errorf("%s: not one of %s", target, strings.Join(targets, ", "))
		}
	}
	return src.build(out, which)
}

// sourceOf reads what is to be built. Changes that are not committed could not be named by the commit, and are refused.
func sourceOf(root string) (src source, err error) {
	src.root = root
	changed, err := src.output("git", "status", "--porcelain")
	if err != nil {
		return src, err
	}
	if changed != "" {
		return src, fmt.Errorf("the tree has changes that are not committed:\n%s", changed)
	}
	if src.commit, err = src.output("git", "rev-parse", "HEAD"); err != nil {
		return src, err
	}
	seconds, err := src.output("git", "log", "-1", "--format=%ct")
	if err != nil {
		return src, err
	}
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return src, err
	}
	src.time = time.Unix(unix, 0).UTC()
	said, err := src.output("go", "run", ".", "--version")
	if err != nil {
		return src, err
	}
	src.version = strings.Fields(said)[2] // otaudit version 0.1.0 …
	return src, nil
}

// output runs a program in the tree and gives what it prints, without the last line break.
func (s *source) output(name string, args ...string) (string, error) {
	command := exec.Command(name, args...)
	command.Dir, command.Stderr = s.root, os.Stderr
	out, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return strings.TrimRight(string(out), "\n"), nil
}

// build makes the archives of some systems, their lists of components and the checksums of all.
func (s *source) build(out string, which []string) error {
	common, err := s.commonFiles()
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	made := map[string][]byte{}
	for _, target := range which {
		system, processor, _ := strings.Cut(target, "/")
		name := fmt.Sprintf("otaudit_%s_%s_%s", s.version, system, processor)
		files := slices.Clone(common)
		program, components, err := s.program(work, system, processor)
		if err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
		licenses, err := licenseFiles(components)
		if err != nil {
			return err
		}
		files = append(append(files, program), licenses...)
		bill, err := billOfMaterials(s, components)
		if err != nil {
			return err
		}
		files = append(files, file{name: "sbom.cdx.json", content: bill})
		made[name+".cdx.json"] = bill
		if system == "windows" {
			made[name+".zip"], err = zipped(name, files, s.time)
		} else {
			made[name+".tar.gz"], err = tarred(name, files, s.time)
		}
		if err != nil {
			return err
		}
	}
	var sums strings.Builder
	for _, name := range sortedKeys(made) {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(made[name]), name)
		if err := os.WriteFile(filepath.Join(out, name), made[name], 0o666); err != nil {
			return err
		}
	}
	fmt.Print(sums.String())
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(sums.String()), 0o666)
}
