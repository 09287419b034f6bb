package command

import (
	"errors"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// choice is the value of a flag that takes one of some words. The help, the completion and the refusal of other words all ask it.
type choice struct {
	value string
	words []string
}

// choiceFlag makes a flag that takes one of the words; value is what it has when it is not given.
func choiceFlag(name, value, usage string, words ...string) *cli.GenericFlag {
	return &cli.GenericFlag{Name: name, Value: &choice{value, words}, Usage: usage + ": " + listed(words, "or")}
}

// paperFlag is the --paper of every command that makes a PDF of its own.
func paperFlag() *cli.GenericFlag {
	return choiceFlag("paper", "letter", "size of the pages", "letter", "a4")
}

// Set reads the value of the flag.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return errors.New("not " + listed(c.words, "or"))
	}
	c.value = word
	return nil
}

// String gives the word that was chosen, and so does Get, by which a flag is asked whatever its type.
func (c *choice) String() string { return c.value }

// Get makes the choice a flag.Getter.
func (c *choice) Get() any { return c.value }

// choicesOf gives the words that a flag may have; nil if it is not a choice.
func choicesOf(f cli.DocGenerationFlag) []string {
	if generic, ok := f.(*cli.GenericFlag); ok {
		if c, ok := generic.Value.(*choice); ok {
			return c.words
		}
	}
	return nil
}

// listed joins words as a sentence does.
func listed(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
