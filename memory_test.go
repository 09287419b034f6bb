package main

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// The room is as large as the files, however often garbage is collected meanwhile; memory in use beyond it leaves the least
// share, and in the end Go does what it did before.
func TestHeapRoom(t *testing.T) {
	t.Setenv("GOGC", "")
	file := filepath.Join(t.TempDir(), "large.csv")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	const size = 96 << 20
	if err := os.Truncate(file, size); err != nil {
		t.Fatal(err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(77))
	r := giveRoom()
	r.grow([]string{file, "there is no such file"})
	goal := func() int64 { return int64(metric("/gc/heap/goal:bytes")) }
	near := func() bool { g := goal(); return g > size*9/10 && g < size*11/10 }
	nearAgain := func() bool { runtime.GC(); return near() }
	for range 3 {
		if !soon(near) && !soon(nearAgain) {
			t.Fatalf("garbage is collected at %d bytes, want about %d", goal(), size)
		}
		runtime.GC()
	}
	held := make([]byte, 2*size)
	r.collect(besideLines)
	if percent := metric("/gc/gogc:percent"); percent != besideLines {
		t.Errorf("with %d bytes in use %d %% of garbage may lie, want %d", len(held), percent, besideLines)
	}
	runtime.KeepAlive(held)
	held = nil
	if !soon(nearAgain) {
		t.Errorf("with the memory free again garbage is collected at %d bytes, want about %d", goal(), size)
	}
	r.end()
	runtime.GC()
	time.Sleep(10 * time.Millisecond) // for what would still be done after the collection
	if percent := metric("/gc/gogc:percent"); percent != 77 {
		t.Errorf("in the end %d %%, want the 77 of before", percent)
	}
}

func TestGOGCIsLeftAlone(t *testing.T) {
	t.Setenv("GOGC", "100")
	defer debug.SetGCPercent(debug.SetGCPercent(77))
	r := giveRoom()
	r.grow([]string{"memory_test.go"})
	r.collect(besideLines)
	if percent := metric("/gc/gogc:percent"); percent != 77 {
		t.Errorf("%d %%, want 77 as set before", percent)
	}
	r.end()
}

func metric(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// soon waits for what is done beside the test.
func soon(holds func() bool) bool {
	for range 500 {
		if holds() {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}
