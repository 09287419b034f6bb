package command

import (
	"errors"
	"fmt"
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
	default:
		return fmt.Errorf("--format %s: not table, json or markdown", format)
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

// runExplain prints the page of one rule.
func runExplain(id string, con *console) error {
	if id == "" {
		return hint(errors.New("no rule given"), "for example: otaudit explain U001")
	}
	page := rules.Doc(strings.ToUpper(id))
	if page == "" {
		return hint(fmt.Errorf("no rule %q", id), "otaudit rules lists them")
	}
	con.page(page + mythsText(strings.ToUpper(id)))
	return nil
}

func rulesCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "rules", Usage: "list the rule book",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "format", Value: "table", Usage: "table, json or markdown"}},
		Action: upTo(0, func(c *cli.Context) error { return runRules(c.String("format"), con) }),
	}
}

func explainCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "explain", Usage: "print the page of a rule", ArgsUsage: "ID",
		Action: upTo(1, func(c *cli.Context) error { return runExplain(c.Args().First(), con) }),
	}
}
