// Command otaudit audits logs of occupational-therapy sessions: it recalculates timed units, checks modifiers, code edits,
// thresholds and documentation, and writes the user's own sheet back with the corrections marked, a table of findings
// and a PDF report.
package main

import (
	"os"

	"otaudit/command"
)

func main() { os.Exit(command.Run(os.Args)) }
