package command

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/rules"
	"otaudit/rules/refdata"
)

// ruleBook gives all rules over the embedded tables.
func ruleBook() ([]*audit.Rule, error) {
	tables, err := refdata.Embedded()
	if err != nil {
		return nil, err
	}
	return rules.All(tables, rules.Options{})
}

// runRules lists the rule book.
func runRules(format string, con *console) error {
	book, err := ruleBook()
	if err != nil {
		return err
	}
	switch format {
	case "table":
		for _, r := range book {
			con.line("%s  %-36s %-8s %-8s %-7s %s", r.ID, r.Name, r.Scope, r.Severity, r.MaxSafety, r.Payers)
		}
	case "json":
		return rulesJSON(book, con)
	case "markdown":
		con.page(rules.Index(book))
	}
	return nil
}

func rulesJSON(book []*audit.Rule, con *console) error {
	type entry struct {
		ID       string   `json:"id"`
		Name     string   `json:"name"`
		Purpose  string   `json:"purpose"`
		Scope    string   `json:"scope"`
		Severity string   `json:"severity"`
		Fix      string   `json:"fix"`
		Payers   string   `json:"payers"`
		InForce  string   `json:"in_force"`
		Cites    []string `json:"cites"`
		Denial   string   `json:"likely_denial"`
	}
	list := make([]entry, 0, len(book))
	for _, r := range book {
		e := entry{ID: r.ID, Name: r.Name, Purpose: r.Purpose, Scope: r.Scope.String(), Severity: r.Severity.String(),
			Fix: r.MaxSafety.String(), Payers: r.Payers.String(), InForce: r.In.String(), Denial: r.Denial}
		for _, c := range r.Cites {
			e.Cites = append(e.Cites, c.String())
		}
		list = append(list, e)
	}
	return con.json(list)
}

// runExplain prints the pages of rules, each named by its id, its name or the id of one of its findings.
func runExplain(args []string, con *console) error {
	book, err := ruleBook()
	if err != nil {
		return err
	}
	var ids, names []string
	for _, r := range book {
		ids, names = append(ids, r.ID), append(names, r.Name)
	}
	var pages []string
	for _, arg := range args {
		id, _, _ := strings.Cut(strings.ToUpper(arg), "-")
		if i := slices.Index(names, strings.ToLower(arg)); i >= 0 {
			id = ids[i]
		}
		page := rules.Doc(id)
		if page == "" {
			return noChoice("rule", arg, slices.Concat(names, ids), "otaudit rules lists them")
		}
		pages = append(pages, page+mythsText(id))
	}
	if len(pages) == 0 {
		return noChoice("rule", "", nil, "for example: otaudit explain U001")
	}
	con.page(strings.Join(pages, "\n"))
	return nil
}

func rulesCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "rules", Usage: "list the rule book",
		Flags: []cli.Flag{
			choiceFlag("format", "table", "form of the list", "table", "json", "markdown"),
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "the same as --format json"},
		},
		Action: upTo(0, func(c *cli.Context) error {
			if c.Bool("json") {
				return runRules("json", con)
			}
			return runRules(c.String("format"), con)
		}),
	}
}

func explainCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "explain", Usage: "print the pages of rules, by id, name or the id of a finding", ArgsUsage: "RULE…",
		Action: func(c *cli.Context) error { return runExplain(c.Args().Slice(), con) },
	}
}
