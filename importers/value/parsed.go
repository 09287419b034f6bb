package value

// Parsed is what one distinct content of a column came to. All rows that hold the content share it. There may be one for
// each row, so that it is small.
type Parsed struct {
	Value   int32 // as audit.Session holds it
	End     int32 // of a time range: the end
	Reading Reading
	Status  StatusClass
	HasEnd  bool
	Derived bool    // not simply what the cell holds: worked out from hours, or meant by the profile
	more    *Detail // nil if there is nothing more to know
}

// Detail is what few contents have beside a value.
type Detail struct {
	Why   string     // for Bad: the form expected
	Items []CodeItem // of a code cell
	List  []string   // of modifiers, diagnoses, credentials
	Text  string     // of note text that is kept
}

// Outcome is all that a parser makes of a content.
type Outcome struct {
	Parsed
	Detail
}

func NotReadable(why string) Outcome { return Outcome{Parsed{Reading: Bad}, Detail{Why: why}} }

// Kept gives what is held of a content. The text of most is that of its symbol and not held again.
func (o Outcome) Kept(withText bool) Parsed {
	if !withText {
		o.Text = ""
	}
	if o.Why != "" || o.Items != nil || o.List != nil || o.Text != "" {
		more := o.Detail
		o.more = &more
	}
	return o.Parsed
}

// Detail gives what there is beside the value.
func (p *Parsed) Detail() Detail {
	if p.more == nil {
		return Detail{}
	}
	return *p.more
}
