package command

import (
	"github.com/urfave/cli/v2"
)

// manCommand prints the manual page, which the library makes of the commands and their flags.
func manCommand(con *console) *cli.Command {
	return &cli.Command{
		Name: "man", Usage: "print the manual page: otaudit man > otaudit.1", Hidden: true,
		Action: upTo(0, func(c *cli.Context) error {
			page, err := c.App.ToManWithSection(1)
			if err != nil {
				return err
			}
			con.page(page)
			return nil
		}),
	}
}
