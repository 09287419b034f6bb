package importers

import (
	"fmt"
	"slices"
	"sync"

	"otaudit/audit"
	"otaudit/importers/grid"
	"otaudit/importers/profile"
	"otaudit/importers/source"
	"otaudit/importers/value"
)

// parseColumns reads every distinct content of every bound column once.
func (p *plan) parseColumns(g *grid.Grid, sheet *source.Sheet, symbols *audit.Symbols, o *Options, profile *profile.Profile) {
	p.span = p.spanEnd(g)
	p.dates = p.decideDates(g, sheet, o)
	var texts, numbers []func() // what numbers texts in the one table of symbols, and what does not
	parsedToo := p.bindings
	if p.span != nil {
		parsedToo = append(slices.Clip(parsedToo), p.span)
	}
	for _, bound := range parsedToo {
		raw := g.Columns[bound.col]
		if raw == nil || raw.Prose {
			continue
		}
		parse := p.parser(bound, raw, p.dates, symbols, o)
		keepText := bound.field.Kind() == audit.Prose
		work := func() {
			bound.parsed = make([]value.Parsed, raw.Len())
			for id := range bound.parsed {
				if id == 0 {
					continue
				}
				v := raw.Value(int32(id))
				if raw.Lists[int32(id)] {
					parts := value.SplitList(v.Text, bound.field)
					if len(parts) != 1 {
						bound.parsed[id] = value.NotReadable("one value; lists stand beside several codes only").Kept(false)
						continue
					}
					v = value.CellValue{Text: parts[0]}
				}
				meant, changed := profile.Translated(bound.field, v)
				bound.parsed[id] = parse(meant).Kept(keepText)
				bound.parsed[id].Derived = bound.parsed[id].Derived || changed
			}
		}
		switch bound.field.Kind() {
		case audit.Text, audit.List:
			texts = append(texts, work)
		default:
			numbers = append(numbers, work)
		}
	}
	var beside sync.WaitGroup
	beside.Go(func() { runAll(numbers) })
	runAll(texts)
	beside.Wait()
	p.quicken(o.KeepProse)
}

func runAll(work []func()) {
	for _, w := range work {
		w()
	}
}

// decideDates settles the order of day and month of every date column; those that do not decide for themselves follow
// the columns that do (IMP-191).
func (p *plan) decideDates(g *grid.Grid, sheet *source.Sheet, o *Options) map[int]value.DateForm {
	contexts := map[int]value.DateContext{}
	forms := map[int]value.DateForm{}
	var own []value.DateForm
	dated := p.bindings
	if p.span != nil {
		dated = append(slices.Clip(dated), p.span)
	}
	for _, bound := range dated {
		if bound.field.Kind() != audit.Day || g.Columns[bound.col] == nil {
			continue
		}
		ctx := value.DateContext{AsOf: o.AsOf, Birth: bound.field == audit.BirthDate, Future: bound.field == audit.CertificationEnd,
			Date1904: sheet.Date1904, Profile: o.DateOrder, YearFrom: p.yearFrom(o)}
		form, _ := value.DecideDates(g.Columns[bound.col].Values(), ctx)
		contexts[bound.col] = ctx
		own = append(own, form)
	}
	for _, bound := range dated {
		ctx, ok := contexts[bound.col]
		if !ok {
			continue
		}
		ctx.Sheet = value.SheetDateOrder(own...)
		form, problem := value.DecideDates(g.Columns[bound.col].Values(), ctx)
		forms[bound.col] = form
		cell := audit.Ref{Sheet: p.sheet, Row: int32(p.table.row), Col: int32(bound.col + 1)}
		if problem.Zoned && bound != p.span {
			p.notes = append(p.notes, fmt.Sprintf("%s carries time zones, which are left out: the day stays as written", bound.field))
		}
		if form.Basis == value.OrderAssumed {
			p.assumed = p.assumed.With(bound.field)
		}
		if bound != p.span {
			p.sayOrder(bound, cell, form, problem)
			p.sayYear(bound, form, o)
		}
	}
	return forms
}

// yearFrom is the first of the twelve months in which dates without a year lie: of the year that titles and names say, or those
// before a day of the audit that was given. 0 if nothing tells it.
func (p *plan) yearFrom(o *Options) audit.Date {
	switch {
	case p.table.year != 0:
		return value.YearOf(p.table.year)
	case o.AsOfGiven:
		return value.YearBefore(o.AsOf)
	}
	return 0
}

// sayYear says where the year of dates without one comes from.
func (p *plan) sayYear(bound *binding, form value.DateForm, o *Options) {
	if form.Yearless == 0 || bound.field != audit.DateOfService || p.yearFrom(o) == 0 {
		return
	}
	choice := audit.Choice{What: "year", Taken: fmt.Sprint(p.table.year), Grade: audit.Assumed, Why: "the dates have no year; a title or a name says it"}
	if p.table.year == 0 {
		choice.Taken, choice.Why = "the twelve months before "+o.AsOf.String(), "the dates have no year; --as-of tells it"
	}
	p.assumed = p.assumed.With(bound.field)
	p.choices = append(p.choices, choice)
}

