package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var sample = []file{{name: "otaudit", content: []byte("program"), program: true}, {name: "README.md", content: []byte("read me")}}

// unpacked gives the content of each file of an archive, with what is said of it.
func unpacked(t *testing.T, archive []byte, isZip bool) map[string]string {
	t.Helper()
	found := map[string]string{}
	if isZip {
		r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			content, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(content)
			if err != nil {
				t.Fatal(err)
			}
			found[f.Name] = f.Mode().String() + " " + f.Modified.UTC().Format(time.RFC3339) + " " + string(text)
		}
		return found
	}
	packed, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(packed); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		found[h.Name] = h.FileInfo().Mode().String() + " " + h.ModTime.UTC().Format(time.RFC3339) + " " + string(text)
	}
}

// TestArchives: both kinds hold all files whole, with the time of the commit, and do not depend on the order of the files.
func TestArchives(t *testing.T) {
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	turned := slices.Clone(sample)
	slices.Reverse(turned)
	for name, pack := range map[string]func(string, []file, time.Time) ([]byte, error){"tar": tarred, "zip": zipped} {
		one, err := pack("otaudit_1", sample, at)
		if err != nil {
			t.Fatal(err)
		}
		another, err := pack("otaudit_1", turned, at)
		if err != nil || !bytes.Equal(one, another) {
			t.Errorf("%s: the order of the files shows (%v)", name, err)
		}
		found := unpacked(t, one, name == "zip")
		if len(found) != 2 || found["otaudit_1/otaudit"] != "-rwxr-xr-x 2026-11-01T12:00:00Z program" ||
			found["otaudit_1/README.md"] != "-rw-r--r-- 2026-11-01T12:00:00Z read me" {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// module makes a module of one license file.
func module(t *testing.T, name, text string) component {
	t.Helper()
	folder := t.TempDir()
	if name != "" {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return component{path: "example.org/m", version: "v1.2.3+incompatible", sum: "h1:abc", folder: folder}
}

// TestLicenses: the terms of each module go along, and a module without terms that allow it stops the release.
func TestLicenses(t *testing.T) {
	mit := module(t, "License.txt", "Permission is hereby granted,\nfree of charge, to any person")
	files, err := licenseFiles([]component{mit})
	if err != nil || len(files) != 1 || files[0].name != "licenses/example.org/m/License.txt" {
		t.Errorf("%v %v", files, err)
	}
	for _, c := range []component{module(t, "", ""), module(t, "LICENSE", "All rights reserved. Ask us."), module(t, "LICENSE.go", "Permission is hereby granted, free of charge")} {
		if _, err := licenseFiles([]component{c}); err == nil || !strings.Contains(err.Error(), "example.org/m") {
			t.Errorf("taken without a license: %v", err)
		}
	}
}

// TestBillOfMaterials: each component stands in the list with version, checksum and license.
func TestBillOfMaterials(t *testing.T) {
	src := &source{root: "..", version: "1.2.3", commit: "abcdef", time: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)}
	text, err := billOfMaterials(src, []component{module(t, "COPYING", "Permission is hereby granted, free of charge")})
	if err != nil {
		t.Fatal(err)
	}
	var list bill
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	program, one := list.Metadata.Component, list.Components[0]
	if list.Metadata.Timestamp != "2026-11-01T12:00:00Z" || program.Licenses[0].License.ID != "Apache-2.0" || program.Properties[0].Value != "abcdef" {
		t.Errorf("the program: %+v", list.Metadata)
	}
	if one.PURL != "pkg:golang/example.org/m@v1.2.3%2Bincompatible" || one.Properties[0].Value != "h1:abc" || one.Licenses[0].License.ID != "MIT" ||
		list.Depends[0].Depends[0] != one.Ref {
		t.Errorf("the component: %+v", one)
	}
}
