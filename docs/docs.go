// Package docs embeds those pages of this folder that the program itself quotes.
package docs

import _ "embed"

// Myths is the page of public advice that is wrong, each piece with the rules that know it.
//
//go:embed myths.md
var Myths string
