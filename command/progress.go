package command

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress is how far a piece of work is: a bar with rate and time left, on a terminal only, of what takes longer than a second. A nil
// one shows nothing. Several goroutines may tell it of theirs.
type progress struct {
	mutex       sync.Mutex
	done, total int64
	begin       func(total int64) *progressbar.ProgressBar
	bar         *progressbar.ProgressBar
}

// counted is what a progress counts.
type counted int

const (
	bytesOf counted = iota
	thingsOf
)

// progress begins a piece of work; nil if nobody would see how far it is.
func (v *console) progress(what string, total int64, of counted) *progress {
	if v.quiet || !onTerminal(v.err) {
		return nil
	}
	return newProgress(v.err, what, total, of, time.Second)
}

func newProgress(to io.Writer, what string, total int64, of counted, after time.Duration) *progress {
	p := &progress{total: total}
	p.begin = func(total int64) *progressbar.ProgressBar {
		rate := progressbar.OptionShowIts()
		if of == bytesOf {
			rate = progressbar.OptionShowBytes(true)
		}
		return progressbar.NewOptions64(total, rate, progressbar.OptionSetDescription(what), progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetWriter(late{to, time.Now().Add(after)}), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	p.bar = p.begin(total)
	return p
}

// late is written to from a time on. What is drawn before is nobody's loss: a bar is drawn anew each time.
type late struct {
	to   io.Writer
	from time.Time
}

// Write writes, if it is time.
func (l late) Write(text []byte) (int, error) {
	if time.Now().Before(l.from) {
		return len(text), nil
	}
	return l.to.Write(text)
}

// at says that so much is done. Less than before is another pass, which has a bar of its own.
func (p *progress) at(done int64) {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.set(done)
}

// add says that so much more is done.
func (p *progress) add(n int64) {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.set(p.done + n)
}

// of says that so much is done of what is known now.
func (p *progress) of(done, total int) {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.total = int64(total)
	p.bar.ChangeMax64(p.total)
	p.set(int64(done))
}

func (p *progress) set(done int64) {
	if done < p.done {
		_ = p.bar.Finish()
		p.bar = p.begin(p.total)
	}
	p.done = done
	_ = p.bar.Set64(min(done, p.total-1)) // it is whole in the end; what cannot be shown is not
}

// end takes the bar away.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	_ = p.bar.Finish()
}

// reader tells of what is read.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return io.TeeReader(r, told{p})
}

type told struct{ *progress }

// Write counts what was read.
func (t told) Write(text []byte) (int, error) {
	t.add(int64(len(text)))
	return len(text), nil
}
