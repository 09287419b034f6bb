package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// garbageBesideLines is how much garbage may lie beside the memory in use while lines are audited, in percent: half of what
// Go does by itself. All lines are held at a time, and no other step needs as much memory.
const garbageBesideLines = 50

// holdLines keeps memory low while the lines are held, until the function that it gives is called: when nothing holds them
// any more. Who sets GOGC knows better.
func holdLines() (release func()) {
	if os.Getenv("GOGC") != "" {
		return runtime.GC
	}
	before := debug.SetGCPercent(garbageBesideLines)
	return func() {
		runtime.GC()
		debug.SetGCPercent(before)
	}
}
