// Package data holds the embedded reference tables. README.md in this folder says what each table means and where
// its values come from; package refdata reads them.
package data

import "embed"

// Files holds one CSV file per table.
//
//go:embed *.csv
var Files embed.FS
