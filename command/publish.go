package command

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"otaudit/report/atomicfile"
)

// publish puts all files in their places. If one cannot be, the others are taken back, but for those that replaced another file.
func (b *outbox) publish(con *console) error {
	fates := make([]fate, len(b.pending))
	for i, p := range b.pending {
		name, err := b.name(p.Path)
		if err == nil {
			fates[i], err = b.fateOf(name)
		}
		if err != nil {
			return err
		}
	}
	var notes []string
	var stale checksums
	err := atomicfile.Together(func() (err error) {
		notes, stale, err = b.place(fates)
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range b.pending {
		con.wrote(p.Path)
	}
	for _, name := range slices.Sorted(maps.Keys(stale)) {
		notes = append(notes, b.remove(name, stale[name]))
	}
	for _, note := range notes {
		con.note("%s", note)
	}
	b.pending = nil
	return nil
}

// place puts the files in their places, knowing what becomes of those that are there. It records them beside what was there before
// the first is put in its place, and alone after the last: a run that is killed between leaves nothing that the next one takes for
// changed. It returns what is to be said of files kept, and which outputs of earlier runs must not stay beside those of this one.
func (b *outbox) place(fates []fate) (notes []string, stale checksums, err error) {
	var undo []func() error
	defer func() {
		if err != nil {
			for _, step := range slices.Backward(undo) {
				err = errors.Join(err, step())
			}
		}
	}()
	before, after := maps.Clone(b.record), maps.Clone(b.record)
	undo = append(undo, func() error { return before.put(b.folder.Path) })
	for _, p := range b.pending {
		name, err := b.name(p.Path)
		if err != nil {
			return nil, nil, err
		}
		b.record[name] = append(slices.Clip(b.record[name]), p.Sum)
		after[name], b.written[name] = []string{p.Sum}, true
	}
	if err := b.record.put(b.folder.Path); err != nil {
		return nil, nil, err
	}
	for i, p := range b.pending {
		if fates[i] == kept {
			aside := freeName(p.Path)
			if err := os.Rename(p.Path, aside); err != nil {
				return nil, nil, &atomicfile.WriteError{Path: p.Path, Err: err}
			}
			undo = append(undo, func() error { return os.Rename(aside, p.Path) })
			notes = append(notes, fmt.Sprintf("%s: was changed since it was written, and is kept as %s", p.Path, filepath.Base(aside)))
		}
		if err := p.Place(); err != nil {
			return nil, nil, err
		}
		if fates[i] != replaced && fates[i] != foreign {
			undo = append(undo, func() error { return os.Remove(p.Path) })
		}
	}
	b.record, stale = after, checksums{}
	for name := range b.record {
		if _, err := os.Lstat(b.path(name)); errors.Is(err, fs.ErrNotExist) {
			delete(b.record, name)
		}
	}
	for _, name := range b.stale(b.whole...) {
		stale[name] = b.record[name]
		delete(b.record, name)
	}
	return notes, stale, b.record.put(b.folder.Path)
}

// stale lists the outputs of earlier runs that fit one of the patterns and were not written by this one.
func (b *outbox) stale(patterns ...string) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(b.record)) {
		fits := slices.ContainsFunc(patterns, func(pattern string) bool { matches, _ := path.Match(pattern, name); return matches })
		if fits && !b.written[name] {
			names = append(names, name)
		}
	}
	return names
}

// remove takes an output of an earlier run away, or gives it another name if somebody changed it, and says so.
func (b *outbox) remove(name string, sums []string) string {
	path := b.path(name)
	now, err := atomicfile.Sum(path)
	if err == nil && slices.Contains(sums, now) {
		if err = os.Remove(path); err == nil {
			return fmt.Sprintf("%s: of an earlier run, is removed: this one does not write it", path)
		}
	} else if err == nil {
		aside := freeName(path)
		if err = os.Rename(path, aside); err == nil {
			return fmt.Sprintf("%s: of an earlier run, was changed since it was written, and is kept as %s", path, filepath.Base(aside))
		}
	}
	return fmt.Sprintf("%s: of an earlier run, and cannot be removed: %v", path, errors.Unwrap(err))
}
