package source

// ownHead is how much of a file tells an output of this program.
const ownHead = 1024

// OwnOutput says what output of this program a file is, by its name or its first kilobyte; empty if it is none. The name is
// empty where only the content counts. Which outputs there are is known to those that write them.
type OwnOutput func(name string, head []byte) string
