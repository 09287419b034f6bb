package history

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"otaudit/report/model"
)

// OnFile is the error of a finding that a file of accepted findings holds already.
type OnFile struct{ Waiver model.Waiver }

func (e *OnFile) Error() string {
	return fmt.Sprintf("%s: accepted already by %s until %s", e.Waiver.FindingID, e.Waiver.By, e.Waiver.Until)
}

// AddWaivers puts accepted findings behind those of a file and returns its new text; all that was in it stays byte for byte, columns of
// the user's included. An empty file gets its header. The file and the new waivers must be as [ReadWaivers] wants them; a finding that
// is on file is an *OnFile.
func AddWaivers(text []byte, name string, list []model.Waiver, knownRule func(id string) bool) ([]byte, error) {
	if len(text) == 0 {
		text = []byte(strings.Join(waiverHeader, ",") + "\n")
	}
	old, err := ReadWaivers(bytes.NewReader(text), name, knownRule)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i := range list {
		w := &list[i]
		if at := slices.IndexFunc(old, func(o model.Waiver) bool { return o.FindingID == w.FindingID }); at >= 0 {
			return nil, &OnFile{old[at]}
		}
		if err := checkWaiver(w, seen, knownRule); err != nil {
			return nil, fmt.Errorf("%s: %w", w.FindingID, err)
		}
		seen[w.FindingID] = true
	}
	var columns []int
	var width int
	model.EachRecord(bytes.NewReader(text), name, func(header []string) (err error) { // as it was read above
		width = len(header)
		columns, err = waiverColumns(header)
		return err
	}, func(int, []string) error { return nil })
	out := bytes.NewBuffer(slices.Clone(text))
	if !bytes.HasSuffix(text, []byte("\n")) {
		out.WriteByte('\n')
	}
	rows := csv.NewWriter(out)
	rows.UseCRLF = bytes.Contains(text, []byte("\r\n"))
	for _, w := range list {
		record := make([]string, width)
		for i, value := range []string{w.FindingID, w.By, w.Until, w.Reason} {
			record[columns[i]] = value
		}
		rows.Write(record) // into memory
	}
	rows.Flush()
	return out.Bytes(), nil
}

// RemoveWaivers takes the lines of findings out of a file and returns its new text and what it took; all else stays byte for byte. A
// finding that is not on file is an error.
func RemoveWaivers(text []byte, name string, ids []string, knownRule func(id string) bool) ([]byte, []model.Waiver, error) {
	old, err := ReadWaivers(bytes.NewReader(text), name, knownRule)
	if err != nil {
		return nil, nil, err
	}
	var removed []model.Waiver
	for _, id := range ids {
		at := slices.IndexFunc(old, func(w model.Waiver) bool { return w.FindingID == id })
		if at < 0 {
			return nil, nil, fmt.Errorf("%s: %s is not in it", name, id)
		}
		if !slices.Contains(removed, old[at]) {
			removed = append(removed, old[at])
		}
	}
	// The reader sees no byte order mark, and its places are those of the text without one.
	body := bytes.TrimPrefix(text, []byte("\ufeff"))
	kept := slices.Clone(text[:len(text)-len(body)])
	in := csv.NewReader(bytes.NewReader(body))
	for at, number := int64(0), -1; ; number++ { // the header is number -1
		if _, err := in.Read(); err != nil {
			return kept, removed, nil // the end: all records were read before
		}
		end := in.InputOffset()
		if number < 0 || !slices.Contains(removed, old[number]) {
			kept = append(kept, body[at:end]...)
		}
		at = end
	}
}