// sayOrder says what was assumed of day and month in a column of dates, or that both orders occur.
func (p *plan) sayOrder(bound *binding, cell audit.Ref, form value.DateForm, problem value.DateProblem) {
	notice := audit.Notice{Rule: "I003", Cell: cell, Field: bound.field.String()}
	switch {
	case form.Basis == value.OrderAssumed:
		notice.Severity = audit.Info
		notice.Message = fmt.Sprintf("no value of %s shows whether the month or the day comes first; month first is assumed; --dates dmy reads the day first", bound.field)
		if bound.field == audit.DateOfService {
			p.choices = append(p.choices, audit.Choice{What: "dates", Taken: "month first", Grade: audit.Assumed, Instead: "day first", Flag: "--dates dmy",
				Why: "no date shows the order; US logs write the month first", Col: cell.Col})
		}
	case problem.Ambiguous():
		notice.Message = fmt.Sprintf("some values of %s have the month first and others the day; those that could be either are not read; --dates mdy or --dates dmy reads them", bound.field)
	default:
		return
	}
	p.notices = append(p.notices, notice)
}

// parser gives the function that reads one content of the column.
func (p *plan) parser(bound *binding, raw *grid.DictColumn, dates map[int]value.DateForm, symbols *audit.Symbols, o *Options) func(value.CellValue) value.Outcome {
	known := o.KnownModifier
	text := func(read func(value.CellValue) (string, value.Reading, string)) func(value.CellValue) value.Outcome {
		return func(v value.CellValue) value.Outcome {
			s, reading, why := read(v)
			out := value.Outcome{Parsed: value.Parsed{Reading: reading}, Detail: value.Detail{Why: why, Text: s}}
			if reading == value.OK {
				out.Value = symbols.Intern(s)
			}
			return out
		}
	}
	list := func(read func(value.CellValue) ([]string, value.Reading, string)) func(value.CellValue) value.Outcome {
		return func(v value.CellValue) value.Outcome {
			tokens, reading, why := read(v)
			out := value.Outcome{Parsed: value.Parsed{Reading: reading}, Detail: value.Detail{Why: why, List: tokens}}
			if reading == value.OK {
				out.Value = symbols.InternList(tokens)
			}
			return out
		}
	}
	switch bound.field {
	case audit.PatientID, audit.VisitID, audit.ClaimID:
		return text(func(v value.CellValue) (string, value.Reading, string) {
			if value.CollapsedID(v.Text) {
				return "", value.Bad, "all digits of the key: a spreadsheet has rounded this one, and several may look alike; format the column as text and export it again"
			}
			return value.ParseText(v.Text)
		})
	case audit.Code:
		return func(v value.CellValue) value.Outcome {
			items, reading, why := value.ParseCodes(v.Text, known)
			out := value.Outcome{Parsed: value.Parsed{Reading: reading}, Detail: value.Detail{Why: why, Items: items}}
			if reading == value.OK {
				out.Value = symbols.Intern(items[0].Code)
			}
			return out
		}
	case audit.Modifiers:
		if bound.kind == value.KindModifierFlag {
			return list(func(v value.CellValue) ([]string, value.Reading, string) {
				yes, reading, why := value.ParseModifierFlag(bound.match.Flag, v.Text)
				if reading == value.OK && yes {
					return []string{bound.match.Flag}, value.OK, ""
				}
				if reading == value.OK {
					reading = value.Absent
				}
				return nil, reading, why
			})
		}
		return list(func(v value.CellValue) ([]string, value.Reading, string) { return value.ParseModifiers(v.Text, known) })
	case audit.Diagnoses:
		return list(func(v value.CellValue) ([]string, value.Reading, string) { return value.ParseDiagnoses(v.Text) })
	case audit.Credential:
		return list(func(v value.CellValue) ([]string, value.Reading, string) { return value.ParseCredential(v.Text) })
	case audit.Assistant:
		return text(func(v value.CellValue) (string, value.Reading, string) {
			return value.ParseAssistant(v.Text, bound.kind)
		})
	case audit.DisciplineField:
		return text(func(v value.CellValue) (string, value.Reading, string) { return value.ParseDiscipline(v.Text) })
	case audit.NPI:
		return text(func(v value.CellValue) (string, value.Reading, string) { return value.ParseNPI(v.Text) })
	case audit.PlaceOfService:
		return text(func(v value.CellValue) (string, value.Reading, string) { return value.ParsePlace(v.Text) })
	case audit.EvalProfile:
		return text(func(v value.CellValue) (string, value.Reading, string) { return value.ParseEvalProfile(v.Text) })
	case audit.EvalDecision:
		return text(func(v value.CellValue) (string, value.Reading, string) { return value.ParseEvalDecision(v.Text) })
	case audit.EvalDeficits:
		return text(func(v value.CellValue) (string, value.Reading, string) { return value.ParseDeficits(v.Text, v.Hint) })
	case audit.Status:
		return func(v value.CellValue) value.Outcome {
			s, reading, why := value.ParseStatus(v.Text, bound.kind, bound.match.Flag)
			out := value.Outcome{Parsed: value.Parsed{Reading: reading, Status: value.ClassifyStatus(s)}, Detail: value.Detail{Why: why, Text: s}}
			if bound.kind == value.KindStatusFlag && reading == value.OK || s == "not kept" {
				out.Status = value.StatusNotKept
			}
			if reading == value.OK {
				out.Value = symbols.Intern(s)
			}
			return out
		}
	case audit.StartTime, audit.EndTime:
		form := value.DecideTimes(raw.Values(), value.TimeContext{Known24: o.Clock24})
		return func(v value.CellValue) value.Outcome {
			t, reading, why := form.Parse(v.Text, v.Hint)
			return value.Outcome{Parsed: value.Parsed{Reading: reading, Value: int32(t.Start), End: int32(t.End), HasEnd: t.HasEnd}, Detail: value.Detail{Why: why}}
		}
	}
	switch bound.field.Kind() {
	case audit.Day:
		form := dates[bound.col]
		return func(v value.CellValue) value.Outcome {
			d, reading, why := form.Parse(v.Text, v.Hint)
			return value.Outcome{Parsed: value.Parsed{Reading: reading, Value: int32(d)}, Detail: value.Detail{Why: why}}
		}
	case audit.Number, audit.Money:
		form := value.DecideNumbers(raw.Single(bound.field))
		if o.Decimals != value.DecimalUnknown {
			form.Decimals = o.Decimals
		}
		bound.numbers = form
		return func(v value.CellValue) value.Outcome {
			if bound.field.Kind() == audit.Number {
				u, reading, why := form.ParseUnits(v.Text, v.Hint)
				return value.Outcome{Parsed: value.Parsed{Reading: reading, Value: int32(u)}, Detail: value.Detail{Why: why}}
			}
			return parseMoney(form, v)
		}
	case audit.Integer:
		return p.minutesParser(bound, raw)
	case audit.Prose:
		return func(v value.CellValue) value.Outcome {
			s, reading, why := value.ParseText(v.Text)
			words, _ := audit.MeasureProse(s)
			return value.Outcome{Parsed: value.Parsed{Reading: reading, Value: int32(words)}, Detail: value.Detail{Why: why, Text: s}}
		}
	default:
		return text(func(v value.CellValue) (string, value.Reading, string) { return value.ParseText(v.Text) })
	}
}

