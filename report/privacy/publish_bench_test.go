package privacy

import (
	"io"
	"testing"

	"otaudit/report/auditjson"
	"otaudit/report/findings"
	"otaudit/report/model"
	"otaudit/report/reporttest"
)

// BenchmarkPublishAndWrite is the share of publishing and data files in a run of 300,000 lines with 20,000 findings.
func BenchmarkPublishAndWrite(b *testing.B) {
	r := reporttest.BigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		published, _, err := Publish(r, Privacy{Mode: model.ModeCode})
		if err != nil {
			b.Fatal(err)
		}
		if err := auditjson.WriteJSON(io.Discard, published); err != nil {
			b.Fatal(err)
		}
		if err := findings.WriteFindings(io.Discard, published); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPublish(b *testing.B) {
	r := reporttest.BigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		Publish(r, Privacy{Mode: model.ModeCode})
	}
}

func BenchmarkWriteJSON(b *testing.B) {
	r := reporttest.BigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		auditjson.WriteJSON(io.Discard, r)
	}
}

func BenchmarkWriteFindings(b *testing.B) {
	r := reporttest.BigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		findings.WriteFindings(io.Discard, r)
	}
}
