package importers

import (
	"cmp"
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/importers/claims"
)

// closeClaims settles, when all files are read, which remittance answers which claim, and makes the lines of the claims those that
// are audited if the run has no log. With a log they are only compared with it.
func (b *Book) closeClaims(o *Options) {
	if b.x12.reader == nil {
		return
	}
	compared := len(b.Sources) > 0
	b.Claims.Compared = compared
	b.Claims.Match()
	maker := claimLines{book: b, options: o, people: newPeople(b.Claims), payers: map[claimPayer]string{}}
	for _, file := range b.x12.files {
		sheet := &b.Sheets[file.sheet]
		counts := file.Counts
		switch {
		case len(file.Billed) == 0:
			sheet.Notes = append(sheet.Notes, "amounts and reasons of the payers, matched to the claims they answer")
		case compared:
			counts[comparedLine] += file.ServiceLines
			sheet.Notes = append(sheet.Notes, "the run has a log: its lines are audited, the claims are compared with it")
		default:
			sheet.Notes = append(sheet.Notes, claimsAudited...)
			maker.makeLines(file, sheet)
		}
		sheet.NonData = countsOf(counts)
	}
	if compared {
		maker.makeAside()
	}
}

// makeAside makes a session of every claim line that stands: what is said of lines that the log lacks is said of theirs.
func (m *claimLines) makeAside() {
	layouts := map[string]*audit.Layout{}
	for i := range m.book.Sheets {
		sheet := &m.book.Sheets[i]
		if sheet.IsX12() {
			layouts[sheet.Name] = m.layoutOf(sheet)
		}
	}
	m.measure = map[string]int{}
	for _, c := range m.book.Claims.Billed {
		if c.Withdrawn != audit.NotWithdrawn {
			continue
		}
		m.layout = layouts[c.At.Sheet]
		for _, l := range c.Lines {
			l.Session = m.session(c, l)
		}
	}
}

// layoutOf binds the fields that claims supply.
func (m *claimLines) layoutOf(sheet *audit.Sheet) *audit.Layout {
	layout := &audit.Layout{Sheet: sheet.Name, Input: sheet.Input, Symbols: m.book.Symbols, Slots: make([]audit.Slot, 1), ByHand: true}
	for _, f := range claimFields {
		if f.field != audit.Allowed || len(m.book.Claims.Remits) > 0 {
			layout.Slots[0][f.field] = []int32{0} // the segment as a whole
		}
	}
	m.book.Layouts = append(m.book.Layouts, layout)
	return layout
}

// comparedLine is what service lines of claims are that are no lines of the audit.
const comparedLine = "claim line compared with the log"

// claimsAudited says what an audit of claims can and cannot do.
var claimsAudited = []string{
	"the run has no log: the lines of the claims are audited; claims have neither minutes nor notes, so that rules which need them are not evaluated",
	"no corrected claim is written: this program never makes an 837, since a claim is a statement to a payer that a person makes in the billing system",
}

// claimFields are what claims supply. All of them are there on each line, be it blank; others, such as a supervisor, only where
// they are named.
var claimFields = []struct {
	field   audit.Field
	element string
}{
	{audit.ClaimID, "CLM01"}, {audit.PatientID, "NM109 or REF*EA"}, {audit.PatientName, "NM103 to NM105"}, {audit.BirthDate, "DMG02"},
	{audit.DateOfService, "DTP*472"}, {audit.Code, "SV101-2"}, {audit.Modifiers, "SV101-3 to -6"}, {audit.UnitsBilled, "SV104"}, {audit.Charge, "SV102"},
	{audit.Diagnoses, "HI, by SV107"}, {audit.PlaceOfService, "SV105 or CLM05"}, {audit.Therapist, "NM1*82"}, {audit.NPI, "NM109 of NM1*82"},
	{audit.ReferringProvider, "NM1*DN"}, {audit.Authorization, "REF*G1"}, {audit.Payer, "NM1*PR and SBR09"}, {audit.Allowed, "AMT*B6 of the 835"},
}

// claimLines makes sessions of the lines of claims.
type claimLines struct {
	book    *Book
	options *Options
	people  *people
	payers  map[claimPayer]string
	arena   audit.SessionArena
	layout  *audit.Layout
	sheet   *audit.Sheet
	measure map[string]int // lines by a measure of theirs that is not units
	spans   int            // lines of several days
}

