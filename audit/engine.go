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
	// Sheets are those that the lines are from; the result has them with their coverage.
	Sheets []Sheet
	// NotKept are lines of visits that were cancelled, missed or voided. Only rules that ask for them see them, each line by
	// itself; they are in no sum and in no group of the others.
	NotKept []*Session
	// Claims are what was billed and paid; nil if the run has neither claims nor remittances.
	Claims *Claims
	// ReasonWords gives plain words for a payer's code of a list (carc, rarc, plb) on a day; empty for one that is not known. May be nil.
	ReasonWords func(list, code string, on Date) string
	// EpisodeGapDays ends an episode when no visit falls into so many days; 0 means 60.
	EpisodeGapDays int
	Workers        int // 0 means one a processor
	// Unjudged is filled with where rules left lines unjudged; may be nil.
	Unjudged *Unjudged
	// Progress is told the share of lines done, from one goroutine at a time; may be nil.
	Progress func(done, total int)
}

// Run audits the sessions. The result does not depend on their order or on the number of workers. The caller adds the
// manifest, which the engine does not know.
func Run(sessions []*Session, cfg Config) *Result {
	if cfg.EpisodeGapDays == 0 {
		cfg.EpisodeGapDays = 60
	}
	reconciled := reconcile(sessions, cfg.Claims)
	if reconciled == nil {
		cfg.Rules = slices.DeleteFunc(slices.Clone(cfg.Rules), (*Rule).Reconciles)
	}
	kinds, log, r := newLineClasses(cfg.Rules), newOrdering(sessions), &Result{}
	log.reconciled = reconciled
	out := newTally(log.lines, newRuleSets(), len(cfg.Rules))
	auditPatients(log, kinds, &cfg, out)
	patients := log.patients()
	auditTherapists(log, kinds, &cfg, out, append(sumsOf(r, log.lines, patients), func() { out.countKinds(log.lines) }))
	auditAside(NotKept, cfg.NotKept, reconciled, kinds, &cfg, out)
	auditAside(Unlogged, reconciled.unloggedLines(), reconciled, kinds, &cfg, out)
	for _, f := range noticeFindings(&cfg) {
		out.found.add(f)
	}
	out.findings, out.found = out.found.sorted(), nil
	out.sumUpFiles(cfg.Rules)
	r.Questioned = questioned(out.findings, out.line, cfg.Fees)
	proof := proof{patients: patients, kinds: kinds, cfg: &cfg, out: out}
	proof.verifyFixes(func() { r.Totals, r.Sheets = totals(log.lines, &cfg, out), cover(log.lines, &cfg, out) }) // of the lines, which no correction changes
	if cfg.Unjudged != nil {
		cfg.Unjudged.gather(log.lines, &cfg, out)
	}
	r.Reconciled = reconciled.sum(&cfg)
	r.Findings, r.Failures, r.Rules = out.findings, sortFailures(append(out.failures, kinds.failures...)), ruleResults(&cfg, out)
	return r
}

// auditPatients puts the lines of one patient after the other in order and runs the rules over them while they are at hand:
// the sessions of a patient are far apart in memory.
func auditPatients(log *ordering, kinds *lineClasses, cfg *Config, out *tally) {
	var done atomic.Int64
	var telling sync.Mutex
	workers := pool{cfg: cfg, out: out, kinds: kinds}
	parallelFor(cfg, len(log.groups), patientsPerTask, func() func(int) {
		w, s := workers.newWorker(), newSorter(cfg, kinds)
		return func(group int) {
			log.place(s, group)
			log.eachPatient(group, w.patient)
			if n := int(done.Add(1)); cfg.Progress != nil && (n%64 == 0 || n == len(log.groups)) {
				telling.Lock()
				cfg.Progress(n, len(log.groups))
				telling.Unlock()
			}
		}
	})
	workers.report()
}

const patientsPerTask = 64

