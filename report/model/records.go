package model

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// byteOrderMark stands before the CSV that a spreadsheet program saves.
const byteOrderMark = "\ufeff"

// EachRecord reads a CSV that people wrote or kept beside a log, such as accepted findings. header gets the first record, take
// each further one with the line it begins on; they may keep the texts of a record, not the slice. All records have as many
// fields as the first. An error, theirs too, begins with the name of the file and the line, and none of those of this function
// shows a record.
func EachRecord(r io.Reader, name string, header func(record []string) error, take func(line int, record []string) error) error {
	text := bufio.NewReader(r)
	if head, _ := text.Peek(len(byteOrderMark)); string(head) == byteOrderMark {
		text.Discard(len(byteOrderMark))
	}
	in := csv.NewReader(text)
	in.ReuseRecord = true
	for first := true; ; first = false {
		record, err := in.Read()
		var broken *csv.ParseError
		switch {
		case err == io.EOF && !first:
			return nil
		case err == io.EOF:
			return fmt.Errorf("%s:1: the file is empty", name)
		case errors.As(err, &broken):
			return fmt.Errorf("%s:%d: %w", name, broken.Line, broken.Err)
		case err != nil:
			return fmt.Errorf("%s: %w", name, err)
		}
		line, _ := in.FieldPos(0)
		if first {
			err = header(record)
		} else {
			err = take(line, record)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}
