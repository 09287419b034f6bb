package privacy

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"otaudit/audit"
)

// theLog stands for the name of a file where a run has one only.
const theLog = "log"

// placesOf maps the names of files and sheets to what the share set shows: their numbers, where there are several. The internal
// set of the same run has them in the same order.
func (p *publisher) placesOf(r *audit.Result) {
	tables, sheets, numbers := map[int]int{}, map[int]int{}, map[int]int{}
	files := len(r.Manifest.Inputs)
	for i := range r.Sheets {
		s := &r.Sheets[i]
		files = max(files, s.Input+1)
		if sheets[s.Input]++; s.HasTable() {
			tables[s.Input]++
		}
	}
	name := func(input int) string {
		if files == 1 {
			return theLog
		}
		return fmt.Sprintf("file %d", input+1)
	}
	pairs := map[string]string{}
	p.places = map[string]string{}
	for i := range r.Sheets {
		s := &r.Sheets[i]
		numbers[s.Input]++
		shown := name(s.Input)
		if sheets[s.Input] > 1 && (!s.HasTable() || tables[s.Input] > 1) {
			shown += fmt.Sprintf("!sheet %d", numbers[s.Input])
		}
		p.places[s.Name], pairs[s.Name] = shown, shown
		// The name of the sheet alone may stand in a text too.
		if _, alone, _ := strings.Cut(s.Name, "!"); len(alone) >= shortestSecret && header(alone) != alone {
			pairs[alone] = fmt.Sprintf("sheet %d", numbers[s.Input])
		}
	}
	for i := range r.Manifest.Inputs {
		in, shown := r.Manifest.Inputs[i].Name, name(i)
		if _, sheet := p.places[in]; !sheet {
			p.places[in], pairs[in] = shown, shown
		}
		if stem := strings.TrimSuffix(in, filepath.Ext(in)); stem != "" {
			pairs[stem+".audited"] = shown + ".audited"
		}
	}
	for name, shown := range p.payers {
		if shown != name && len(name) >= shortestSecret && header(name) != name {
			pairs[name] = shown
		}
	}
	p.names = longestFirst(pairs)
}

// longestFirst makes a replacer of pairs that prefers jan.xlsx!Log to jan.xlsx.
func longestFirst(pairs map[string]string) *strings.Replacer {
	delete(pairs, "")
	names := slices.SortedFunc(maps.Keys(pairs), func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	ordered := make([]string, 0, 2*len(names))
	for _, name := range names {
		ordered = append(ordered, name, pairs[name])
	}
	return strings.NewReplacer(ordered...)
}
