// Print prints the seeded log of the benchmarks: go run ./samples/benchlog/print LINES > log.csv
package main

import (
	"fmt"
	"os"
	"strconv"

	"otaudit/samples/benchlog"
)

func main() {
	lines := 0
	if len(os.Args) == 2 {
		lines, _ = strconv.Atoi(os.Args[1])
	}
	if lines < 1 {
		fmt.Fprintln(os.Stderr, "usage: print LINES > log.csv")
		os.Exit(2)
	}
	if err := benchlog.WriteTo(os.Stdout, lines); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
