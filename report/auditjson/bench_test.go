package auditjson

import (
	"bytes"
	"io"
	"testing"

	"otaudit/report/reporttest"
)

// The sizes of these results are those of a large practice: 16,000 findings take about 16 MB.
func BenchmarkWrite(b *testing.B) {
	r := reporttest.BigResult(16_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	if err := Write(&text, reporttest.BigResult(16_000)); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(bytes.NewReader(text.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
