package command

import (
	"syscall"
	"unsafe"
)

// ownsWindow says whether the console window was opened for this program alone, so that it closes with it: no shell and no
// script is attached to it.
func ownsWindow() bool {
	var processes [2]uint32
	list := syscall.NewLazyDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	count, _, _ := list.Call(uintptr(unsafe.Pointer(&processes[0])), uintptr(len(processes)))
	return count == 1
}

// showsColor lets the console take colors, which older ones do only when asked, and says whether it does.
func showsColor() bool {
	const takesSequences = 0x4 // ENABLE_VIRTUAL_TERMINAL_PROCESSING
	var mode uint32
	if err := syscall.GetConsoleMode(syscall.Stderr, &mode); err != nil {
		return false
	}
	set := syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleMode")
	done, _, _ := set.Call(uintptr(syscall.Stderr), uintptr(mode|takesSequences))
	return done != 0
}
