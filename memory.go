package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// garbagePercent is how much garbage may lie beside the memory in use, in percent, before it is collected: half of what Go
// does by itself. The lines of a log are all held at a time, and collecting them more often takes next to no time.
const garbagePercent = 50

// firstHeap is how large the heap grows before anything is collected: so much costs nobody anything, and a heap that
// begins small would be collected a dozen times on the way there.
const firstHeap = 16 << 20

// lowMemory says whether garbagePercent holds now.
var lowMemory struct {
	sync.Mutex
	on bool
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
// needed more: to collect earlier would give nothing back that anybody asked for.
func fillHeldMemory() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fillOnce(m.HeapSys - m.HeapReleased)
}

// fillOnce lets the heap grow to a size before garbage is collected; from that collection on garbagePercent holds again.
func fillOnce(size uint64) {
	lowMemory.Lock()
	defer lowMemory.Unlock()
	if percent := growth(liveHeap(), size); lowMemory.on && percent > garbagePercent {
		debug.SetGCPercent(percent)
		runtime.AddCleanup(new(collected), collected.happened, collected{})
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

// liveHeap is what the last collection left.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// collected is garbage from the beginning: the next collection finds it.
type collected [64]byte

func (collected) happened() {
	lowMemory.Lock()
	defer lowMemory.Unlock()
	if lowMemory.on {
		debug.SetGCPercent(garbagePercent)
	}
}
