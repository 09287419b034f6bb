// Package audit is the vocabulary and the engine of otaudit. It imports the standard library only.
//
// A log of therapy is a table of service lines. The importers make one [Session] of each line: one procedure code of
// one patient on one date, with up to 46 fields, each of which is unbound, blank, bad or ok, and each of which knows
// its cell ([Ref]). The reference tables say what a code is on that date ([Procedure]) and what its payer wants
// ([Terms]); a [Line] is a session with these answers.
//
// A [Rule] is a declared value with one scope and one function. The engine sorts the lines once by patient,
// discipline, date, start and cell, cuts them into the groups of each scope (a day is one patient, one date, one
// discipline), and hands each rule the lines it applies to ([Test]). Lines that the rule applies to and cannot judge, because a
// column, a value or the payer's class is missing, are counted as not evaluated: silence means judged and without
// difference, never unknown.
//
// What a rule reports becomes a [Finding]: plain data in one total order ([Compare]). A finding may carry a [Fix].
// Safe fixes are written into the corrected sheet. [Pass.Report] refuses a safe fix that raises what is billed or that
// attests anything (KX, 59 and the X modifiers, signatures); that is held here, for all rules at once. After merging,
// the corrected lines are audited again, the proof pass: a fix that leaves its own finding or makes a new error is a
// [Failure] of the program and is left to be done by hand.
//
// [Run] is the whole of it. It knows no files, clocks or globals, and gives the same [Result] for any order of the
// sessions and any number of workers.
package audit
