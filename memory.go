package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// How much garbage may lie beside the memory in use before it is collected, in percent. While lines are read and audited
// it is half of what Go does by itself: they are all held at a time, and collecting more often takes next to no time. What
// is left of them is small beside the memory that they took, so that hardly anything need be collected from then on.
const (
	garbageBesideLines   = 50
	garbageBesideResults = 200
)

// keepMemoryLow holds for a run, until the function that it gives is called.
func keepMemoryLow() (restore func()) {
	before := allowGarbage(garbageBesideLines)
	return func() { allowGarbage(before) }
}

// linesGone says that nothing holds the lines any more.
func linesGone() {
	runtime.GC()
	allowGarbage(garbageBesideResults)
}

// allowGarbage sets the percentage and gives the one before. Who sets GOGC knows better.
func allowGarbage(percent int) (before int) {
	if os.Getenv("GOGC") != "" {
		return percent
	}
	return debug.SetGCPercent(percent)
}
