package command

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"otaudit/importers"
	"otaudit/importers/profile"
	"otaudit/rules"
	"otaudit/rules/refdata"
)

// inspectedSetting is one setting of a run and what decides it: a flag, else a profile, else the default.
type inspectedSetting struct {
	Name    string `json:"name"`
	Value   string `json:"value"`
	From    string `json:"from"`
	Instead string `json:"instead,omitempty"` // what a profile says that a flag overrules
	given   bool   // by a flag or a profile
}

// settingsOf lists the settings that flags and the profiles in use decide.
func settingsOf(o readOptions, options importers.Options, profiles []*profile.Profile) (list []inspectedSetting) {
	add := func(name, flag, otherwise, from string, stated func(*profile.Profile) string) {
		s := inspectedSetting{Name: name, Value: otherwise, From: from}
		for _, p := range profiles {
			value := ""
			if stated != nil {
				value = stated(p)
			}
			switch {
			case value == "" || value == flag:
			case flag != "":
				s.Instead = fmt.Sprintf("profile %q says %s", p.Name, value)
			default:
				s.Value, s.From, s.given = value, fmt.Sprintf("profile %q", p.Name), true
			}
		}
		if flag != "" {
			s.Value, s.From, s.given = flag, "--"+name, true
		}
		list = append(list, s)
	}
	defaults := rules.Options{}.WithDefaults()
	add("as-of", o.asOf, options.AsOf.String(), "today", nil)
	add("tables", o.tables, "those of the program", "default", nil)
	for _, p := range profiles {
		list = append(list, inspectedSetting{Name: "profile", Value: p.Name, From: o.whyUsed(p), given: true})
	}
	for _, c := range o.columns {
		list = append(list, inspectedSetting{Name: "column", Value: c, From: "--column", given: true})
	}
	header := ""
	if o.headerRow > 0 || o.noHeader {
		header = strconv.Itoa(o.headerRow)
	}
	add("sheet", o.sheet, "all with a table", "default", nil)
	add("header-row", header, "found", "each sheet", func(p *profile.Profile) string { return headerOf(p) })
	add("dates", o.dates, "as the dates show", "each sheet", func(p *profile.Profile) string { return orderName(p) })
	add("payer", o.payer, "as the lines name", "the log", nil)
	add("setting", "", refdata.Practitioner.String(), "default", func(p *profile.Profile) string { return p.Setting })
	add("claim_type", "", "professional", "default", func(p *profile.Profile) string { return p.ClaimType })
	add("signature_days", "", strconv.Itoa(defaults.SignatureDays), "default", func(p *profile.Profile) string { return nonZero(p.SignatureDays) })
	add("note_words", "", strconv.Itoa(defaults.NoteWords), "default", func(p *profile.Profile) string { return nonZero(p.NoteWords) })
	add("minimum_minutes", "", "none", "default", minimumText)
	return list
}

// whyUsed says why a profile is in use.
func (o readOptions) whyUsed(p *profile.Profile) string {
	switch {
	case p.Path == "":
		return "recognized by the headers"
	case o.profiles.file != "" && filepath.Clean(p.Path) == filepath.Clean(o.profiles.file):
		return "--profile"
	}
	return "--profiles, recognized by the headers"
}

func headerOf(p *profile.Profile) string {
	if p.NoHeader {
		return "0"
	}
	return nonZero(p.HeaderRow)
}

// orderName gives the order of dates that a profile states, as --dates names it.
func orderName(p *profile.Profile) string {
	for _, name := range []string{"mdy", "dmy", "ymd"} {
		if dateOrders[name] == p.Dates {
			return name
		}
	}
	return ""
}

// printSettings shows what a flag or a profile decides, or all.
func (f *inspection) printSettings(con *console, all bool) {
	shown := slices.DeleteFunc(slices.Clone(f.Settings), func(s inspectedSetting) bool { return !all && !s.given })
	if len(shown) == 0 {
		return
	}
	con.line("settings (a flag comes before a profile, a profile before the default):")
	con.table(func(row func(string, ...any)) {
		for _, s := range shown {
			from := s.From
			if s.Instead != "" {
				from += "; " + s.Instead
			}
			row("  %s\t%s\t%s", s.Name, s.Value, from)
		}
	})
}
