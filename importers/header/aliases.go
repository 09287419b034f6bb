package header

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/xrash/smetrics"

	"otaudit/audit"
	"otaudit/importers/value"
)

//go:embed data/headers.csv
var headersCSV string

// HeaderMatch is what the alias table knows of a header.
type HeaderMatch struct {
	Field       audit.Field // the field, or its first candidate when Needs is set; valid if Binds
	Otherwise   audit.Field // the second candidate, valid if HasOther
	HasOther    bool
	Known       bool             // the header stands in the table, be it as one never to be bound
	Fixed       bool             // a profile or a flag says what the column is; it is not weighed
	Assumed     bool             // of a fixed one: the profile marks it as taken and not confirmed
	NotIt       bool             // known, and never bound
	Identifier  bool             // known, never bound, and an identifier whose values reach no output
	Evidence    string           // seen (in real exports) or likely
	Needs       string           // key of the evidence that decides (see Decide); empty if the header is unambiguous
	Kind        value.ColumnKind // how the values are to be taken
	Flag        string           // the modifier or status that a flag column stands for
	Series      int              // number of the column in a series, 0 if none
	Pair        string           // name of the pair of columns to be joined, empty if none
	PairLast    bool             // the column is the last-name half of the pair
	Hint        string           // hint taken off the header, such as HintHours
	Alias       string           // the alias as the table writes it
	Requirement string           // number of the requirement that the alias stands for
	Note        string           // why the header is not bound, or what to mind
}

// Binds says that the header names a field, with or without further evidence.
func (m HeaderMatch) Binds() bool { return m.Known && !m.NotIt }

// SeriesFields may come as numbered columns: the slots of a wide row, and lists spread over columns.
var SeriesFields = audit.Fields(audit.Code, audit.Description, audit.Modifiers, audit.UnitsBilled, audit.Minutes,
	audit.AssistantMinutes, audit.TogetherMinutes, audit.Charge, audit.Allowed, audit.Diagnoses)

// maxHeaderBytes is the length beyond which a text is no header: rows of notes are candidates for the header row too.
const maxHeaderBytes = 200

// LookupHeader finds a header in the alias table: the whole header first, then without its bracketed hint, then without
// its series number. Only an exact match of normal forms counts.
func LookupHeader(text string) HeaderMatch {
	if len(text) > maxHeaderBytes {
		return HeaderMatch{}
	}
	h := normaliseHeader(text)
	table := aliasTable()
	for _, keys := range [...]headerKeys{h.full, h.bare} {
		if m, ok := table.find(keys); ok {
			m.Hint = h.hint
			if m.Kind == value.KindPlain && m.Field == audit.Minutes && h.hint == HintHours {
				m.Kind = value.KindHours
			}
			return m
		}
	}
	if h.series > 0 {
		m, ok := table.find(h.base)
		if ok && m.Series == 0 && (m.Identifier || m.Binds() && SeriesFields.Has(m.Field)) {
			m.Series, m.Hint = h.series, h.hint
			if m.Field == audit.Code {
				m.Needs = "" // "Code 4" is a slot of a wide row (IMP-91), however few rows fill it; codes it must hold all the same
			}
			if m.Kind == value.KindPlain && m.Field == audit.Minutes && h.hint == HintHours {
				m.Kind = value.KindHours
			}
			return m
		}
	}
	return HeaderMatch{Hint: h.hint}
}

// HeaderCode gives the procedure code when a whole header is one, as in sheets with a column per code.
func HeaderCode(text string) (code string, ok bool) {
	bare, _ := TakeHint(TidyHeader(text))
	code = strings.ToUpper(bare)
	return code, value.IsProcedureCode(code)
}

const (
	maxSuggestions     = 3
	suggestionAtLeast  = 0.88 // Jaro-Winkler similarity below which two headers have little in common
	winklerBoost       = 0.7
	winklerPrefix      = 4
	suggestionKeyBytes = 64 // longer headers are sentences
)

// Suggest names the fields whose aliases look like an unknown header, best first. It serves the draft of a profile and
// never binds: "timed minutes" and "untimed minutes" are alike.
func Suggest(header string) []audit.Field {
	keys := normaliseHeader(header).bare
	if keys.Empty() || len(keys.expanded) > suggestionKeyBytes {
		return nil
	}
	table := aliasTable()
	if _, known := table.find(keys); known {
		return nil
	}
	var best [audit.NumFields]float64
	for key, m := range table.byKey {
		if !m.Binds() || len(key) < 3 {
			continue
		}
		for _, own := range [...]string{keys.compact, keys.expanded} {
			best[m.Field] = max(best[m.Field], smetrics.JaroWinkler(own, key, winklerBoost, winklerPrefix))
		}
	}
	var fields []audit.Field
	for f, score := range best {
		if score >= suggestionAtLeast {
			fields = append(fields, audit.Field(f))
		}
	}
	slices.SortStableFunc(fields, func(a, b audit.Field) int {
		switch {
		case best[a] > best[b]:
			return -1
		case best[a] < best[b]:
			return 1
		}
		return int(a) - int(b)
	})
	return fields[:min(len(fields), maxSuggestions)]
}

