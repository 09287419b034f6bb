package report

import (
	"io"
	"testing"
)

// BenchmarkPublishAndWrite is the share of publishing and data files in a run of 300,000 lines with 20,000 findings.
func BenchmarkPublishAndWrite(b *testing.B) {
	r := bigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		published, _, err := Publish(r, Privacy{Mode: ModeCode})
		if err != nil {
			b.Fatal(err)
		}
		if err := WriteJSON(io.Discard, published); err != nil {
			b.Fatal(err)
		}
		if err := WriteFindings(io.Discard, published); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPublish(b *testing.B) {
	r := bigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		Publish(r, Privacy{Mode: ModeCode})
	}
}

func BenchmarkWriteJSON(b *testing.B) {
	r := bigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		WriteJSON(io.Discard, r)
	}
}

func BenchmarkWriteFindings(b *testing.B) {
	r := bigResult(20_000)
	b.ReportAllocs()
	for b.Loop() {
		WriteFindings(io.Discard, r)
	}
}
