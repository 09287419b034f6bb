package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// file is a file of an archive, named below its folder.
type file struct {
	name    string
	content []byte
	program bool
}

func (f *file) mode() fs.FileMode {
	if f.program {
		return 0o755
	}
	return 0o644
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func sorted(files []file) []file {
	return slices.SortedFunc(slices.Values(files), func(a, b file) int { return cmp.Compare(a.name, b.name) })
}

// tarred makes a .tar.gz with all files in one folder.
func tarred(folder string, files []file, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	archive := tar.NewWriter(packed)
	for _, f := range sorted(files) {
		header := &tar.Header{Name: folder + "/" + f.name, Mode: int64(f.mode()), Size: int64(len(f.content)), ModTime: at, Format: tar.FormatUSTAR}
		if err := archive.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := archive.Write(f.content); err != nil {
			return nil, err
		}
	}
	err := errors.Join(archive.Close(), packed.Close())
	return out.Bytes(), err
}

// zipped makes a .zip with all files in one folder.
func zipped(folder string, files []file, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range sorted(files) {
		header := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: at}
		header.SetMode(f.mode())
		w, err := archive.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return out.Bytes(), err
}

// shipped are the files and folders of the tree that come along.
var shipped = []string{"README.md", "LICENSE", "CHANGELOG.md", "docs", "samples/README.md", "samples/DEFECTS.md", "samples/clinic-month.xlsx",
	"samples/clinic-export.csv", "samples/expected"}

// commonFiles gives the files that all archives hold.
func (s *source) commonFiles() (files []file, err error) {
	for _, top := range shipped {
		err := filepath.WalkDir(filepath.Join(s.root, top), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(path, ".go") {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(s.root, path)
			files = append(files, file{name: filepath.ToSlash(name), content: content})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for name, args := range map[string][]string{"otaudit.1": {"man"}, "completions/otaudit.bash": {"completion", "bash"},
		"completions/_otaudit": {"completion", "zsh"}, "completions/otaudit.fish": {"completion", "fish"},
		"completions/otaudit.ps1": {"completion", "powershell"}} {
		text, err := s.output("go", append([]string{"run", "."}, args...)...)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: name, content: []byte(text + "\n")})
	}
	return files, nil
}
