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

// published gives a result its codes and publishes a set of it.
func published(t *testing.T, r *audit.Result, o privacy.Options) *audit.Result {
	t.Helper()
	codes, err := privacy.Assign(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return privacy.Publish(r, codes, o)
}

// TestNoIdentifierIsShared holds REP-91 to REP-97 and REP-104 for every output of the share set.
func TestNoIdentifierIsShared(t *testing.T) {
	for _, named := range []bool{false, true} {
		r := published(t, reporttest.SecretResult(), privacy.Options{Set: model.Share, NameTherapists: named})
		if r.Manifest.CrosswalkID == "" {
			t.Error("the result names no crosswalk")
		}
		hidden := reporttest.Secrets
		if !named {
			hidden = append(append([]string{}, reporttest.Secrets...), reporttest.Coded...)
		}
		for name, text := range outputs(t, r) {
			for _, secret := range hidden {
				if at := strings.Index(strings.ToLower(text), strings.ToLower(secret)); at >= 0 {
					t.Errorf("%s (therapists named: %v) holds %q: …%s…", name, named, secret, text[max(0, at-60):min(len(text), at+60)])
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
	for _, secret := range append(append([]string{}, reporttest.Secrets...), reporttest.Coded...) {
		if !strings.Contains(everything.String(), secret) {
			t.Errorf("the fixture does not hold %q", secret)
		}
	}
}

// TestTheInternalSetShowsTheRecord: identifiers stand as logged, but for birth dates and note text (REP-96, REP-97); what an excluded
// row holds is in the list of these rows alone.
func TestTheInternalSetShowsTheRecord(t *testing.T) {
	r := published(t, reporttest.SecretResult(), privacy.Options{Set: model.Internal})
	texts := outputs(t, r)
	for name, text := range texts {
		for _, secret := range []string{"1951", "Likes long walks"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s of the internal set holds %q", name, secret)
			}
		}
	}
	for _, shown := range []string{"MRN-448812", "2026-03-09", "CLM-555031", "Ada Fernsby", reporttest.SecretFile} {
		if !strings.Contains(texts[AuditJSON], shown) {
			t.Errorf("audit.json of the internal set lacks %q", shown)
		}
	}
	for _, key := range append(append([]string{}, r.Patients...), r.Visits...) {
		if strings.Contains(key, "1951") {
			t.Errorf("the internal set lists %q", key)
		}
	}
}

func TestPublishLeavesItsArgumentAlone(t *testing.T) {
	before, r := reporttest.SecretResult(), reporttest.SecretResult()
	for _, named := range []*audit.Result{before, r} {
		if _, err := privacy.Assign(named, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, set := range model.Sets {
		published(t, r, privacy.Options{Set: set})
		reporttest.SameResult(t, before, r)
	}
}

// TestCodesShowNoOrder: what follows the order of the identifiers is not published (REP-101).
func TestCodesShowNoOrder(t *testing.T) {
	r := published(t, reporttest.SecretResult(), privacy.Options{Set: model.Share})
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
	if first := r.Findings[0]; first.Cell.Sheet != "log" || first.Date != "2026" || first.Original != "4" || first.Fix.Edits[0].New != "3" {
		t.Errorf("published as %+v", first)
	}
}

// outputs are the texts of all outputs of its set that are written from a published result: of the page what a reader meets and what its
// script reads, of the PDF what can be extracted, where the program for it is installed.
func outputs(t *testing.T, r *audit.Result) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, out := range Written(model.SetOf(r), false) {
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
