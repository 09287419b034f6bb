// Package x12 is the syntax of ASC X12 files: bytes come in, segments with their elements come out, one after the other. It
// knows the envelope (interchange ISA to IEA, functional group GS to GE, transaction set ST to SE) and checks its counts and
// control numbers; what the segments between mean it does not know.
//
// A file is never held as a whole: one segment is in memory at a time, and none longer than [MaxSegment]. What is wrong with a
// file is a [Problem] with its place; reading goes on wherever the next segment can be found, so that what is good in a
// damaged file is not lost. Every segment is given out and numbered, the damaged ones too.
package x12
