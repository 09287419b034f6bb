package rules

import "fmt"

// days prints a distance: "1 day", "31 days".
func days(n int) string { return count(n, "day") }

// count prints a number with its noun: "1 unit", "3 units".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
