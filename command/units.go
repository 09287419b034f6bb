package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/rules/refdata"
	"otaudit/rules/units"
)

// runUnits is the calculator: what the minutes of one day support under both unit rules.
func runUnits(args []string, asOf string, con *console) error {
	if len(args) == 0 {
		return hint(errors.New("no minutes given"), "for example: otaudit units 97110=39 97124=23")
	}
	day, err := parseAsOf(asOf)
	if err != nil {
		return err
	}
	tables, err := refdata.Embedded()
	if err != nil {
		return err
	}
	var timed []units.Code
	for _, arg := range args {
		code, minutes, err := codeMinutes(arg)
		if err != nil {
			return err
		}
		info, known := tables.Code(code, day)
		switch {
		case !known:
			return hint(fmt.Errorf("%s: no such code in the table on %s", code, day), nearest(tables, code))
		case !info.Timed:
			con.line("%s is not a timed code: 1 unit, whatever the minutes; its minutes (%d) do not join the others", code, minutes)
		case !info.Pooled15:
			con.line("%s is timed by %d minutes a unit and not part of the pool of 15-minute codes; it is not worked out here", code, info.MinutesPerUnit)
		default:
			timed = append(timed, units.Code{Code: code, Minutes: minutes})
		}
	}
	timed = units.Merge(timed)
	if len(timed) == 0 {
		return nil
	}
	pool := units.Medicare(timed)
	con.line("Medicare (minutes of the day pooled, Pub. 100-04 ch.5 §20.2)")
	for i, allocation := range pool.Allocations() {
		if i > 0 {
			con.line("  or: %s", allocationText(timed, allocation))
			continue
		}
		con.line("  %s", allocationText(timed, allocation))
	}
	con.line("  %s", pool.Working())
	each := units.PerCode(timed)
	con.line("Midpoint rule (CPT, each code alone; many commercial payers)")
	con.line("  %s", allocationText(timed, each.Allocation()))
	con.line("  %s", each.Working())
	return nil
}

// codeMinutes reads CODE=MINUTES.
func codeMinutes(arg string) (string, int, error) {
	code, text, ok := strings.Cut(arg, "=")
	minutes, err := strconv.Atoi(text)
	if !ok || err != nil || minutes < 0 || minutes > 24*60 || code == "" {
		return "", 0, hint(fmt.Errorf("%q: not of the form CODE=MINUTES", arg), "for example: otaudit units 97110=39 97124=23")
	}
	return strings.ToUpper(code), minutes, nil
}

func nearest(tables *refdata.Tables, code string) string {
	if codes := tables.NearestCodes(code); len(codes) > 0 {
		return "did you mean " + strings.Join(codes, " or ")
	}
	return ""
}

func allocationText(codes []units.Code, allocation []int) string {
	parts := make([]string, len(codes))
	total := 0
	for i, c := range codes {
		parts[i] = fmt.Sprintf("%s: %d", c.Code, allocation[i])
		total += allocation[i]
	}
	return strings.Join(parts, " + ") + " = " + audit.Plural(total, "unit", "units")
}

func unitsCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "units", Usage: "the calculator: timed units with the working, by both unit rules", ArgsUsage: "CODE=MINUTES…",
		Flags: []cli.Flag{&cli.StringFlag{Name: "as-of", DefaultText: "today", Usage: "date of service"}},
		Action: func(c *cli.Context) error {
			return runUnits(c.Args().Slice(), c.String("as-of"), con)
		},
	}
}
