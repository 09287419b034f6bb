package report

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/reporttest"
	"otaudit/rules"
	"otaudit/rules/refdata"
)

// identifying are the elements of segments that say who somebody is, or of whom a number is.
var identifying = map[string][]int{"NM1": {3, 4, 9}, "N3": {1}, "N4": {1, 3}, "DMG": {2}, "CLM": {1}, "CLP": {1, 7}, "TRN": {2}, "REF": {2}, "DTP": {3}, "DTM": {2}, "PER": {2, 4}}

// secretsOf gives what identifies somebody in X12 files: names, addresses, dates, and numbers of members, claims and lines.
func secretsOf(t *testing.T, paths ...string) []string {
	t.Helper()
	var secrets []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, segment := range strings.Split(string(text), "~") {
			elements := strings.Split(strings.TrimSpace(segment), "*")
			for _, n := range identifying[elements[0]] {
				// short ones are parts of ordinary words; a payer's name is shown where the payer table holds it
				if n < len(elements) && len(elements[n]) > 4 && !(elements[0] == "NM1" && elements[1] == "PR") && !slices.Contains(secrets, elements[n]) {
					secrets = append(secrets, elements[n])
					if elements[0] == "DMG" || elements[0] == "DTP" || elements[0] == "DTM" {
						if d, err := time.Parse("20060102", elements[n]); err == nil {
							secrets = append(secrets, d.Format(time.DateOnly), d.Format("1/2/2006"), d.Format("01/02/2006"))
						}
					}
				}
			}
		}
	}
	return secrets
}

// TestClaimsLeaveNoIdentifierInModeCode: what claims and remittances say of subscribers, patients, addresses and numbers is in no
// output of the mode code, whether the files are whole or not.
func TestClaimsLeaveNoIdentifierInModeCode(t *testing.T) {
	const cases = "../importers/claims/testdata/"
	for _, names := range [][]string{{cases + "professional.837", cases + "remittance.835"}, {cases + "bad-values.837", cases + "unbalanced.835"}} {
		secrets := secretsOf(t, names...)
		if len(secrets) < 12 {
			t.Fatalf("%v: only %d secrets", names, len(secrets))
		}
		var paths []string
		for _, name := range names { // the name of the file is one too
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			cut := strings.LastIndex(string(text), "SE*") // cut off, so that its problems are told too
			path := filepath.Join(t.TempDir(), "marigold-"+filepath.Base(name))
			if err := os.WriteFile(path, text[:cut], 0o600); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, path)
		}
		shown, codes := publishedClaims(t, paths)
		if codes == nil || len(shown.Findings) == 0 {
			t.Fatalf("%v: %d findings", names, len(shown.Findings))
		}
		for name, text := range outputs(t, shown) {
			for _, secret := range append(secrets, "marigold") {
				if at := strings.Index(strings.ToLower(text), strings.ToLower(secret)); at >= 0 {
					t.Errorf("%s of %v holds %q: …%s…", name, names, secret, text[max(0, at-60):min(len(text), at+60)])
				}
			}
		}
	}
}

// TestReconciliationLeavesNoIdentifier: nor are they in the outputs of a log that is compared with its claims and remittances, with
// findings of all rules about them.
func TestReconciliationLeavesNoIdentifier(t *testing.T) {
	const sample = "../samples/clinic-"
	shown, _ := publishedClaims(t, []string{sample + "month.xlsx", sample + "claims.837", sample + "remits.835"})
	found := map[string]bool{}
	for _, f := range shown.Findings {
		found[f.Rule] = true
	}
	if !found["R001"] || !found["R002"] || !found["R011"] || shown.Reconciled == nil || len(shown.Reconciled.Denials) == 0 {
		t.Fatal("the sample has no difference between log, claims and payments")
	}
	texts := outputs(t, shown)
	for name, text := range texts { // and they are worded as all outputs are
		if said := reporttest.ForbiddenWords(text); len(said) > 0 {
			t.Errorf("%s says %q", name, said)
		}
		for word, term := range refusedWords(t) {
			if at := strings.Index(text, " "+word+" "); at >= 0 && strings.HasPrefix(name, "report") {
				t.Errorf("%s says %q instead of %q: …%s…", name, word, term, text[max(0, at-50):min(len(text), at+50)])
			}
		}
	}
	for _, secret := range secretsOf(t, sample+"claims.837", sample+"remits.835") {
		for name, text := range texts {
			if at := strings.Index(strings.ToLower(text), strings.ToLower(secret)); at >= 0 {
				t.Errorf("%s holds %q: …%s…", name, secret, text[max(0, at-60):min(len(text), at+60)])
			}
		}
	}
}

// publishedClaims audits claims and codes the result.
func publishedClaims(t *testing.T, paths []string) (*audit.Result, *privacy.Crosswalk) {
	t.Helper()
	tables, err := refdata.Load("")
	if err != nil {
		t.Fatal(err)
	}
	book, err := importers.Import(paths, importers.Options{AsOf: audit.DateOf(2026, time.November, 23), PayerClass: func(name string) string {
		class, _ := tables.ClassOfPayer(name)
		return class
	}, KnownPayer: func(name string) bool {
		_, ok := tables.ClassOfPayer(name)
		return ok
	}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := rules.All(tables, rules.Options{AsOf: audit.DateOf(2026, time.November, 23)})
	if err != nil {
		t.Fatal(err)
	}
	payers, err := tables.Payers("")
	if err != nil {
		t.Fatal(err)
	}
	r := audit.Run(book.Sessions, audit.Config{Rules: list, Payers: payers, Codes: rules.Codes(tables), Notices: book.Notices, Sheets: book.Sheets, Claims: book.Claims, ReasonWords: rules.ReasonWords(tables)})
	r.Excluded, r.Manifest.Inputs = book.Excluded, book.Inputs
	r.CloseAccount()
	codes, err := privacy.Assign(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return privacy.Publish(r, codes, privacy.Options{Set: model.Share}), codes.Crosswalk
}
