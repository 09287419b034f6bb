package infile

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"
)

// MostStdin is how many bytes are taken from standard input, since all of it is kept in memory.
const MostStdin = 100 << 20

// content is what standard input held. It comes once, so that it is read once.
var content = sync.OnceValues(func() ([]byte, error) { return readStdin(os.Stdin, MostStdin) })

func readStdin(from io.Reader, most int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(from, most+1))
	if err == nil && int64(len(text)) > most {
		err = ErrTooLarge{most}
	}
	if err != nil {
		return nil, because(Stdin, err)
	}
	return text, nil
}

func openStdin() (File, error) {
	text, err := content()
	if err != nil {
		return nil, err
	}
	return stdinFile{bytes.NewReader(text)}, nil
}

// stdinFile is standard input as a file that its owner alone may read.
type stdinFile struct{ *bytes.Reader }

func (stdinFile) Close() error                 { return nil }
func (f stdinFile) Stat() (fs.FileInfo, error) { return stdinInfo(f.Reader.Size()), nil }

// stdinInfo describes it, by its size.
type stdinInfo int64

func (stdinInfo) Name() string       { return Stdin }
func (s stdinInfo) Size() int64      { return int64(s) }
func (stdinInfo) Mode() fs.FileMode  { return 0o600 }
func (stdinInfo) ModTime() time.Time { return time.Time{} }
func (stdinInfo) IsDir() bool        { return false }
func (stdinInfo) Sys() any           { return nil }
