package audit

import "fmt"

// Plural prints a number and its noun: "1 line", "1204 lines".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