type aliases struct {
	rows  []HeaderMatch
	byKey map[string]HeaderMatch
}

func (t *aliases) find(keys headerKeys) (HeaderMatch, bool) {
	if keys.Empty() {
		return HeaderMatch{}, false
	}
	if m, ok := t.byKey[keys.compact]; ok {
		return m, true
	}
	m, ok := t.byKey[keys.expanded]
	return m, ok
}

// aliasTable reads the embedded table once. A table that does not load is a fault of the build, which the tests of this
// package exclude; there is no input that could cause it.
var aliasTable = sync.OnceValue(func() *aliases {
	table, err := loadAliases(headersCSV)
	if err != nil {
		panic(err)
	}
	return table
})

// loadAliases reads the alias table and refuses a key that leads to two meanings.
func loadAliases(text string) (*aliases, error) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("header aliases: %w", err)
	}
	table := &aliases{byKey: make(map[string]HeaderMatch)}
	for i, record := range records[1:] {
		matches, err := aliasRow(record)
		if err != nil {
			return nil, fmt.Errorf("header aliases, line %d: %w", i+2, err)
		}
		for _, m := range matches {
			table.rows = append(table.rows, m)
			for _, key := range aliasKeys(m.Alias, m) {
				if other, ok := table.byKey[key]; ok {
					if !sameMeaning(other, m) {
						return nil, fmt.Errorf("header aliases, line %d: %q and %q share the key %q", i+2, other.Alias, m.Alias, key)
					}
					continue
				}
				table.byKey[key] = m
			}
		}
	}
	return table, nil
}

func sameMeaning(a, b HeaderMatch) bool {
	return a.Field == b.Field && a.NotIt == b.NotIt && a.Identifier == b.Identifier && a.Needs == b.Needs &&
		a.Kind == b.Kind && a.Flag == b.Flag && a.Series == b.Series && a.PairLast == b.PairLast
}

// aliasKeys gives the keys of an alias. One with a digit has no expanded key: "ICD-10" would otherwise become "dx10", the
// tenth diagnosis.
func aliasKeys(alias string, m HeaderMatch) []string {
	if m.Pair != "" {
		first, last, _ := strings.Cut(m.Pair, " + ")
		alias = first
		if m.PairLast {
			alias = last
		}
	}
	keys := KeysOf(TidyHeader(alias))
	if keys.compact == keys.expanded || strings.ContainsAny(alias, "0123456789") {
		return []string{keys.compact}
	}
	return []string{keys.compact, keys.expanded}
}

func aliasRow(record []string) ([]HeaderMatch, error) {
	field, alias, kind := record[0], record[1], record[5]
	m := HeaderMatch{Known: true, Alias: alias, Evidence: record[2], Needs: record[3], Requirement: record[6], Note: record[7]}
	switch field {
	case "-":
		m.NotIt = true
	case "-identifier":
		m.NotIt, m.Identifier = true, true
	default:
		var ok bool
		if m.Field, ok = audit.FieldNamed(field); !ok {
			return nil, fmt.Errorf("no field %q", field)
		}
	}
	if record[4] != "" {
		if m.Otherwise, m.HasOther = audit.FieldNamed(record[4]); !m.HasOther {
			return nil, fmt.Errorf("no field %q", record[4])
		}
	}
	if err := m.setKind(kind); err != nil {
		return nil, err
	}
	if _, _, isPair := strings.Cut(alias, " + "); !isPair {
		return []HeaderMatch{m}, nil
	}
	m.Pair = alias
	last := m
	last.PairLast = true
	return []HeaderMatch{m, last}, nil
}

var columnKinds = map[string]value.ColumnKind{
	"": value.KindPlain, "series": value.KindPlain, "hours": value.KindHours, "flag": value.KindModifierFlag, "status-flag": value.KindStatusFlag, "kept-flag": value.KindKeptFlag,
	"assistant-flag": value.KindAssistantFlag, "of-documenting": value.KindDocumenting,
	"span-end": value.KindSpanEnd, "scheduled-length": value.KindScheduled, "other-provider": value.KindOtherProvider, "payment": value.KindPayment,
}

func (m *HeaderMatch) setKind(text string) (err error) {
	name, value, _ := strings.Cut(text, ":")
	kind, ok := columnKinds[name]
	if !ok {
		return fmt.Errorf("no column kind %q", text)
	}
	m.Kind = kind
	if name == "series" {
		m.Series, err = strconv.Atoi(value)
		return err
	}
	m.Flag = value
	return nil
}

// NeedsOfAliases returns the names of the evidence that some alias needs to be bound, each once.
func NeedsOfAliases() []string {
	var needs []string
	for _, row := range aliasTable().rows {
		if row.Needs != "" && !slices.Contains(needs, row.Needs) {
			needs = append(needs, row.Needs)
		}
	}
	return needs
}
