package main

import (
	"os"
	"runtime/debug"
)

// garbagePercent is how much garbage may lie beside the memory in use, in percent, before it is collected: half of what Go
// does by itself. The lines of a log are all held at a time, and collecting them more often takes next to no time.
const garbagePercent = 50

// keepMemoryLow holds for a run, until the function that it gives is called. Who sets GOGC knows better.
func keepMemoryLow() (restore func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(garbagePercent)
	return func() { debug.SetGCPercent(before) }
}
