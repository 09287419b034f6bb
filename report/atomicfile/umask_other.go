//go:build !unix

package atomicfile

import "io/fs"

// umask takes nothing where files have no such permissions.
const umask fs.FileMode = 0
