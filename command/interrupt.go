package command

import (
	"os"
	"os/signal"
	"syscall"

	"otaudit/report/atomicfile"
)

// The exit codes of a program that a signal ended.
const (
	exitInterrupted = 128 + 2
	exitTerminated  = 128 + 15
)

// endOnSignal lets Ctrl-C and SIGTERM end the program at once, with one line and without any new output of the run.
func endOnSignal(con *console) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		code := exitInterrupted
		if <-signals == syscall.SIGTERM {
			code = exitTerminated
		}
		atomicfile.Abandon()
		con.interrupted()
		os.Exit(code)
	}()
}
