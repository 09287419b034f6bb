package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// garbagePercent is how much garbage may lie beside the memory in use, in percent, before it is collected: half of what Go
// does by itself. The lines of a log are all held at a time, and collecting them more often takes next to no time.
const garbagePercent = 50

// firstHeap is how large the heap grows before anything is collected: so much costs nobody anything, and a heap that
// begins small would be collected a dozen times on the way there.
const firstHeap = 16 << 20

// lowMemory says for which run garbagePercent holds now.
var lowMemory struct {
	sync.Mutex
	run int // counts them
	on  bool
}

// keepMemoryLow holds for a run, until the function that it gives is called. Who sets GOGC knows better.
func keepMemoryLow() (restore func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(garbagePercent)
	turn := func(on bool) {
		lowMemory.Lock()
		defer lowMemory.Unlock()
		lowMemory.run++
		lowMemory.on = on
	}
	turn(true)
	fillOnce(firstHeap)
	return func() {
		turn(false)
		debug.SetGCPercent(before)
	}
}

// fillHeldMemory lets the heap grow once into the memory that the process holds already, for steps that follow one that
// needed more: to collect earlier would give nothing back that anybody asked for. A fifth is left, since what is held was
// never full and a heap grows on while it is collected; and four times the memory in use is enough for the steps.
func fillHeldMemory() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	live, _ := heapState()
	fillOnce(min((m.HeapSys-m.HeapReleased)/5*4, 4*live))
}

// fillOnce lets the heap grow to a size before garbage is collected; from that collection on garbagePercent holds again.
func fillOnce(size uint64) {
	lowMemory.Lock()
	defer lowMemory.Unlock()
	live, collections := heapState()
	if percent := growth(live, size); lowMemory.on && percent > garbagePercent {
		debug.SetGCPercent(percent)
		go endFilling(lowMemory.run, collections)
	}
}

// endFilling waits for the next collection. It looks for it often: what tells of one by itself can be late by as much as
// a heap grows meanwhile.
func endFilling(run int, collections uint64) {
	ended := func() bool {
		lowMemory.Lock()
		defer lowMemory.Unlock()
		if run != lowMemory.run {
			return true
		}
		if _, now := heapState(); now == collections {
			return false
		}
		debug.SetGCPercent(garbagePercent)
		return true
	}
	for !ended() {
		time.Sleep(time.Millisecond)
	}
}

// growth is by how many percent a heap may grow to come to a size. Go takes no heap for smaller than 4 MB.
func growth(live, size uint64) int {
	const smallest = 4 << 20
	if size < live {
		return 0
	}
	return int(100 * (size - live) / max(live, smallest))
}

// heapState is what the last collection left, and how many there were.
func heapState() (live, collections uint64) {
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/cycles/total:gc-cycles"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64(), samples[1].Value.Uint64()
}
