package audit

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestRuleSetsAreSets compares the bits, over the whole range of numbers, with sets of numbers.
func TestRuleSetsAreSets(t *testing.T) {
	numbers := rapid.MapOf(rapid.IntRange(0, mostRules-1), rapid.Just(true))
	setOf := func(m map[int]bool) (s ruleSet) {
		for n := range m {
			s.add(n)
		}
		return s
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := numbers.Draw(t, "a"), numbers.Draw(t, "b")
		joined, kept, rest := setOf(a), setOf(a), setOf(a)
		other := setOf(b)
		joined.join(&other)
		kept.keep(&other)
		rest = rest.without(&other)
		for n := range mostRules {
			if joined.has(n) != (a[n] || b[n]) || kept.has(n) != (a[n] && b[n]) || rest.has(n) != (a[n] && !b[n]) {
				t.Fatalf("number %d in %v and %v: joined %t, kept %t, left over %t", n, a, b, joined.has(n), kept.has(n), rest.has(n))
			}
		}
		if meets := kept.first() >= 0; joined.meets(&other) != (len(b) > 0) || other.meets(&kept) != meets {
			t.Fatalf("%v and %v meet wrongly", a, b)
		}
		var listed []int
		for left := setOf(a); left.first() >= 0; left.remove(left.first()) {
			listed = append(listed, left.first())
		}
		if !slices.Equal(listed, slices.Sorted(maps.Keys(a))) {
			t.Fatalf("%v is listed as %v", a, listed)
		}
	})
}
