package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"otaudit/infile"
	"otaudit/practice/clinic"
)

// fileFlags are the flags of an audit that take the path of a file or folder.
var fileFlags = []string{"opening", "waivers", "crosswalk", "profile", "profiles", "tables", "reviews"}

// ofOneRun are the flags that say something of one run, which a clinic.yaml has no place for.
var ofOneRun = []string{"out", "previous", "force", "quiet", "as-of", "phi"}

// clinicKeys are the flags of an audit that a clinic.yaml may set.
func clinicKeys(flags []cli.Flag) map[string]clinic.Kind {
	keys := map[string]clinic.Kind{}
	for _, f := range flags {
		name := f.Names()[0]
		if slices.Contains(ofOneRun, name) {
			continue
		}
		kind := clinic.Text
		switch f.(type) {
		case *cli.StringSliceFlag:
			kind = clinic.List
		case *cli.BoolFlag:
			kind = clinic.Truth
		}
		if slices.Contains(fileFlags, name) {
			kind = clinic.File
		}
		keys[name] = kind
	}
	return keys
}

// clinicsOf reads the clinics that arguments name: a clinic.yaml, its folder, or a folder that holds the folders of clinics.
func clinicsOf(args []string, flags []cli.Flag) ([]*clinic.Clinic, error) {
	var paths []string
	for _, arg := range args {
		found, err := clinicFiles(arg)
		if err != nil {
			return nil, err
		}
		paths = append(paths, found...)
	}
	if len(paths) == 0 {
		return nil, hint(errors.New("no clinic given"), "for example: otaudit month oak-street/clinic.yaml; otaudit init drafts the file")
	}
	var list []*clinic.Clinic
	var problems []error
	for i, path := range paths {
		if slices.Contains(paths[:i], path) {
			problems = append(problems, fmt.Errorf("%s: named twice", path))
			continue
		}
		c, err := clinic.Load(path, clinicKeys(flags))
		if problems = append(problems, err); err == nil {
			list = append(list, c)
		}
	}
	return list, errors.Join(problems...)
}

func clinicFiles(arg string) ([]string, error) {
	arg = filepath.Clean(arg)
	info, err := os.Stat(arg)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, hint(&infile.Error{Path: arg, Err: errors.Unwrap(err)}, didYouMean(nearFile(arg), "name a clinic.yaml, its folder, or a folder that holds the folders of clinics"))
	}
	if err != nil || !info.IsDir() {
		return []string{arg}, err
	}
	if own := filepath.Join(arg, clinic.FileName); exists(own) {
		return []string{own}, nil
	}
	below, _ := filepath.Glob(filepath.Join(arg, "*", clinic.FileName)) // of a folder that was found
	if len(below) == 0 {
		return nil, hint(fmt.Errorf("%s: holds no %s", arg, clinic.FileName), "otaudit init "+arg+" drafts one")
	}
	return below, nil
}

// typedThere is where a setting comes from that the command line states.
const typedThere = "typed"

// setting is one value of a month and where it comes from.
type setting struct{ flag, value, from string }

// monthWords are the flags of an audit of one month: those typed, then those of the clinic that were not. settings says the same for
// people.
func monthWords(c *clinic.Clinic, typed *cli.Context) (words []string, settings []setting) {
	for _, f := range typed.Command.Flags {
		name := f.Names()[0]
		if !typed.IsSet(name) || slices.Contains([]string{"plan", "overview"}, name) {
			continue
		}
		var values []string
		switch f.(type) {
		case *cli.StringSliceFlag:
			values = typed.StringSlice(name)
		default:
			values = []string{fmt.Sprint(typed.Value(name))}
		}
		words = append(words, flagWords(name, values)...)
		settings = append(settings, setting{name, strings.Join(values, ", "), typedThere})
	}
	for _, s := range c.Settings {
		if typed.IsSet(s.Flag) {
			continue
		}
		if s.Flag == "waivers" && !exists(s.Values[0]) {
			continue // until the first finding is accepted
		}
		words = append(words, flagWords(s.Flag, s.Values)...)
		settings = append(settings, setting{s.Flag, strings.Join(s.Values, ", "), fmt.Sprintf("%s:%d", c.Path, s.Line)})
	}
	return words, settings
}

func flagWords(name string, values []string) []string {
	var words []string
	for _, value := range values {
		words = append(words, "--"+name+"="+value)
	}
	return words
}
