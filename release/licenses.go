package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// licenseName is what files with the terms of a module are called.
var licenseName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)(\.(txt|md))?$`)

// terms tells licenses by a sentence of each; the names are those of SPDX. All may be passed on with the program.
var terms = []struct{ id, sentence string }{
	{"MIT", "Permission is hereby granted, free of charge"},
	{"BSD-3-Clause", "may be used to endorse or promote products derived"},
	{"Apache-2.0", "Apache License, Version 2.0"},
	{"Apache-2.0", "Apache License Version 2.0, January 2004"},
	{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
}

// licenseFiles gives the terms of all components, for the archive. A module without any, or with others than the known, is an error.
func licenseFiles(components []component) (files []file, err error) {
	for _, c := range components {
		found, err := c.licenses()
		if err != nil {
			return nil, err
		}
		if _, err := c.licenseIDs(); err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	return files, nil
}

// licenses reads the files with the terms of a module.
func (c *component) licenses() (files []file, err error) {
	entries, err := os.ReadDir(c.folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.IsDir() || !licenseName.MatchString(e.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(c.folder, e.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: "licenses/" + c.path + "/" + e.Name(), content: content})
	}
	return files, nil
}

// licenseIDs names the licenses of a module.
func (c *component) licenseIDs() (ids []string, err error) {
	files, err := c.licenses()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		text := strings.Join(strings.Fields(string(f.content)), " ")
		for _, t := range terms {
			if strings.Contains(text, t.sentence) {
				ids = append(ids, t.id)
				break
			}
		}
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("%s: no license that is known to allow passing it on", c.path)
	}
	return ids, nil
}
