package command

import (
	"fmt"
	"strings"

	"otaudit/practice/sampling"
	"otaudit/report/model"
)

// repeat draws again from a record and compares (REP-143).
func (s *sampleRun) repeat() (int, error) {
	before, err := readRecord(s.from)
	if err != nil {
		return exitUsage, err
	}
	if before.Seed != "" && before.Generator != sampling.Generator {
		return exitUsage, hint(fmt.Errorf("%s: drawn by the generator %s, which this version does not know", s.from, before.Generator), "use the version that drew it: "+before.Tool)
	}
	if err := s.follow(before); err != nil {
		return exitUsage, fmt.Errorf("%s: %w", s.from, err)
	}
	if err := s.read(); err != nil {
		return exitUsage, err
	}
	if before.Seed == "" { // drawn elsewhere: the positions are given
		var positions []int
		for _, d := range before.Drawn {
			positions = append(positions, d.Position)
		}
		s.record, err = sampling.DrawListed(s.frame, positions, before.Generator, s.sizes)
	} else {
		s.record, err = sampling.Draw(s.frame, before.Seed, s.sizes)
	}
	if err != nil {
		s.con.problem(err)
	}
	differences := []string{}
	if err == nil {
		differences = before.Same(s.record)
	}
	if err != nil || len(differences) > 0 {
		for _, d := range differences {
			s.con.problem(fmt.Errorf("%s: %s", s.from, d))
		}
		s.con.problem(hint(fmt.Errorf("%s: not the same sample", s.from), "the record was drawn from "+inputsOf(before)+readWith(before)))
		return exitIncomplete, nil
	}
	s.con.line("the same sample: %s and %s at the same positions of the same frame of %s", model.Plural(before.Sampled(), "unit", "units"),
		model.Plural(len(before.Drawn)-before.Sampled(), "spare", "spares"), model.Plural(before.FrameSize, "unit", "units"))
	return s.exitCode(), nil
}

// follow takes the design of a record.
func (s *sampleRun) follow(r *sampling.Record) (err error) {
	o := &s.design
	if o.Unit, err = sampling.ParseUnit(string(r.Unit)); err != nil {
		return err
	}
	o.Strata, o.Only = nil, nil
	for _, text := range r.Divided {
		d, err := sampling.ParseDivision(text)
		if err != nil {
			return err
		}
		o.Strata = append(o.Strata, d)
	}
	for _, text := range r.Only {
		f, err := sampling.ParseFilter(text)
		if err != nil {
			return err
		}
		o.Only = append(o.Only, f)
	}
	s.sizes = sampling.Sizes{Total: r.Sampled(), Given: map[string]int{}}
	for _, st := range r.Strata {
		s.sizes.Given[st.Name], s.sizes.Spares = st.Sample, max(s.sizes.Spares, st.Spares)
	}
	return nil
}

func inputsOf(r *sampling.Record) string {
	var names []string
	for _, in := range r.Inputs {
		names = append(names, fmt.Sprintf("%s (SHA-256 %.12s…)", in.Name, in.SHA256))
	}
	return strings.Join(names, ", ")
}

func readWith(r *sampling.Record) string {
	if len(r.Reading) == 0 {
		return ", read without flags"
	}
	return ", read with " + strings.Join(r.Reading, " ")
}
