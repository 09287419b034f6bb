package value

// ColumnKind says how the values of a bound column are to be taken where the field alone does not say it.
type ColumnKind uint8

// The kinds of columns that an alias implies.
const (
	KindPlain         ColumnKind = iota
	KindHours                    // minutes written in hours
	KindModifierFlag             // yes or no for the modifier in HeaderMatch.Flag
	KindStatusFlag               // yes means that the visit was not kept; HeaderMatch.Flag is the status
	KindKeptFlag                 // no means that the visit was not kept
	KindAssistantFlag            // yes or no for an assistant having taken part
	KindDocumenting              // tells of the documenting person, who counts only where it is not the therapist
	KindSpanEnd                  // never bound: last day of a span that begins with the date of service
	KindScheduled                // never bound: scheduled length
	KindOtherProvider            // never bound: the billing provider
	KindPayment                  // never bound: payment or adjustment of the line
)
