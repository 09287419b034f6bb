package command

import (
	"os"
	"path/filepath"
	"slices"

	"otaudit/audit"
	"otaudit/practice/review"
	"otaudit/practice/sampling"
)

// reviewed is a reviewed sample that --reviews names.
type reviewed struct {
	scores *review.Scores
	record *sampling.Record
}

// readReviewed reads scores, and the record of their sample beside them; nil without a path.
func readReviewed(path string) (*reviewed, error) {
	if path == "" {
		return nil, nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, scoresName)
	}
	scores, err := readGiven(path, mostGiven, "give the scores.json that otaudit score wrote, or its folder", named(path, review.ReadScores))
	if err != nil {
		return nil, err
	}
	record, err := readRecord(filepath.Join(filepath.Dir(path), recordName))
	if err != nil {
		return nil, hint(err, "keep scores.json in one folder with the record of its sample")
	}
	return &reviewed{scores, record}, nil
}

// opinions are the part of the report, and whether the sample was drawn from the files of this run.
func (r *reviewed) opinions(inputs []audit.Input) *audit.Opinions {
	if r == nil {
		return nil
	}
	o := r.scores.Opinions(r.record)
	for _, in := range r.record.Inputs {
		o.OtherLog = o.OtherLog || !slices.ContainsFunc(inputs, func(own audit.Input) bool { return own.SHA256 == in.SHA256 })
	}
	return o
}
