package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// heapRoom is how much memory may be taken before garbage is collected: as much as the inputs are long, since that is
// about what their lines take. Go by itself begins at 4 MB, and most of what it looks at while a log is read stays.
type heapRoom struct {
	mu     sync.Mutex
	bytes  int64
	least  int // how much garbage may lie beside the memory in use in any case, in percent
	before int // what Go was set to
	ended  bool
}

// The room that a run has at least, for the reference tables and a log of some thousand lines, and at most, for one of half
// a million lines: beyond it garbage is collected as it comes.
const (
	leastRoom = 16 << 20
	mostRoom  = 256 << 20
)

// How much garbage may lie beside the memory in use, in percent: goDefault is what Go allows by itself, besideLines what is
// allowed while all lines are held at a time, for which no other step needs as much memory.
const (
	goDefault   = 100
	besideLines = 50
)

// giveRoom makes room for files, until end is called. Who sets GOGC knows better: then it is nil, and no percentage is set.
func giveRoom() *heapRoom {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	r := &heapRoom{bytes: leastRoom, least: goDefault}
	r.before = debug.SetGCPercent(goDefault)
	r.fit()
	return r
}

// grow makes room for the files of a run.
func (r *heapRoom) grow(paths []string) {
	if r == nil {
		return
	}
	bytes := int64(0)
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			bytes += info.Size()
		}
	}
	r.mu.Lock()
	r.bytes = min(max(bytes, leastRoom), mostRoom)
	r.mu.Unlock()
	r.set()
}

// collect collects garbage, whoever has set GOGC: a step is done, and what it needed is free. From now on some percent may lie
// beside what is in use in any case.
func (r *heapRoom) collect(least int) {
	runtime.GC()
	if r == nil {
		return
	}
	r.mu.Lock()
	r.least = least
	r.mu.Unlock()
	r.set()
}

// fit sets the percentage now and again after each collection. One that begins while the last is being answered may go
// unanswered; the next is answered again.
func (r *heapRoom) fit() {
	if r.set() {
		runtime.AddCleanup(&struct{ of *heapRoom }{r}, func(r *heapRoom) { r.fit() }, r)
	}
}

// set sets the percentage to what the room leaves beside the memory in use; false if the room was given back.
func (r *heapRoom) set() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return false
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	const smallest = 4 << 20 // Go counts with at least so much
	used := max(int64(live[0].Value.Uint64()), smallest)
	debug.SetGCPercent(max(int((r.bytes-used)*100/used), r.least))
	return true
}

// end leaves collecting to Go again.
func (r *heapRoom) end() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	debug.SetGCPercent(r.before)
}
