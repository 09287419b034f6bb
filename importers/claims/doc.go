// Package claims is what the segments of X12 files mean: 837P (005010X222, professional claims) and 835 (005010X221,
// remittances) come in as segments of package x12, claims, remittances and payments of package audit go out. It knows loops and
// elements; it knows no log, no rules and no columns.
//
// Every segment is accounted for: as a service line, as part of the claims or remittances around them, as one of the envelope,
// of a transaction that is not read, or as unknown with its id. A value that cannot be read is said with its segment and
// element and left unknown; it is never taken for zero or for its neighbor.
package claims
