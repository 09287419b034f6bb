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
		published, _ := publishSet(b, r, Options{Set: model.Share}, nil)
		if err := auditjson.Write(io.Discard, published); err != nil {
			b.Fatal(err)
		}
		if err := findings.Write(io.Discard, published); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPublish(b *testing.B) {
	r := reporttest.BigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		publishSet(b, r, Options{Set: model.Share}, nil)
	}
}

func BenchmarkWriteJSON(b *testing.B) {
	r := reporttest.BigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		auditjson.Write(io.Discard, r)
	}
}

func BenchmarkWriteFindings(b *testing.B) {
	r := reporttest.BigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		findings.Write(io.Discard, r)
	}
}
