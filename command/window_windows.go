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
