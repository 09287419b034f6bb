package audit

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Config is what a run needs besides the lines.
type Config struct {
	Rules   []*Rule
	Payers  PayerBook
	Codes   CodeBook
	Fees    FeeBook // may be nil: then lines without amounts have no price
	Notices []Notice
	// EpisodeGapDays ends an episode when no visit falls into so many days; 0 means 60.
	EpisodeGapDays int
	Workers        int // 0 means one a processor
	// Progress is told the share of lines done, from one goroutine at a time; may be nil.
	Progress func(done, total int)
}

// Run audits the sessions. The result does not depend on their order or on the number of workers. The caller adds the
// manifest and the sheets, which the engine does not know.
func Run(sessions []*Session, cfg Config) *Result {
	if cfg.EpisodeGapDays == 0 {
		cfg.EpisodeGapDays = 60
	}
	lines := order(sessions, &cfg)
	out := newTally(lines, len(cfg.Rules))
	auditAll(lines, &cfg, out)
	out.findings = append(out.findings, noticeFindings(&cfg)...)
	sortFindings(out.findings)
	correct(lines, &cfg, out)
	return summarise(lines, &cfg, out)
}

// auditAll runs the two phases side by side: they read the same lines and mark them apart.
func auditAll(lines []Line, cfg *Config, out *tally) {
	therapists := newTally(lines, len(cfg.Rules))
	therapists.phase = therapistPhase
	var wait sync.WaitGroup
	wait.Go(func() { auditTherapists(lines, cfg, therapists) })
	auditPatients(lines, cfg, out)
	wait.Wait()
	out.add(therapists)
}

func sortFindings(findings []Finding) {
	slices.SortFunc(findings, func(a, b Finding) int { return Compare(&a, &b) })
}

// auditPatients runs the rules whose groups lie inside one patient. Workers take whole patients.
func auditPatients(lines []Line, cfg *Config, out *tally) {
	share(patientsOf(lines), cfg, out, (*worker).patient, false)
}

// patientsOf cuts the lines into those of each patient.
func patientsOf(lines []Line) [][]*Line {
	pointers := make([]*Line, len(lines))
	for i := range lines {
		pointers[i] = &lines[i]
	}
	var patients [][]*Line
	runs(pointers, samePatient, func(p []*Line) { patients = append(patients, p) })
	return patients
}

// samePatient compares group keys; a line without any key is a group of its own.
func samePatient(a, b *Line) bool {
	if a.Has(PatientID) && b.Has(PatientID) {
		return a.Symbol(PatientID) == b.Symbol(PatientID)
	}
	key := groupKey(a.Session)
	return key != "" && key == groupKey(b.Session)
}

// auditTherapists runs the rules whose groups lie across patients, over a second, thin ordering.
func auditTherapists(lines []Line, cfg *Config, out *tally) {
	if !slices.ContainsFunc(cfg.Rules, func(r *Rule) bool { return r.Scope == ScopeShift || r.Scope == ScopeMonth }) {
		return
	}
	dated := byDateAndTherapist(lines)
	var groups [][]*Line
	runs(dated, func(a, b *Line) bool {
		return a.Date(DateOfService) == b.Date(DateOfService) && a.Symbol(Therapist) == b.Symbol(Therapist)
	}, func(g []*Line) { groups = append(groups, g) })
	share(groups, cfg, out, func(w *worker, shift []*Line) { w.run(ScopeShift, shift) }, false)

	groups = nil
	runs(dated, func(a, b *Line) bool { return a.Date(DateOfService).Month() == b.Date(DateOfService).Month() },
		func(g []*Line) { groups = append(groups, g) })
	share(groups, cfg, out, func(w *worker, month []*Line) { w.run(ScopeMonth, month) }, false)
}

// byDateAndTherapist lists the dated lines by date, therapist and the run's order. Date, rank of the therapist's name and
// number of the line are packed into one number, which sorts quicker than lines do.
func byDateAndTherapist(lines []Line) []*Line {
	ranks := therapistRanks(lines)
	keys := make([]uint64, 0, len(lines))
	for i := range lines {
		if l := &lines[i]; l.Has(DateOfService) {
			keys = append(keys, dateKey(l.Session)<<46|uint64(ranks[l.value(Therapist)])<<30|uint64(i))
		}
	}
	slices.Sort(keys)
	dated := make([]*Line, len(keys))
	for i, key := range keys {
		dated[i] = &lines[key&(1<<30-1)]
	}
	return dated
}

// therapistRanks numbers the therapists in the order of their names, at most 65,535 of them apart.
func therapistRanks(lines []Line) map[int32]uint16 {
	var symbols []int32
	var names []string
	ranks := map[int32]uint16{}
	for i := range lines {
		symbol := lines[i].value(Therapist)
		if _, seen := ranks[symbol]; !seen {
			ranks[symbol] = 0
			symbols, names = append(symbols, symbol), append(names, lines[i].Text(Therapist))
		}
	}
	for i, rank := range rankTexts(names) {
		ranks[symbols[i]] = uint16(min(rank, 1<<16-1))
	}
	return ranks
}

// share deals the groups out to workers and adds up what they found.
func share(groups [][]*Line, cfg *Config, out *tally, work func(*worker, []*Line), proof bool) {
	count := cfg.Workers
	if count <= 0 {
		count = runtime.GOMAXPROCS(0)
	}
	count = min(count, len(groups))
	var next, done atomic.Int64
	var wait sync.WaitGroup
	var progress sync.Mutex
	tallies := make([]*tally, count)
	batch := min(max(len(groups)/(8*max(count, 1)), 1), 64)
	for i := range count {
		tallies[i] = newTally(out.lines, len(cfg.Rules))
		tallies[i].phase = out.phase
		w := newWorker(cfg, tallies[i], proof)
		wait.Go(func() {
			for {
				start := int(next.Add(int64(batch))) - batch
				if start >= len(groups) {
					return
				}
				end := min(start+batch, len(groups))
				for _, g := range groups[start:end] {
					work(w, g)
				}
				if cfg.Progress != nil && !proof && out.phase == patientPhase {
					n := int(done.Add(int64(end - start)))
					progress.Lock()
					cfg.Progress(n, len(groups))
					progress.Unlock()
				}
			}
		})
	}
	wait.Wait()
	for _, t := range tallies {
		out.add(t)
	}
}
