package command

import "testing"

func TestByteSize(t *testing.T) {
	for text, want := range map[string]byteSize{"1": 1, "500MB": 500e6, "2GiB": 2 << 30, "2 gib": 2 << 30, "64KiB": 64 << 10, "7b": 7, "0": 0} {
		var s byteSize
		if err := s.Set(text); err != nil || s != want {
			t.Errorf("%s: %d, %v", text, s, err)
		}
	}
	for _, text := range []string{"", "MB", "-1", "1.5GB", "2 giga", "2GiBx", "9223372036854775807kB", "99999999999999999999"} {
		var s byteSize
		if err := s.Set(text); err == nil {
			t.Errorf("%q: %d", text, s)
		}
	}
}
