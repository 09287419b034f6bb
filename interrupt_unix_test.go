//go:build unix

package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"otaudit/samples/benchlog"
)

// otaudit is the program, which is this test under another name (TestMain), with its two streams.
func otaudit(t *testing.T, args ...string) (program *exec.Cmd, out, messages *bytes.Buffer) {
	t.Helper()
	program, out, messages = exec.CommandContext(t.Context(), "otaudit", args...), &bytes.Buffer{}, &bytes.Buffer{}
	program.Stdout, program.Stderr = out, messages
	return program, out, messages
}

// longLog is a log that takes a while.
func longLog(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "log.csv")
	benchlog.Write(t, path, 100_000)
	return path
}

// underWay starts a run and waits until it has begun to write into its folder.
func underWay(t *testing.T, log, out string) (program *exec.Cmd, messages *bytes.Buffer) {
	t.Helper()
	program, _, messages = otaudit(t, "audit", "--as-of", "2026-11-23", "--out", out, log)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if len(pieces(out)) > 0 {
			return program, messages
		}
	}
	program.Process.Kill()
	t.Fatalf("nothing was begun: %s", messages)
	return nil, nil
}

// pieces are the unfinished files and folders below a folder.
func pieces(out string) (found []string) {
	filepath.WalkDir(out, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(entry.Name(), ".otaudit-") {
			found = append(found, path)
		}
		return nil
	})
	return found
}

// files are the regular files below a folder.
func files(out string) (found []string) {
	filepath.WalkDir(out, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			found = append(found, path)
		}
		return nil
	})
	return found
}

// A signal ends the program with one line, its own exit code and nothing left, but for what somebody else put into its folder.
func TestSignals(t *testing.T) {
	log := longLog(t)
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		out := filepath.Join(t.TempDir(), "out")
		program, messages := underWay(t, log, out)
		theirs := filepath.Join(out, "theirs.txt")
		if err := os.WriteFile(theirs, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := program.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		program.Wait()
		if code := program.ProcessState.ExitCode(); code != want {
			t.Errorf("%v: exit code %d, want %d", signal, code, want)
		}
		said, ended := strings.CutSuffix(messages.String(), "otaudit: interrupted; the outputs of this run were removed\n")
		if !ended || strings.Contains(said, "interrupted") || strings.Contains(said, "error") {
			t.Errorf("%v: it says %q", signal, messages)
		}
		if left := files(out); len(left) != 1 || left[0] != theirs {
			t.Errorf("%v: left are %q, want only %s", signal, left, theirs)
		}
	}
}

// What a killed program leaves can be read by its owner alone, and the next run into the folder removes it.
func TestKill(t *testing.T) {
	log, out := longLog(t), filepath.Join(t.TempDir(), "out")
	program, _ := underWay(t, log, out)
	program.Process.Kill()
	program.Wait()
	left := files(out)
	if len(pieces(out)) == 0 {
		t.Fatalf("nothing is left of a killed run, but %q", left)
	}
	for _, path := range left {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	small := filepath.Join(t.TempDir(), "small.csv")
	if err := os.WriteFile(small, []byte("DOS,Patient ID,CPT,Units,Min\n3/16/2026,P1,97110,3,24\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	program, _, messages := otaudit(t, "audit", "--as-of", "2026-11-23", "--force", "--out", out, small)
	if err := program.Run(); err != nil {
		t.Fatalf("%v: %s", err, messages)
	}
	if left := pieces(out); len(left) > 0 {
		t.Errorf("still there: %q", left)
	}
}

// An output that cannot be written is named, and the run exits 3 with nothing half-written.
func TestFullDisk(t *testing.T) {
	small := filepath.Join(t.TempDir(), "small.csv")
	if err := os.WriteFile(small, []byte("DOS,Patient ID,CPT,Units,Min\n3/16/2026,P1,97110,3,24\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("standard output", func(t *testing.T) {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skipf("no device that is full: %v", err)
		}
		defer full.Close()
		for _, args := range [][]string{{"rules"}, {"rules", "--format", "json"}, {"explain", "U001"}, {"convert", small}, {"inspect", small}, {"inspect", "--json", small},
			{"units", "97110=30"}, {"tables", "list"}, {"--help"}, {"--version"}, {"audit", "--out", filepath.Join(t.TempDir(), "out"), small}} {
			program, _, messages := otaudit(t, args...)
			program.Stdout = full
			program.Run()
			if code := program.ProcessState.ExitCode(); code != 3 || !strings.Contains(messages.String(), "otaudit: error: standard output: cannot be written: no space left on device\n") {
				t.Errorf("%q: exit code %d: %s", args, code, messages)
			}
		}
	})
	t.Run("folder", func(t *testing.T) {
		disk := t.TempDir()
		if err := mountSmall(disk); err != nil {
			t.Skipf("a small disk cannot be mounted: %v", err)
		}
		defer unmount(disk)
		out := filepath.Join(disk, "out")
		for i, args := range [][]string{{"audit", "--as-of", "2026-11-23", "--out", out, small}, {"convert", "--out", filepath.Join(disk, "c.xlsx"), small}, {"tables", "export", filepath.Join(disk, "t")}} {
			program, _, messages := otaudit(t, args...)
			program.Run()
			if code := program.ProcessState.ExitCode(); code != 3 || !strings.Contains(messages.String(), "cannot be written: no space left on device") ||
				!strings.Contains(messages.String(), []string{out, "c.xlsx", ".csv"}[i]) {
				t.Errorf("%q: exit code %d: %s", args, code, messages)
			}
			if left := files(disk); len(left) > 0 {
				t.Errorf("%q: left are %q", args, left)
			}
		}
	})
}

// A log that changes while it is read is said to have changed, and nothing of it is audited.
func TestLogThatGrows(t *testing.T) {
	log, out := longLog(t), filepath.Join(t.TempDir(), "out")
	program, _, messages := otaudit(t, "audit", "--as-of", "2026-11-23", "--out", out, log)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- program.Wait() }()
	for ended := false; !ended; { // a line is added every moment, as by a program that is still writing
		file, err := os.OpenFile(log, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteString("\n"); err != nil {
			t.Fatal(err)
		}
		file.Close()
		select {
		case <-done:
			ended = true
		case <-time.After(time.Millisecond):
		}
	}
	if code := program.ProcessState.ExitCode(); code != 3 || !strings.Contains(messages.String(), "changed while it was being read") {
		t.Errorf("exit code %d: %s", code, messages)
	}
}
