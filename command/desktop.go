package command

import (
	"bufio"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/urfave/cli/v2"
)

// defaultOut is the folder of the outputs where no flag names another.
const defaultOut = "otaudit-out"

// fromDesktop says whether a command line can be that of a program that was opened from the desktop, alone or with files dropped
// on it: it names no command and no flag.
func fromDesktop(line []string, commands []*cli.Command) bool {
	t := takeApart(line[min(1, len(line)):], commands)
	return len(t.path) == 0 && len(t.flags) == 0
}

// besideFirst adds to a line of dropped files where their outputs go: beside the first of them, since whoever drops files
// has no current folder.
func besideFirst(line []string) []string {
	if len(line) < 2 {
		return line
	}
	return append([]string{line[0], "--out", filepath.Join(filepath.Dir(line[1]), defaultOut)}, line[1:]...)
}

// waitForEnter keeps a window open that would close with the program, until its text was read.
func (v *console) waitForEnter() {
	signal.Reset() // Ctrl-C now just ends the program: the outputs stay
	v.printf(v.err, "\nPress Enter to close this window. ")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
}
