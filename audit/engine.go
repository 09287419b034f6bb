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
	kinds := newKinds(cfg.Rules)
	lines, patients := order(sessions, kinds, &cfg)
	out := newTally(lines, newRuleSets(), len(cfg.Rules))
	auditAll(lines, patients, &cfg, out)
	for _, f := range noticeFindings(&cfg) {
		out.found.add(f)
	}
	out.findings, out.found = out.found.sorted(), nil
	r := &Result{}
	var sums sync.WaitGroup // of the lines, which no correction changes
	proof := proof{patients: patients, kinds: kinds, cfg: &cfg, out: out}
	proof.settle()
	sumUp(&sums, r, lines, patients, &cfg, out)
	proof.carryOut(sums.Wait)
	r.Findings, r.Failures, r.Rules = out.findings, sortFailures(append(out.failures, kinds.failures...)), ruleResults(&cfg, out)
	sums.Wait()
	return r
}

// auditAll runs the two phases side by side: they read the same lines and mark them apart.
func auditAll(lines []Line, patients [][]*Line, cfg *Config, out *tally) {
	therapists := newTally(lines, out.unjudged.sets, len(cfg.Rules))
	therapists.phase = therapistPhase
	var wait sync.WaitGroup
	wait.Go(func() { auditTherapists(lines, cfg, therapists) })
	share(patients, cfg, out, (*worker).patient, false)
	wait.Wait()
	out.add(therapists)
	out.countKinds(lines)
}

// auditTherapists runs the rules whose groups lie across patients, over a second, thin ordering.
func auditTherapists(lines []Line, cfg *Config, out *tally) {
	if !slices.ContainsFunc(cfg.Rules, func(r *Rule) bool { return r.Scope == ScopeShift || r.Scope == ScopeMonth }) {
		return
	}
	shifts, months := byShift(lines)
	share(shifts, cfg, out, func(w *worker, shift []*Line) { w.run(ScopeShift, shift) }, false)
	share(months, cfg, out, func(w *worker, month []*Line) { w.run(ScopeMonth, month) }, false)
}

// share deals the groups out to workers and adds up what they found.
func share(groups [][]*Line, cfg *Config, out *tally, work func(*worker, []*Line), proof bool) {
	var tallies []*tally
	var done atomic.Int64
	var progress sync.Mutex
	told := cfg.Progress != nil && !proof && out.phase == patientPhase
	deal(cfg, len(groups), func() func(int) {
		t := newTally(out.lines, out.unjudged.sets, len(cfg.Rules))
		t.phase = out.phase
		tallies = append(tallies, t)
		w := newWorker(cfg, t, proof)
		return func(i int) {
			work(w, groups[i])
			if n := int(done.Add(1)); told && (n%64 == 0 || n == len(groups)) {
				progress.Lock()
				cfg.Progress(n, len(groups))
				progress.Unlock()
			}
		}
	})
	for _, t := range tallies {
		out.add(t)
	}
}

// deal calls what hire gives for each of n tasks, which are dealt out in batches. hire is called once for each worker,
// before any works.
func deal(cfg *Config, n int, hire func() func(int)) {
	count := cfg.Workers
	if count <= 0 {
		count = runtime.GOMAXPROCS(0)
	}
	count = min(count, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	batch := min(max(n/(8*max(count, 1)), 1), 64)
	for range count {
		work := hire()
		wait.Go(func() {
			for {
				start := int(next.Add(int64(batch))) - batch
				if start >= n {
					return
				}
				for i := start; i < min(start+batch, n); i++ {
					work(i)
				}
			}
		})
	}
	wait.Wait()
}
