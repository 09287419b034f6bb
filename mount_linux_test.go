package main

import "syscall"

// mountSmall puts a disk of a few kilobytes where a folder is, which takes a privileged user.
func mountSmall(folder string) error { return syscall.Mount("none", folder, "tmpfs", 0, "size=4k") }

func unmount(folder string) error { return syscall.Unmount(folder, 0) }
