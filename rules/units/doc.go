// Package units is the arithmetic of timed therapy units: how many 15-minute units the documented minutes of a day
// support, which codes may carry them, and how many of them are due the assistant modifier CO.
//
// Two unit rules are in use. [Medicare] pools the minutes of all timed codes of a day (Medicare Claims Processing
// Manual, Pub. 100-04, chapter 5, section 20.2). [PerCode] looks at each code alone (the CPT midpoint convention that
// most commercial payers follow). Neither always gives more: 10 + 10 + 10 minutes are 2 units pooled and 3 by
// midpoint, 20 + 20 minutes are 3 and 2.
//
// [SplitAssistant] applies 42 CFR 410.59(a)(4) and chapter 5, section 20.1: a unit furnished in whole or in part by an
// occupational therapy assistant carries CO.
//
// A day is one patient, one date of service, one discipline. The caller leaves untimed codes out of the pool, adds the
// lines of one code together ([Merge] does) and knows which payer follows which rule. Minutes and units are whole
// numbers and never negative; a negative number counts as 0. Nothing here reads tables, files or clocks.
package units