// makeLines makes the lines of one file. Those of claims that are void or replaced are excluded.
func (m *claimLines) makeLines(file claimFile, sheet *audit.Sheet) {
	m.sheet, m.measure, m.spans = sheet, map[string]int{}, 0
	m.layout = m.layoutOf(sheet)
	for i, f := range claimFields {
		if len(m.layout.Slots[0][f.field]) == 0 {
			continue
		}
		sheet.Columns = append(sheet.Columns, audit.Column{Col: int32(i + 1), Header: f.element, Field: f.field.String(), Grade: audit.Stated, Why: "the implementation guide says so"})
	}
	start, excluded := len(m.book.Sessions), map[string]int{}
	for _, c := range file.Billed {
		for _, l := range c.Lines {
			units := audit.Units(0)
			if l.Measure == audit.MeasureUnits {
				units = l.Units.Units
			}
			sheet.UnitsRead, sheet.ChargeRead = sheet.UnitsRead+units, sheet.ChargeRead+l.Charge
			if reason := withdrawnReason[c.Withdrawn]; reason != "" {
				excluded[reason]++
				sheet.UnitsExcluded, sheet.ChargeExcluded = sheet.UnitsExcluded+units, sheet.ChargeExcluded+l.Charge
				m.book.Excluded = append(m.book.Excluded, audit.ExcludedRow{Cell: l.At, Kind: audit.KindExcluded, Reason: reason, Detail: withdrawnDetail[c.Withdrawn],
					Units: l.Units, Charge: l.Charge, Priced: l.ChargeKnown, Original: strings.Join(append([]string{l.Code}, l.Modifiers...), " ")})
				continue
			}
			l.Session = m.session(c, l)
			m.book.Sessions = append(m.book.Sessions, l.Session)
			sheet.RowsUsed++
			sheet.Lines++
			sheet.UnitsUsed, sheet.ChargeUsed = sheet.UnitsUsed+units, sheet.ChargeUsed+l.Charge
		}
	}
	sheet.Excluded = countsOf(excluded)
	if lost := file.ServiceLines - sheet.RowsUsed - audit.SumOf(sheet.Excluded); lost > 0 {
		file.Counts["service line outside of any claim"] += lost
	}
	for _, count := range countsOf(m.measure) {
		sheet.Notes = append(sheet.Notes, fmt.Sprintf("%s in %s instead of units (SV103): their units are not judged", audit.Plural(count.N, "line is billed", "lines are billed"), count.What))
	}
	if m.spans > 0 {
		sheet.Notes = append(sheet.Notes, audit.Plural(m.spans, "line is", "lines are")+" of several days (DTP*472*RD8): the date of the units is not known, and nothing that needs it is judged")
	}
	for _, count := range sheet.Excluded {
		m.book.Notices = append(m.book.Notices, audit.Notice{Rule: "I004", Cell: audit.Ref{Sheet: sheet.Name, Row: 1}, Message: fmt.Sprintf("%s excluded: %s; each is listed in excluded-rows.csv of the internal set",
			audit.Plural(count.N, "row was", "rows were"), count.What)})
	}
	m.book.unknownPayers(m.book.Sessions[start:], m.options)
}

var (
	withdrawnReason = [...]string{audit.Replaced: "claim-replaced", audit.Voided: "claim-voided", audit.VoidItself: "claim-voided"}
	withdrawnDetail = [...]string{audit.Replaced: "a later claim of the run replaces this one (frequency 7)", audit.Voided: "a later claim of the run voids this one (frequency 8)",
		audit.VoidItself: "the claim voids another one (frequency 8)"}
)

// session makes the line that is audited.
func (m *claimLines) session(c *audit.Claim, l *audit.ClaimLine) *audit.Session {
	s := m.arena.New(m.layout, l.At.Row, 0)
	text := func(f audit.Field, value string) {
		if value != "" {
			s.Set(f, m.book.Symbols.Intern(value))
		}
	}
	list := func(f audit.Field, tokens []string) {
		if len(tokens) > 0 {
			s.Set(f, m.book.Symbols.InternList(tokens))
		}
	}
	text(audit.ClaimID, c.Control)
	text(audit.PatientID, m.people.id(c))
	text(audit.PatientName, c.Patient.Name())
	if c.Patient.BirthDate != 0 {
		s.Set(audit.BirthDate, int32(c.Patient.BirthDate))
	}
	for _, f := range [...]audit.Field{audit.DateOfService, audit.UnitsBilled, audit.Charge} {
		if l.Bad.Has(f) {
			s.SetBad(f, "as said at its segment")
		}
	}
	switch {
	case l.From != l.To:
		m.spans++
		s.SetBad(audit.DateOfService, l.From.String()+" to "+l.To.String())
	case l.From != 0:
		s.Set(audit.DateOfService, int32(l.From))
	}
	text(audit.Code, l.Code)
	list(audit.Modifiers, l.Modifiers)
	switch {
	case l.Measure != audit.MeasureUnits:
		m.measure[measureWord(l.Measure)]++
		if l.Units.Known {
			s.SetBad(audit.UnitsBilled, l.Units.String()+" "+l.Measure)
		}
	case l.Units.Known && int64(int32(l.Units.Units)) == int64(l.Units.Units):
		s.Set(audit.UnitsBilled, int32(l.Units.Units))
	}
	if l.ChargeKnown && int64(int32(l.Charge)) == int64(l.Charge) {
		s.Set(audit.Charge, int32(l.Charge))
	}
	if allowed, ok := allowedFor(l); ok {
		s.Set(audit.Allowed, int32(allowed))
	}
	list(audit.Diagnoses, l.Diagnoses)
	text(audit.PlaceOfService, l.Place)
	if p := l.Rendering; p != nil {
		text(audit.Therapist, nameOf(p))
		text(audit.NPI, p.NPI)
		text(audit.DisciplineField, disciplineOf(p.Taxonomy))
	}
	if p := l.Supervising; p != nil {
		text(audit.Supervisor, nameOf(p))
	}
	if p := c.Referring; p != nil {
		text(audit.ReferringProvider, nameOf(p))
	}
	text(audit.Authorization, l.Authorization)
	text(audit.Payer, m.payer(c))
	return s
}

