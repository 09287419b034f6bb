package command

import "os"

// Colors of the labels before messages, as a terminal knows them.
const (
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[36m"
	plain  = "\x1b[0m"
)

// label begins a message. It is colored where a person sees it and does not ask for plain text.
func (v *console) label(word, color string) string {
	text := "otaudit: " + word + ":"
	if !onTerminal(v.err) || !wantsColor(os.Getenv) || !showsColor() {
		return text
	}
	return color + text + plain
}

// wantsColor reads what people set to have no color (https://no-color.org), and what terminals without it say.
func wantsColor(getenv func(string) string) bool {
	return getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}
