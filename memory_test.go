package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A heap may grow to the size that was asked for and no further.
func TestGrowth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live, size := rapid.Uint64Range(0, 1<<40).Draw(t, "live"), rapid.Uint64Range(0, 1<<40).Draw(t, "size")
		percent := uint64(growth(live, size))
		base := max(live, 4<<20)
		switch {
		case size <= live && percent != 0:
			t.Fatalf("a heap of %d bytes may grow by %d %% to %d", live, percent, size)
		case size > live && live+base*percent/100 > size:
			t.Fatalf("%d bytes that grow by %d %% are more than %d", live, percent, size)
		case size > live && live+base*(percent+1)/100+1 < size:
			t.Fatalf("%d bytes that grow by %d %% are less than %d by a whole percent", live, percent, size)
		}
	})
}

// The heap may grow beyond the usual once: the collection that follows sets the usual limit again, until the run is over.
func TestFillOnce(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	restore := keepMemoryLow()
	limit := func() uint64 {
		sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	collect := func(wanted uint64) {
		t.Helper()
		runtime.GC()
		for end := time.Now().Add(10 * time.Second); limit() != wanted; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("garbage is collected at %d %%, want %d", limit(), wanted)
			}
		}
	}
	fillTenfold := func() {
		live, _ := heapState()
		fillOnce(10 * max(live, 4<<20))
	}
	collect(garbagePercent)
	fillTenfold()
	if limit() < 500 {
		t.Fatalf("a heap that may grow tenfold is collected at %d %%", limit())
	}
	collect(garbagePercent)
	fillTenfold()
	restore()
	collect(100)
	time.Sleep(50 * time.Millisecond) // for whoever would set it too late
	collect(100)
	fillOnce(1 << 40)
	if limit() != 100 {
		t.Fatalf("garbage is collected at %d %% after the run, want 100", limit())
	}
}
