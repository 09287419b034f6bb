package jsonfile

import (
	"strings"
	"testing"
)

type inner struct {
	List []string `json:"list"`
	own  []string
}

// TestWriteHasNoNullList: wherever an empty list stands, it is written as one, and the value stays as it was.
func TestWriteHasNoNullList(t *testing.T) {
	value := struct {
		List    []int            `json:"list"`
		Lists   [][]int          `json:"lists"`
		Inner   []inner          `json:"inner"`
		Pointed []*inner         `json:"pointed"`
		Known   map[string]inner `json:"known"`
		Absent  *inner           `json:"absent"`
		Text    string           `json:"text"`
		*inner
	}{Lists: [][]int{nil}, Inner: []inner{{}}, Pointed: []*inner{{}}, Known: map[string]inner{"a": {}}, Text: "<&"}
	var text strings.Builder
	if err := Write(&text, &value, ""); err != nil {
		t.Fatal(err)
	}
	const want = `{"list":[],"lists":[[]],"inner":[{"list":[]}],"pointed":[{"list":[]}],"known":{"a":{"list":[]}},"absent":null,"text":"<&"}`
	if got := strings.NewReplacer("\n", "", "\": ", "\":").Replace(text.String()); got != want {
		t.Errorf("written: %s", got)
	}
	if value.List != nil || value.Lists[0] != nil || value.Inner[0].List != nil || value.Pointed[0].List != nil || value.Known["a"].List != nil {
		t.Error("a list of the value was put in the place of none")
	}
	_ = inner{own: nil}
}