// auditTherapists runs the rules whose groups lie across patients, over a second, thin ordering. The log as a whole and
// the months, which are few and large, are begun first; the shifts and what else is to be done meanwhile fill the time beside them.
func auditTherapists(log *ordering, kinds *lineClasses, cfg *Config, out *tally, meanwhile []func()) {
	var shifts, months, whole [][]*Line
	if slices.ContainsFunc(cfg.Rules, func(r *Rule) bool { return r.Scope == ScopeShift || r.Scope == ScopeMonth }) {
		shifts, months = log.byShift()
	}
	if len(log.pointers) > 0 {
		whole = [][]*Line{log.pointers}
	}
	doubts := map[int32][]openDoubt{} // by the line that is read otherwise
	for _, d := range out.doubts {
		for i := range d.Changes {
			line := d.Changes[i].Line.Index
			doubts[line] = append(doubts[line], d)
		}
	}
	batches := slices.Collect(slices.Chunk(shifts, shiftsPerTask))
	ofMonths, ofLog := newTally(log.lines, out.unjudged.sets, len(cfg.Rules)), newTally(log.lines, out.unjudged.sets, len(cfg.Rules))
	ofMonths.phase, ofLog.phase = monthPhase, logPhase
	shiftPool, monthPool := pool{cfg: cfg, out: out, kinds: kinds}, pool{cfg: cfg, out: ofMonths, kinds: kinds}
	logPool := pool{cfg: cfg, out: ofLog, kinds: kinds}
	parallelFor(cfg, len(whole)+len(months)+len(batches)+len(meanwhile), 1, func() func(int) {
		shiftWorker, monthWorker, logWorker := shiftPool.newWorker(), monthPool.newWorker(), logPool.newWorker()
		return func(task int) {
			if task < len(whole) {
				logWorker.run(ScopeLog, whole[task])
				logWorker.markErrors()
				return
			}
			if task -= len(whole); task < len(months) {
				monthWorker.run(ScopeMonth, months[task])
				monthWorker.markErrors()
				return
			}
			if task -= len(months); task >= len(batches) {
				meanwhile[task-len(batches)]()
				return
			}
			for _, shift := range batches[task] {
				shiftWorker.shift(shift, doubtsOn(shift, doubts))
			}
		}
	})
	shiftPool.report()
	monthPool.report()
	logPool.report()
	out.add(ofMonths)
	out.add(ofLog)
}

const shiftsPerTask = 16

// doubtsOn lists what is doubtful on lines, each once.
func doubtsOn(lines []*Line, doubts map[int32][]openDoubt) (list []openDoubt) {
	if len(doubts) == 0 {
		return nil
	}
	for _, l := range lines {
		for _, d := range doubts[l.Index] {
			if !slices.Contains(list, d) {
				list = append(list, d)
			}
		}
	}
	return list
}

// pool are the workers of one phase.
type pool struct {
	cfg     *Config
	out     *tally       // of the whole pool
	kinds   *lineClasses // nil if its workers need none
	proof   bool
	workers []*worker
}

// newWorker adds a worker with a tally of its own.
func (c *pool) newWorker() *worker {
	t := newTally(c.out.lines, c.out.unjudged.sets, len(c.cfg.Rules))
	t.phase = c.out.phase
	w := newWorker(c.cfg, t, c.proof)
	w.kinds = c.kinds
	c.workers = append(c.workers, w)
	return w
}

// report adds up what the workers found.
func (c *pool) report() {
	for _, w := range c.workers {
		c.out.add(w.out)
	}
}

// parallelFor calls the function that newWorker returns for each of n tasks, handed out in batches of up to a size. newWorker is called once for
// each worker, before any works.
func parallelFor(cfg *Config, n, size int, newWorker func() func(int)) {
	count := cfg.Workers
	if count <= 0 {
		count = runtime.GOMAXPROCS(0)
	}
	count = min(count, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	batch := min(max(n/(8*max(count, 1)), 1), size)
	for range count {
		work := newWorker()
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
