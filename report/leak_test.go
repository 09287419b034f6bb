package report

import (
	"bytes"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"otaudit/audit"
	"otaudit/report/model"
	"otaudit/report/privacy"
	"otaudit/report/reporttest"
)

// TestNoIdentifierLeavesInModeCode holds REP-91 to REP-97 and REP-104 for every output.
func TestNoIdentifierLeavesInModeCode(t *testing.T) {
	for _, coding := range []bool{false, true} {
		r, crosswalk, err := privacy.Publish(reporttest.SecretResult(), privacy.Options{Mode: model.ModeCode, CodeTherapists: coding})
		if err != nil {
			t.Fatal(err)
		}
		if crosswalk == nil || r.Manifest.CrosswalkID != crosswalk.ID || crosswalk.ID == "" {
			t.Errorf("the result names the crosswalk %q", r.Manifest.CrosswalkID)
		}
		hidden := reporttest.Secrets
		if coding {
			hidden = append(append([]string{}, reporttest.Secrets...), reporttest.Coded...)
		}
		for name, text := range outputs(t, r) {
			for _, secret := range hidden {
				if at := strings.Index(strings.ToLower(text), strings.ToLower(secret)); at >= 0 {
					t.Errorf("%s (therapists coded: %v) holds %q: …%s…", name, coding, secret, text[max(0, at-60):min(len(text), at+60)])
				}
			}
		}
	}
}

// TestFixtureHoldsItsSecrets keeps the leak test honest: every secret is there before publishing.
func TestFixtureHoldsItsSecrets(t *testing.T) {
	r := reporttest.SecretResult()
	var everything strings.Builder
	for _, text := range outputs(t, r) {
		everything.WriteString(text)
	}
	everything.WriteString(r.Excluded[0].Original)
	for _, secret := range append(append([]string{}, reporttest.Secrets...), reporttest.Coded...) {
		if !strings.Contains(everything.String(), secret) {
			t.Errorf("the fixture does not hold %q", secret)
		}
	}
}

// TestModeIDHasNoNames holds REP-91, REP-94, REP-96, REP-97 and REP-120 in the mode id.
func TestModeIDHasNoNames(t *testing.T) {
	r, _, err := privacy.Publish(reporttest.SecretResult(), privacy.Options{Mode: model.ModeID})
	if err != nil {
		t.Fatal(err)
	}
	texts := outputs(t, r)
	for name, text := range texts {
		for _, secret := range []string{"Ottoline", "Quillfeather", "1951-02-17", "Likes long walks", "AUTH7781", "1093847561"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s of mode id holds %q", name, secret)
			}
		}
	}
	for _, shown := range []string{"MRN-448812", "2026-03-09", "CLM-555031", reporttest.SecretFile} {
		if !strings.Contains(texts["audit.json"], shown) {
			t.Errorf("audit.json of mode id lacks %q", shown)
		}
	}
}

// TestBirthDatesAreNeverShown holds REP-96 and REP-97 in every mode.
func TestBirthDatesAreNeverShown(t *testing.T) {
	for _, mode := range []model.Mode{model.ModeCode, model.ModeID, model.ModeFull} {
		r, _, err := privacy.Publish(reporttest.SecretResult(), privacy.Options{Mode: mode})
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range outputs(t, r) {
			for _, secret := range []string{"1951", "Likes long walks"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s of mode %s holds %q", name, mode, secret)
				}
			}
		}
		for _, key := range append(append([]string{}, r.Patients...), r.Visits...) {
			if strings.Contains(key, "1951") {
				t.Errorf("mode %s lists %q", mode, key)
			}
		}
	}
}

func TestPublishLeavesItsArgumentAlone(t *testing.T) {
	before := reporttest.SecretResult()
	for _, mode := range []model.Mode{model.ModeCode, model.ModeID, model.ModeFull} {
		r := reporttest.SecretResult()
		if _, _, err := privacy.Publish(r, privacy.Options{Mode: mode, CodeTherapists: true}); err != nil {
			t.Fatal(err)
		}
		reporttest.SameResult(t, before, r)
	}
}

// TestCodesShowNoOrder: what follows the order of the identifiers is not published (REP-101).
func TestCodesShowNoOrder(t *testing.T) {
	r, _, err := privacy.Publish(reporttest.SecretResult(), privacy.Options{Mode: model.ModeCode})
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Findings {
		for _, e := range r.Findings[i].Fix.Edits {
			if e.Line != 0 {
				t.Errorf("an edit names the line %d of the order by patient", e.Line)
			}
		}
	}
	if !slices.IsSortedFunc(r.Totals, func(a, b audit.Total) int { return strings.Compare(a.Dimension+"|"+a.Key, b.Dimension+"|"+b.Key) }) {
		t.Error("the totals stand in the order of the identifiers, not of their codes")
	}
	months := map[string]bool{}
	for _, total := range r.Totals {
		if total.Dimension == "month" {
			months[total.Key] = true
		}
	}
	if !months["month 01"] || !months["month 02"] || !months[""] || len(months) != 3 {
		t.Errorf("months are published as %v (REP-92)", months)
	}
	if first := r.Findings[0]; first.Cell.Sheet != "S1" || first.Date != "2026" || first.Original != "4" || first.Fix.Edits[0].New != "3" {
		t.Errorf("published as %+v", first)
	}
}

// outputs are the texts of all outputs that are written from a published result: of the page what a reader meets and what its
// script reads, of the PDF what can be extracted, where the program for it is installed.
func outputs(t *testing.T, r *audit.Result) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, out := range Written(false) {
		var written bytes.Buffer
		if err := out.Write(&written, r, Rendering{}); err != nil {
			t.Fatal(err)
		}
		switch path.Ext(out.Name) {
		case ".html":
			page := written.Bytes()
			texts[out.Name] = reporttest.HTMLText(page) + " " + string(reporttest.DataElement.Find(page))
		case ".pdf":
			if _, err := exec.LookPath("pdftotext"); err == nil {
				texts[out.Name] = reporttest.PDFText(t, written.Bytes())
			}
		case ".xlsx":
			texts[out.Name] = reporttest.PackageText(t, written.Bytes())
		default:
			texts[out.Name] = written.String()
		}
	}
	return texts
}
