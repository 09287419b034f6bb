package command

import (
	"embed"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// scripts are the shells' parts of the completion: each asks the program for the words that may stand where the cursor is, and offers
// files where it has none.
//
//go:embed all:completion
var scripts embed.FS

// shellScripts names the script of each shell.
var shellScripts = map[string]string{"bash": "otaudit.bash", "zsh": "_otaudit", "fish": "otaudit.fish", "powershell": "otaudit.ps1"}

// shells are those that have a script, in the order of the help.
var shells = []string{"bash", "zsh", "fish", "powershell"}

// candidate is a word that may stand where the cursor is, and what it is about.
type candidate struct{ word, about string }

// candidates gives what the word at the cursor may become, begun as it is, behind the words of the line. None are given where a
// file or free text is to stand.
func candidates(words []string, begun string, commands []*cli.Command) []candidate {
	t := takeApart(words, commands)
	var all []candidate
	switch last := len(t.flags) - 1; {
	case last >= 0 && t.flags[last].missing:
		for _, word := range choicesOf(flagOf(t.flags[last].name, t.scope(commands))) {
			all = append(all, candidate{word: word})
		}
	case strings.HasPrefix(begun, "-"):
		all = flagCandidates(&t, begun, commands)
	case len(t.path) == 0 && len(t.others) == 0:
		all = commandCandidates(commands)
	case len(t.path) > 0:
		all = argumentCandidates(t.path[len(t.path)-1], commands)
	}
	return slices.DeleteFunc(all, func(c candidate) bool { return !strings.HasPrefix(c.word, begun) })
}

// flagCandidates gives the flags of the command that were not typed yet, or the values of the one that the word begins with.
func flagCandidates(t *typed, begun string, commands []*cli.Command) (all []candidate) {
	path := t.path
	if len(path) == 0 {
		path = commandNamed(commands, defaultCommand)
	}
	command := path[len(path)-1]
	if name, _, whole := strings.Cut(begun, "="); whole {
		for _, word := range choicesOf(flagOf(strings.TrimLeft(name, "-"), path)) {
			all = append(all, candidate{word: name + "=" + word})
		}
		return all
	}
	for _, f := range append(slices.Clone(command.Flags), cli.HelpFlag) {
		documented, ok := f.(cli.DocGenerationFlag)
		_, repeatable := f.(*cli.StringSliceFlag)
		given := slices.ContainsFunc(t.flags, func(typed typedFlag) bool { return slices.Contains(f.Names(), typed.name) })
		if ok && (repeatable || !given) {
			about, _, _ := strings.Cut(documented.GetUsage(), "\n")
			all = append(all, candidate{dashed(f.Names()[0]), strings.ReplaceAll(about, "`", "")})
		}
	}
	return all
}

func commandCandidates(commands []*cli.Command) (all []candidate) {
	for _, c := range commands {
		if !c.Hidden {
			all = append(all, candidate{c.Name, c.Usage})
		}
	}
	return all
}

// argumentCandidates gives what a command takes beside flags, where that is no file.
func argumentCandidates(command *cli.Command, commands []*cli.Command) (all []candidate) {
	switch command.Name {
	case "help":
		return commandCandidates(commands)
	case "completion":
		for _, shell := range shells {
			all = append(all, candidate{word: shell})
		}
	case "explain":
		book, _ := ruleBook()
		for _, r := range book {
			all = append(all, candidate{r.ID, r.Name})
		}
	default:
		return commandCandidates(command.Subcommands)
	}
	return all
}

func completionCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "print what lets a shell complete commands and flags", ArgsUsage: strings.Join(shells, "|"),
		Description: "bash:       source <(otaudit completion bash)\n" +
			"zsh:        source <(otaudit completion zsh)\n" +
			"fish:       otaudit completion fish | source\n" +
			"PowerShell: otaudit completion powershell | Out-String | Invoke-Expression\n" +
			"Put the line into the file that the shell reads at its start.",
		Action: upTo(1, func(c *cli.Context) error {
			script, err := scripts.ReadFile("completion/" + shellScripts[c.Args().First()])
			if err != nil || c.NArg() == 0 {
				return noChoice("shell", c.Args().First(), shells, "for example: otaudit completion bash")
			}
			con.page(string(script))
			return nil
		}),
	}
}

// completeCommand is what the scripts of the shells ask.
func completeCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "__complete", Hidden: true, Flags: []cli.Flag{&cli.StringFlag{Name: "begun"}},
		Action: func(c *cli.Context) error {
			for _, one := range candidates(c.Args().Slice(), c.String("begun"), c.App.Commands) {
				con.line("%s\t%s", one.word, one.about)
			}
			return nil
		},
	}
}
