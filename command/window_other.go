//go:build !windows

package command

// ownsWindow says whether a window closes with this program. Terminals of other systems belong to a shell.
func ownsWindow() bool { return false }

// showsColor says whether the terminal takes colors.
func showsColor() bool { return true }
