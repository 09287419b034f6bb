package history

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"otaudit/report/model"
)

// TestWaiversAreAddedAndRemoved: what is added is read back behind what was there, and what is taken away again leaves the file as it
// was, byte for byte.
func TestWaiversAreAddedAndRemoved(t *testing.T) {
	word := rapid.StringMatching(`[a-z",;\n =é]{0,6}[a-z]`)
	draw := func(t *rapid.T, from, n int) (list []model.Waiver) {
		for i := range n {
			list = append(list, model.Waiver{FindingID: fmt.Sprintf("U001-%012x", from+i), By: word.Draw(t, "by"), Until: "2026-12-31", Reason: word.Draw(t, "reason")})
		}
		return list
	}
	rapid.Check(t, func(t *rapid.T) {
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
		mark := rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "mark")
		text := []byte(mark + "Reason,room,until,By,Finding_ID" + end + "\"on\nfile\",12,1/2/2027,me,U001-ffffffffffff" + end)
		first, second := draw(t, 0, rapid.IntRange(0, 3).Draw(t, "first")), draw(t, 10, rapid.IntRange(1, 3).Draw(t, "second"))
		before, err := AddWaivers(text, "w.csv", first, knownU001)
		if err != nil {
			t.Fatal(err)
		}
		after, err := AddWaivers(before, "w.csv", second, knownU001)
		if err != nil || !bytes.HasPrefix(after, text) {
			t.Fatalf("%v: %s", err, after)
		}
		read, err := ReadWaivers(bytes.NewReader(after), "w.csv", knownU001)
		if want := slices.Concat(first, second); err != nil || !slices.Equal(read[1:], normal(want)) {
			t.Fatalf("read %q, want %q, %v", read, want, err)
		}
		var ids []string
		for _, w := range second {
			ids = append(ids, w.FindingID)
		}
		left, removed, err := RemoveWaivers(after, "w.csv", ids, knownU001)
		if err != nil || !bytes.Equal(left, before) || len(removed) != len(second) {
			t.Fatalf("left %q, want %q, %v", left, before, err)
		}
	})
}

// normal is what a reader makes of the texts.
func normal(list []model.Waiver) []model.Waiver {
	for i := range list {
		list[i].By, list[i].Reason = strings.TrimSpace(list[i].By), strings.TrimSpace(list[i].Reason)
	}
	return list
}

func TestWaiversAreNotAdded(t *testing.T) {
	waiver := model.Waiver{FindingID: "U001-1d924ab160a0", By: "me", Until: "2026-12-31", Reason: "on file"}
	text, err := AddWaivers(nil, "w.csv", []model.Waiver{waiver}, knownU001)
	if want := "finding_id,by,until,reason\nU001-1d924ab160a0,me,2026-12-31,on file\n"; err != nil || string(text) != want {
		t.Fatalf("%q, %v", text, err)
	}
	if _, err := AddWaivers(text, "w.csv", []model.Waiver{waiver}, knownU001); !errors.As(err, new(*OnFile)) {
		t.Errorf("on file already: %v", err)
	}
	waiver.FindingID = "I003-n00001"
	for want, list := range map[string][]model.Waiver{"I003-n00001: the finding cannot be followed": {waiver}, "w.csv:1: no column": nil} {
		given := text
		if list == nil {
			given = []byte("a,b\n")
		}
		if _, err := AddWaivers(given, "w.csv", list, knownU001); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, _, err := RemoveWaivers(text, "w.csv", []string{"U001-000000000000"}, knownU001); err == nil {
		t.Error("one that is not on file was removed")
	}
}
