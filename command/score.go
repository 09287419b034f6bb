package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"otaudit/audit"
	"otaudit/importers/source"
	"otaudit/practice/review"
	"otaudit/report/model"
	"otaudit/report/pdf"
)

// scoreOptions are the flags of `otaudit score`.
type scoreOptions struct {
	paths     []string
	record    string
	questions string
	final     string
	out       string
	paper     string
	force     bool
}

// The files of a review.
const (
	worksheetName = "review-%d.xlsx"
	questionsName = "questions.yaml"
	scoresName    = "scores.json"
	scoresPage    = "scores.pdf"
	lettersName   = "letters"
)

// runScore reads filled worksheets, scores them and writes the letters.
func runScore(o scoreOptions, con *console) (int, error) {
	folder := filepath.Dir(o.paths[0])
	if o.record == "" {
		o.record = filepath.Join(folder, recordName)
	}
	if o.out == "" {
		o.out = filepath.Dir(o.record)
	}
	paper, err := pdf.ParsePaper(o.paper)
	if err != nil {
		return exitUsage, err
	}
	record, err := readRecord(o.record)
	if err != nil {
		return exitUsage, hint(err, "name the record of the sample: otaudit score --record otaudit-sample/sample.json "+strings.Join(o.paths, " "))
	}
	questions, err := readQuestions(o.questions, filepath.Join(filepath.Dir(o.record), questionsName))
	if err != nil {
		return exitUsage, err
	}
	box, err := openPapers(o.out, o.force, scoresName, scoresPage)
	if err != nil {
		return exitUsage, err
	}
	defer box.close()
	box.whole = []string{letterName("*")} // a letter of other scores would be sent
	worksheets := review.NewWorksheets(record, questions)
	for _, path := range o.paths {
		if err := worksheets.Read(path); err != nil {
			return exitUsage, withHint(err)
		}
	}
	for _, note := range worksheets.Notes {
		con.note("%s", note)
	}
	for _, problem := range worksheets.Problems {
		con.problem(errors.New(problem))
	}
	if len(worksheets.Opinions) == 0 {
		return exitUsage, hint(errors.New("no answer in the worksheets"), "fill in the light columns and save the file")
	}
	scores, err := worksheets.Score(o.final)
	if err != nil {
		return exitUsage, fmt.Errorf("--final: %w", err)
	}
	scores.Tool = "otaudit " + version
	day, _ := audit.ParseDate(record.AsOf)
	papers := []paperFile{{scoresName, scores.Write}, document(scoresPage, scores.Document(day), paper)}
	taken := map[string]int{}
	for _, letter := range scores.Letters(day) {
		name := fileName(letter.Therapist)
		if taken[strings.ToLower(name)]++; taken[strings.ToLower(name)] > 1 {
			name += fmt.Sprintf(" (%d)", taken[strings.ToLower(name)])
		}
		papers = append(papers, document(letterName(name), letter.Document, paper))
	}
	if err := box.writePapers(papers, con); err != nil {
		return exitUsage, err
	}
	sayScores(scores, con)
	con.sayWritten()
	con.line("open first: %s", filepath.Join(o.out, scoresPage))
	if len(worksheets.Problems) > 0 {
		return exitIncomplete, nil
	}
	return exitDone, nil
}

// letterName is the path of a letter from the folder of the scores.
func letterName(therapist string) string { return path.Join(lettersName, therapist+".pdf") }

// document is a paper laid out as a PDF.
func document(name string, d model.Document, size string) paperFile {
	return paperFile{name, func(w io.Writer) error { return pdf.WriteDocument(w, d, size) }}
}

// withHint adds the hint of a file that cannot be read.
func withHint(err error) error {
	var unreadable *source.Unreadable
	if errors.As(err, &unreadable) {
		return hint(err, unreadable.Hint)
	}
	return err
}

// fileName is a name as part of a file name.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' || r == '.' || r == ',' {
			return r
		}
		return '_'
	}, name)
}

// sayScores says the result in counts; it names no patient and no therapist.
func sayScores(s *review.Scores, con *console) {
	con.line("reviewed: %s by %s", s.CountUnits(s.Clinic.Units), model.Plural(len(s.Reviewers), "reviewer", "reviewers"))
	con.line("score: %s; the mark is %d %%", model.Rate(s.Clinic.Earned, s.Clinic.Possible), s.Questions.PassMark)
	for _, a := range s.Agreements {
		kappa := model.NotDeterminable
		if a.Kappa != nil {
			kappa = fmt.Sprintf("%.2f", *a.Kappa)
		}
		con.line("agreement of two reviewers: %s, kappa %s", model.Rate(a.Same, a.Both), kappa)
	}
	if s.Clinic.Open > 0 {
		con.note("reviewers differ on %s, which count for nothing; --final NAME says whose answer stands", model.Plural(s.Clinic.Open, "answer", "answers"))
	}
}

// readQuestions reads the questions that a flag names, else those beside the sample, else those that come with the program.
func readQuestions(path, beside string) (*review.Questions, error) {
	if path == "" {
		if _, err := os.Stat(beside); err != nil {
			return review.ReadQuestions("", bytes.NewReader(review.Shipped))
		}
		path = beside
	}
	return readGiven(path, mostTyped, "otaudit sample writes questions.yaml, which shows the form, beside each sample", func(r io.Reader) (*review.Questions, error) {
		return review.ReadQuestions(path, r)
	})
}

func scoreCommand(con *console, code *int) *cli.Command {
	return &cli.Command{
		Name: "score", Usage: "score the filled worksheets of a sample and write a letter to each therapist", ArgsUsage: "WORKSHEET…",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "record", DefaultText: "sample.json beside the first worksheet", Usage: "record of the sample"},
			&cli.StringFlag{Name: "questions", DefaultText: "those of the sample", Usage: "the questions that were asked"},
			&cli.StringFlag{Name: "final", Usage: "reviewer whose answer stands where reviewers differ"},
			&cli.StringFlag{Name: "out", DefaultText: "folder of the record", Usage: "folder of the outputs", Action: aName("out")},
			paperFlag(),
			&cli.BoolFlag{Name: "force", DisableDefaultText: true, Usage: "replace files that otaudit did not write"},
			&cli.BoolFlag{Name: "quiet", DisableDefaultText: true, Usage: "print errors only"},
		},
		Action: func(c *cli.Context) (err error) {
			o := scoreOptions{record: c.String("record"), questions: c.String("questions"), final: c.String("final"), out: c.String("out"),
				paper: c.String("paper"), force: c.Bool("force")}
			if o.paths, err = files(c); err != nil {
				return err
			}
			con.quiet = c.Bool("quiet")
			*code, err = runScore(o, con)
			return err
		},
	}
}