// parseMoney reads an amount; one beyond what a session holds (21 million dollars) is no charge of a therapy line.
func parseMoney(form value.NumberForm, v value.CellValue) value.Outcome {
	c, reading, why := form.ParseMoney(v.Text, v.Hint)
	if reading == value.OK && audit.Cents(int32(c)) != c {
		return value.NotReadable("an amount below 21 million dollars")
	}
	return value.Outcome{Parsed: value.Parsed{Reading: reading, Value: int32(c)}, Detail: value.Detail{Why: why}}
}

func (p *plan) minutesParser(bound *binding, raw *grid.DictColumn) func(value.CellValue) value.Outcome {
	if bound.field == audit.GroupSize {
		return func(v value.CellValue) value.Outcome {
			n, reading, why := value.ParseCount(v.Text)
			return value.Outcome{Parsed: value.Parsed{Reading: reading, Value: n}, Detail: value.Detail{Why: why}}
		}
	}
	hours := bound.kind == value.KindHours
	form, problem := value.DecideMinutes(raw.Single(bound.field), value.MinutesContext{Hours: hours})
	bound.minutes = form
	if problem.LooksHours || problem.Tenths {
		what := "the values look like hours although the header says minutes; they are not read"
		if problem.Tenths {
			what = "hours are rounded to tenths, six minutes each: no minutes can be had from them; they are not read"
		}
		p.notices = append(p.notices, audit.Notice{Rule: "I001", Cell: audit.Ref{Sheet: p.sheet, Row: int32(p.table.row), Col: int32(bound.col + 1)},
			Field: bound.field.String(), Message: what})
	}
	return func(v value.CellValue) value.Outcome {
		m, reading, why := form.Parse(v.Text, v.Hint)
		return value.Outcome{Parsed: value.Parsed{Reading: reading, Value: m, Derived: hours}, Detail: value.Detail{Why: why}}
	}
}
