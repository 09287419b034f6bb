package importers

// parsed is what one distinct content of a column came to. All rows that hold the content share it. There may be one for
// each row, so that it is small.
type parsed struct {
	value   int32 // as audit.Session holds it
	end     int32 // of a time range: the end
	reading Reading
	status  StatusClass
	hasEnd  bool
	derived bool    // not simply what the cell holds: worked out from hours, or meant by the profile
	more    *detail // nil if there is nothing more to know
}

// detail is what few contents have beside a value.
type detail struct {
	why   string     // for Bad: the form expected
	items []CodeItem // of a code cell
	list  []string   // of modifiers, diagnoses, credentials
	text  string     // of note text that is kept
}

// outcome is all that a parser makes of a content.
type outcome struct {
	parsed
	detail
}

func bad(why string) outcome { return outcome{parsed{reading: Bad}, detail{why: why}} }

// kept gives what is held of a content. The text of most is that of its symbol and not held again.
func (o outcome) kept(withText bool) parsed {
	if !withText {
		o.text = ""
	}
	if o.why != "" || o.items != nil || o.list != nil || o.text != "" {
		more := o.detail
		o.more = &more
	}
	return o.parsed
}

// detail gives what there is beside the value.
func (p *parsed) detail() detail {
	if p.more == nil {
		return detail{}
	}
	return *p.more
}
