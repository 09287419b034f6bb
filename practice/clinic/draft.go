package clinic

import (
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Draft is what a first month shows of a clinic.
type Draft struct {
	Client string
	Logs   string // from the folder of the file on
	Read   []string
	// Stated are flags that were given; Decide those that would decide what was only assumed, as typed: --column "Time=minutes".
	Stated []Setting
	Decide []string
}

// Write writes a clinic.yaml with a comment for each key. What was only assumed is proposed in comments.
func (d *Draft) Write(w io.Writer) error {
	var text strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	line("# What is the same each month, for: otaudit month. Paths go from this folder on.")
	for _, read := range d.Read {
		line("# %s", read)
	}
	line("")
	line("client: %s   # heads the reports, those for sharing too", scalar(d.Client))
	line("logs: %s          # incoming files; name files or folders for their month: 2026-01.csv", scalar(d.Logs))
	line("results: results   # a folder for each month is made here")
	line("waivers: waivers.csv   # accepted findings, once otaudit accept writes them: --file %s", "waivers.csv")
	line("")
	for _, s := range d.Stated {
		if s.Kind == List {
			line("%s:", Key(s.Flag))
			for _, value := range s.Values {
				line("  - %s", scalar(value))
			}
			continue
		}
		line("%s: %s", Key(s.Flag), scalar(strings.Join(s.Values, "")))
	}
	if len(d.Decide) > 0 {
		line("# What was only assumed. State it, once you know:")
		for _, flag := range d.Decide {
			line("# %s", flag)
		}
	}
	for _, hint := range []string{
		"payer: medicare            # of lines that name none",
		"profile: clinic-export.yaml # how the logs are read, what payers and contracts say: otaudit inspect --write-profile drafts it",
		"opening: opening.csv       # amounts already used this year: patient,year,discipline_group,amount",
		"crosswalk: old/crosswalk.csv # codes of an earlier folder of results, for the first month here",
		"tables: tables             # reference tables of your own",
		"state: NY                  # whose norms a therapist without peers is compared with, if the tables hold them",
		"setting: practitioner      # or outpatient_hospital",
		"target: 95                 # percent that a rate is held to",
		"paper: letter              # or a4",
		"therapists: code           # in the share set: name or code",
	} {
		if key, _, _ := strings.Cut(hint, ":"); !d.states(key) {
			line("#%s", hint)
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func (d *Draft) states(key string) bool {
	for _, s := range d.Stated {
		if Key(s.Flag) == key {
			return true
		}
	}
	return false
}

// scalar writes a text so that YAML reads it back as it is.
func scalar(text string) string {
	out, err := yaml.Marshal(text)
	if err != nil {
		return fmt.Sprintf("%q", text)
	}
	if s := strings.TrimSuffix(string(out), "\n"); !strings.Contains(s, "\n") {
		return s
	}
	return fmt.Sprintf("%q", text)
}
