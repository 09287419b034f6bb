package importers

import (
	"fmt"
	"slices"
	"sync"

	"otaudit/audit"
)

// parseColumns reads every distinct content of every bound column once.
func (p *plan) parseColumns(g *grid, sheet *Sheet, symbols *audit.Symbols, o *Options, profile *Profile) {
	p.span = p.spanEnd(g)
	p.dates = p.decideDates(g, sheet, o)
	var texts, numbers []func() // what numbers texts in the one table of symbols, and what does not
	parsedToo := p.bindings
	if p.span != nil {
		parsedToo = append(slices.Clip(parsedToo), p.span)
	}
	for _, bound := range parsedToo {
		raw := g.columns[bound.col]
		if raw == nil || raw.prose {
			continue
		}
		parse := p.parser(bound, raw, p.dates, symbols, o)
		keepText := bound.field.Kind() == audit.Prose
		work := func() {
			bound.parsed = make([]parsed, raw.len())
			for id := range bound.parsed {
				if id == 0 {
					continue
				}
				v := raw.value(int32(id))
				if raw.lists[int32(id)] {
					parts := splitList(v.Text, bound.field)
					if len(parts) != 1 {
						bound.parsed[id] = bad("one value; lists stand beside several codes only").kept(false)
						continue
					}
					v = CellValue{Text: parts[0]}
				}
				meant, changed := profile.translated(bound.field, v)
				bound.parsed[id] = parse(meant).kept(keepText)
				bound.parsed[id].derived = bound.parsed[id].derived || changed
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
func (p *plan) decideDates(g *grid, sheet *Sheet, o *Options) map[int]DateForm {
	contexts := map[int]DateContext{}
	forms := map[int]DateForm{}
	var own []DateForm
	dated := p.bindings
	if p.span != nil {
		dated = append(slices.Clip(dated), p.span)
	}
	for _, bound := range dated {
		if bound.field.Kind() != audit.Day || g.columns[bound.col] == nil {
			continue
		}
		ctx := DateContext{AsOf: o.AsOf, Birth: bound.field == audit.BirthDate, Future: bound.field == audit.CertificationEnd,
			Date1904: sheet.Date1904, Profile: o.DateOrder}
		form, _ := DecideDates(g.columns[bound.col].values(), ctx)
		contexts[bound.col] = ctx
		own = append(own, form)
	}
	for _, bound := range dated {
		ctx, ok := contexts[bound.col]
		if !ok {
			continue
		}
		ctx.Sheet = SheetDateOrder(own...)
		form, problem := DecideDates(g.columns[bound.col].values(), ctx)
		forms[bound.col] = form
		cell := audit.Ref{Sheet: p.sheet, Row: int32(p.table.row), Col: int32(bound.col + 1)}
		if problem.Zoned && bound != p.span {
			p.notes = append(p.notes, fmt.Sprintf("%s carries time zones, which are left out: the day stays as written", bound.field))
		}
		if problem.Ambiguous() && bound != p.span {
			p.notices = append(p.notices, audit.Notice{Rule: "I003", Cell: cell, Field: bound.field.String(),
				Message: fmt.Sprintf("day and month of %s cannot be told apart; decide in a profile: formats: {date: month-first} or formats: {date: day-first}", bound.field)})
		}
	}
	return forms
}

// parser gives the function that reads one content of the column.
func (p *plan) parser(bound *binding, raw *dictColumn, dates map[int]DateForm, symbols *audit.Symbols, o *Options) func(CellValue) outcome {
	known := o.KnownModifier
	text := func(read func(CellValue) (string, Reading, string)) func(CellValue) outcome {
		return func(v CellValue) outcome {
			s, reading, why := read(v)
			out := outcome{parsed{reading: reading}, detail{why: why, text: s}}
			if reading == OK {
				out.value = symbols.Intern(s)
			}
			return out
		}
	}
	list := func(read func(CellValue) ([]string, Reading, string)) func(CellValue) outcome {
		return func(v CellValue) outcome {
			tokens, reading, why := read(v)
			out := outcome{parsed{reading: reading}, detail{why: why, list: tokens}}
			if reading == OK {
				out.value = symbols.InternList(tokens)
			}
			return out
		}
	}
	switch bound.field {
	case audit.Code:
		return func(v CellValue) outcome {
			items, reading, why := ParseCodes(v.Text, known)
			out := outcome{parsed{reading: reading}, detail{why: why, items: items}}
			if reading == OK {
				out.value = symbols.Intern(items[0].Code)
			}
			return out
		}
	case audit.Modifiers:
		if bound.kind == KindModifierFlag {
			return list(func(v CellValue) ([]string, Reading, string) {
				yes, reading, why := ParseModifierFlag(bound.match.Flag, v.Text)
				if reading == OK && yes {
					return []string{bound.match.Flag}, OK, ""
				}
				if reading == OK {
					reading = Absent
				}
				return nil, reading, why
			})
		}
		return list(func(v CellValue) ([]string, Reading, string) { return ParseModifiers(v.Text, known) })
	case audit.Diagnoses:
		return list(func(v CellValue) ([]string, Reading, string) { return ParseDiagnoses(v.Text) })
	case audit.Credential:
		return list(func(v CellValue) ([]string, Reading, string) { return ParseCredential(v.Text) })
	case audit.Assistant:
		return text(func(v CellValue) (string, Reading, string) { return ParseAssistant(v.Text, bound.kind) })
	case audit.DisciplineField:
		return text(func(v CellValue) (string, Reading, string) { return ParseDiscipline(v.Text) })
	case audit.NPI:
		return text(func(v CellValue) (string, Reading, string) { return ParseNPI(v.Text) })
	case audit.PlaceOfService:
		return text(func(v CellValue) (string, Reading, string) { return ParsePlace(v.Text) })
	case audit.EvalProfile:
		return text(func(v CellValue) (string, Reading, string) { return ParseEvalProfile(v.Text) })
	case audit.EvalDecision:
		return text(func(v CellValue) (string, Reading, string) { return ParseEvalDecision(v.Text) })
	case audit.EvalDeficits:
		return text(func(v CellValue) (string, Reading, string) { return ParseDeficits(v.Text, v.Hint) })
	case audit.Status:
		return func(v CellValue) outcome {
			s, reading, why := ParseStatus(v.Text, bound.kind, bound.match.Flag)
			out := outcome{parsed{reading: reading, status: ClassifyStatus(s)}, detail{why: why, text: s}}
			if bound.kind == KindStatusFlag && reading == OK || s == "not kept" {
				out.status = StatusNotKept
			}
			if reading == OK {
				out.value = symbols.Intern(s)
			}
			return out
		}
	case audit.StartTime, audit.EndTime:
		form := DecideTimes(raw.values(), TimeContext{Known24: o.Clock24})
		return func(v CellValue) outcome {
			t, reading, why := form.Parse(v.Text, v.Hint)
			return outcome{parsed{reading: reading, value: int32(t.Start), end: int32(t.End), hasEnd: t.HasEnd}, detail{why: why}}
		}
	}
	switch bound.field.Kind() {
	case audit.Day:
		form := dates[bound.col]
		return func(v CellValue) outcome {
			d, reading, why := form.Parse(v.Text, v.Hint)
			return outcome{parsed{reading: reading, value: int32(d)}, detail{why: why}}
		}
	case audit.Number, audit.Money:
		form := DecideNumbers(raw.single(bound.field))
		if o.Decimals != DecimalUnknown {
			form.Decimals = o.Decimals
		}
		bound.numbers = form
		return func(v CellValue) outcome {
			if bound.field.Kind() == audit.Number {
				u, reading, why := form.ParseUnits(v.Text, v.Hint)
				return outcome{parsed{reading: reading, value: int32(u)}, detail{why: why}}
			}
			return parseMoney(form, v)
		}
	case audit.Integer:
		return p.minutesParser(bound, raw)
	case audit.Prose:
		return func(v CellValue) outcome {
			s, reading, why := ParseText(v.Text)
			words, _ := audit.MeasureProse(s)
			return outcome{parsed{reading: reading, value: int32(words)}, detail{why: why, text: s}}
		}
	default:
		return text(func(v CellValue) (string, Reading, string) { return ParseText(v.Text) })
	}
}

// parseMoney reads an amount; one beyond what a session holds (21 million dollars) is no charge of a therapy line.
func parseMoney(form NumberForm, v CellValue) outcome {
	c, reading, why := form.ParseMoney(v.Text, v.Hint)
	if reading == OK && audit.Cents(int32(c)) != c {
		return bad("an amount below 21 million dollars")
	}
	return outcome{parsed{reading: reading, value: int32(c)}, detail{why: why}}
}

func (p *plan) minutesParser(bound *binding, raw *dictColumn) func(CellValue) outcome {
	if bound.field == audit.GroupSize {
		return func(v CellValue) outcome {
			n, reading, why := ParseCount(v.Text)
			return outcome{parsed{reading: reading, value: n}, detail{why: why}}
		}
	}
	hours := bound.kind == KindHours
	form, problem := DecideMinutes(raw.single(bound.field), MinutesContext{Hours: hours})
	bound.minutes = form
	if problem.LooksHours || problem.Tenths {
		what := "the values look like hours although the header says minutes; they are not read"
		if problem.Tenths {
			what = "hours are rounded to tenths, six minutes each: no minutes can be had from them; they are not read"
		}
		p.notices = append(p.notices, audit.Notice{Rule: "I001", Cell: audit.Ref{Sheet: p.sheet, Row: int32(p.table.row), Col: int32(bound.col + 1)},
			Field: bound.field.String(), Message: what})
	}
	return func(v CellValue) outcome {
		m, reading, why := form.Parse(v.Text, v.Hint)
		return outcome{parsed{reading: reading, value: m, derived: hours}, detail{why: why}}
	}
}
