package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/near"
)

// typed is a command line taken apart. The library reads flags before the first argument only and takes any first word for a
// command; here flags may stand anywhere, a first word may be a log, and a slip of the keyboard is answered with what was meant.
type typed struct {
	path    []*cli.Command // the command and its subcommand; empty if no word named one
	flags   []typedFlag
	others  []string // files and what else a command takes
	literal bool     // the first of the others stands behind --
}

// typedFlag is a flag as it was typed, and its value where that is a word of its own.
type typedFlag struct {
	word, name string
	value      []string
	missing    bool // it takes a value, and none follows
}

// defaultCommand is the one that a line without a command means.
const defaultCommand = "audit"

// arrange gives a command line, of which the first word is the program, in the order in which the library reads it: the command,
// its flags, --, everything else. What cannot be meant is an error with a hint.
func arrange(line []string, commands []*cli.Command) ([]string, error) {
	t := takeApart(line[min(1, len(line)):], commands)
	if t.asks("version") {
		return []string{line[0], "--version"}, nil
	}
	help, named := t.asks("help", "h", "?"), len(t.path) > 0
	if len(t.path) == 0 {
		if len(t.others) == 0 && (help || len(t.flags) == 0) {
			return []string{line[0], "--help"}, nil
		}
		if err := t.mustBeFile(commands); err != nil {
			return nil, err
		}
		t.path = commandNamed(commands, defaultCommand)
	}
	if help {
		return append(t.command(line[0]), "--help"), nil
	}
	if err := t.check(named); err != nil {
		return nil, err
	}
	words := t.command(line[0])
	for _, f := range t.flags {
		words = append(append(words, f.word), f.value...)
	}
	return append(append(words, "--"), t.others...), nil
}

// takeApart tells commands, flags with their values and other words apart.
func takeApart(words []string, commands []*cli.Command) (t typed) {
	below := commands // that the next word may name
	for i := 0; i < len(words); i++ {
		word := words[i]
		switch {
		case word == "--":
			t.literal = len(t.others) == 0
			t.others = append(t.others, words[i+1:]...)
			return t
		case word == "/?": // what Windows uses
			t.flags = append(t.flags, typedFlag{word: word, name: "?"})
		case len(word) > 1 && word[0] == '-':
			name, _, whole := strings.Cut(strings.TrimLeft(word, "-"), "=")
			f := typedFlag{word: word, name: name}
			if !whole && takesValue(name, t.scope(commands)) {
				if f.missing = i+1 == len(words) || isFlag(words[i+1], t.scope(commands)); !f.missing {
					i++
					f.value = words[i : i+1]
				}
			}
			t.flags = append(t.flags, f)
		case len(t.others) == 0 && commandNamed(below, word) != nil:
			t.path = append(t.path, commandNamed(below, word)...)
			below = t.path[len(t.path)-1].Subcommands
		default:
			t.others = append(t.others, word)
		}
	}
	return t
}

// commandNamed gives the command of a name, alone.
func commandNamed(commands []*cli.Command, name string) []*cli.Command {
	if i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(name) }); i >= 0 {
		return commands[i : i+1]
	}
	return nil
}

// scope gives the commands to which a flag may belong: all of them before one is named.
func (t *typed) scope(commands []*cli.Command) []*cli.Command {
	if len(t.path) > 0 {
		commands = t.path[len(t.path)-1:]
	}
	var all []*cli.Command
	for _, c := range commands {
		all = append(append(all, c), c.Subcommands...)
	}
	return all
}

// flagOf finds a flag among those of the commands.
func flagOf(name string, commands []*cli.Command) cli.DocGenerationFlag {
	for _, c := range commands {
		for _, f := range c.Flags {
			if documented, ok := f.(cli.DocGenerationFlag); ok && slices.Contains(f.Names(), name) {
				return documented
			}
		}
	}
	return nil
}

func takesValue(name string, commands []*cli.Command) bool {
	f := flagOf(name, commands)
	return f != nil && f.TakesValue()
}

// isFlag says whether a word can only be a flag, and is not the value of the one before it.
func isFlag(word string, commands []*cli.Command) bool {
	name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
	return len(word) > 1 && word[0] == '-' && flagOf(name, commands) != nil
}

// asks says whether one of the flags was typed; help also as the only word behind a command.
func (t *typed) asks(names ...string) bool {
	if slices.ContainsFunc(t.flags, func(f typedFlag) bool { return slices.Contains(names, f.name) }) {
		return true
	}
	return len(t.path) > 0 && len(t.others) == 1 && !t.literal && t.others[0] == names[0] && !exists(t.others[0])
}

// command gives the words of the command.
func (t *typed) command(program string) []string {
	words := []string{program}
	for _, c := range t.path {
		words = append(words, c.Name)
	}
	return words
}

// mustBeFile refuses a first word that is no command and leads to no file.
func (t *typed) mustBeFile(commands []*cli.Command) error {
	if len(t.others) == 0 || t.literal {
		return nil
	}
	word := t.others[0]
	if matches, _ := filepath.Glob(word); word == "-" || exists(word) || len(matches) > 0 {
		return nil
	}
	meant := ""
	if !strings.ContainsRune(word, filepath.Separator) { // else it can only mean a file
		meant = near.To(word, namesOf(commands))
	}
	if meant == "" {
		meant = nearFile(word)
	}
	return hint(fmt.Errorf("%q: neither a command nor a file", word), didYouMean(meant, "otaudit --help lists the commands"))
}

// check refuses flags that the command does not have, and those that lack their value; named says whether the command was typed.
func (t *typed) check(named bool) error {
	last := t.path[len(t.path)-1]
	usage := strings.Join(t.command("otaudit"), " ")
	see := "see " + usage + " --help"
	for _, f := range t.flags {
		asTyped, _, _ := strings.Cut(f.word, "=")
		switch known := flagOf(f.name, []*cli.Command{last}); {
		case known == nil:
			names := []string{"--help"}
			if !named {
				names = append(names, "--version")
			}
			for _, f := range last.Flags {
				names = append(names, dashed(f.Names()[0]))
			}
			return hint(fmt.Errorf("%s: no such flag of %s", asTyped, usage), didYouMean(near.To(dashed(f.name), names), see))
		case f.missing:
			return hint(fmt.Errorf("--%s: its value is missing", f.name), fmt.Sprintf("--%s takes %s; %s", f.name, known.GetUsage(), see))
		}
	}
	if len(last.Subcommands) > 0 && len(t.others) > 0 {
		return hint(fmt.Errorf("no command %q of %s", t.others[0], usage), didYouMean(near.To(t.others[0], namesOf(last.Subcommands)), see))
	}
	return nil
}

// dashed gives a flag as it is typed.
func dashed(name string) string { return "--" + name }

func namesOf(commands []*cli.Command) []string {
	names := make([]string, len(commands))
	for i, c := range commands {
		names[i] = c.Name
	}
	return names
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
