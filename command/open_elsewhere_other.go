//go:build !windows

package command

// sharingViolation reports whether another program keeps a file to itself, which only Windows lets it.
func sharingViolation(string) bool { return false }
