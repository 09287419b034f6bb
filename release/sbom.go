package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// The part of CycloneDX 1.6 that says what a program is made of.
type (
	bill struct {
		Format     string         `json:"bomFormat"`
		Spec       string         `json:"specVersion"`
		Version    int            `json:"version"`
		Metadata   billMetadata   `json:"metadata"`
		Components []billEntry    `json:"components"`
		Depends    []billRelation `json:"dependencies"`
	}
	billMetadata struct {
		Timestamp string    `json:"timestamp"` // of the commit
		Component billEntry `json:"component"`
	}
	billEntry struct {
		Type       string         `json:"type"`
		Ref        string         `json:"bom-ref"`
		Name       string         `json:"name"`
		Version    string         `json:"version"`
		PURL       string         `json:"purl"`
		Licenses   []billLicense  `json:"licenses,omitempty"`
		Properties []billProperty `json:"properties,omitempty"`
	}
	billLicense struct {
		License struct {
			ID string `json:"id"`
		} `json:"license"`
	}
	billProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	billRelation struct {
		Ref     string   `json:"ref"`
		Depends []string `json:"dependsOn"`
	}
)

// billOfMaterials lists the components of a program.
func billOfMaterials(s *source, components []component) ([]byte, error) {
	program := component{path: "otaudit", version: s.version, folder: s.root}
	top, err := program.entry("application")
	if err != nil {
		return nil, err
	}
	top.Properties = []billProperty{{"git:commit", s.commit}}
	list := bill{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: billMetadata{s.time.Format(time.RFC3339), top}, Depends: []billRelation{{Ref: top.Ref}}}
	for _, c := range components {
		e, err := c.entry("library")
		if err != nil {
			return nil, err
		}
		list.Components = append(list.Components, e)
		list.Depends[0].Depends = append(list.Depends[0].Depends, e.Ref)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(list)
	return out.Bytes(), err
}

func (c *component) entry(kind string) (billEntry, error) {
	purl := "pkg:golang/" + c.path + "@" + strings.ReplaceAll(c.version, "+", "%2B")
	e := billEntry{Type: kind, Ref: purl, Name: c.path, Version: c.version, PURL: purl}
	if c.sum != "" {
		e.Properties = []billProperty{{"go:sum", c.sum}}
	}
	ids, err := c.licenseIDs()
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		var l billLicense
		l.License.ID = id
		e.Licenses = append(e.Licenses, l)
	}
	return e, err
}
