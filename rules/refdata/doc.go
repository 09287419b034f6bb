// Package refdata reads the dated reference tables: codes, modifiers, edits, thresholds, relative values, payers.
//
// Every row of a table is in force in a window of days. A lookup gives the row whose window holds the date of service;
// where no row does, it says so, and the caller counts the line as not evaluated. No lookup falls back to a
// neighbouring window: last year's amount is not this year's.
//
// The tables are embedded in the program. A layer is a folder with files of the same names; each replaces the embedded
// table whole. [Import] writes such a layer from the files that CMS publishes. Loading is strict: an unknown or missing
// column, a value outside its range, or two rows of one key that share a day is an error with file and line.
package refdata