func measureWord(measure string) string {
	switch measure {
	case audit.MeasureMinutes:
		return "minutes (MJ)"
	case "":
		return "nothing named"
	}
	return measure
}

// allowedFor is what the first payer allowed for a line after all its answers, reversals included; false if it has none or one of them
// does not say.
func allowedFor(l *audit.ClaimLine) (sum audit.Cents, known bool) {
	for _, paid := range l.Paid {
		switch paid.Remit.Status {
		case audit.ProcessedSecondary, audit.ProcessedTertiary, audit.ProcessedSecondaryForwarded, audit.ProcessedTertiaryForwarded, audit.NotOurClaim, audit.Predetermination:
			continue
		}
		if !paid.AllowedKnown {
			return 0, false
		}
		sum, known = sum+paid.Allowed, true
	}
	return sum, known && sum >= 0 && int64(int32(sum)) == int64(sum)
}

func nameOf(p *audit.Provider) string {
	person := audit.Person{Last: p.Last, First: p.First}
	return person.Name()
}

// disciplineOf is the discipline of a provider taxonomy code, of the therapies alone.
func disciplineOf(taxonomy string) string {
	for _, t := range []struct{ code, discipline string }{{"225X", "OT"}, {"224Z", "OT"}, {"2251", "PT"}, {"2252", "PT"}, {"235Z", "SLP"}} {
		if strings.HasPrefix(taxonomy, t.code) {
			return t.discipline
		}
	}
	return ""
}

// claimPayer is what a claim says of its payer.
type claimPayer struct{ name, filing string }

// payer is the payer of a claim as a log would name it. The kind of payer (SBR09) is put behind a name that has no class, or only that of
// a commercial payer: plans of Medicare and Medicaid bear names of commercial payers.
func (m *claimLines) payer(c *audit.Claim) string {
	said := claimPayer{}
	if len(c.Payers) > 0 {
		said = claimPayer{c.Payers[0].Name, c.Payers[0].Filing}
	}
	text, known := m.payers[said]
	if !known {
		text = m.payerText(said)
		m.payers[said] = text
	}
	return text
}

func (m *claimLines) payerText(said claimPayer) string {
	words := claims.FilingWords(said.filing)
	if m.options.PayerClass == nil || words == "" || said.name == "" {
		return cmp.Or(said.name, words)
	}
	byName, byFiling := m.options.PayerClass(said.name), m.options.PayerClass(words)
	switch {
	case byFiling == "" || byName == byFiling || byName != "" && byName != commercialClass:
		return said.name
	case m.options.PayerClass(said.name+" ("+words+")") == byFiling:
		return said.name + " (" + words + ")"
	}
	return words
}

const commercialClass = "commercial"

// people gives each patient of the claims one id, whichever payer's number a claim has.
type people struct {
	ids   map[string]string // by name and birth date
	taken map[string]string // name and birth date by id
}

func newPeople(c *audit.Claims) *people {
	p := &people{ids: map[string]string{}, taken: map[string]string{}}
	for _, claim := range c.Billed { // the practice's own number is better than a payer's, wherever it stands
		if claim.Record != "" {
			p.give(claim, claim.Record)
		}
	}
	return p
}

func personKey(c *audit.Claim) string {
	return strings.ToUpper(c.Patient.Name()) + "|" + c.Patient.BirthDate.String()
}

func (p *people) id(c *audit.Claim) string {
	if id, known := p.ids[personKey(c)]; known {
		return id
	}
	return p.give(c, cmp.Or(c.Patient.Member, c.Subscriber.Member))
}

// give takes a number for the patient of a claim; where another has it, as the children of one subscriber do, the first name is put
// behind it.
func (p *people) give(c *audit.Claim, number string) string {
	key := personKey(c)
	if id, known := p.ids[key]; known || number == "" {
		return id
	}
	if holder, taken := p.taken[number]; taken && holder != key {
		number = strings.TrimSpace(number + " " + cmp.Or(c.Patient.First, c.Patient.BirthDate.String()))
	}
	p.ids[key], p.taken[number] = number, key
	return number
}
