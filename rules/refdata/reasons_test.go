package refdata

import (
	"testing"
	"time"

	"otaudit/audit"
)

// TestReasons: what payers say is known by list and code; the same letters are other codes in other lists.
func TestReasons(t *testing.T) {
	tables := embeddedTables(t)
	on := audit.DateOf(2026, time.March, 9)
	for _, c := range []struct {
		kind    ReasonKind
		code    string
		meaning string
	}{
		{ReasonGroup, "CO", "contractual: the provider bears it"}, {ReasonCARC, "151", "information does not support this many services"},
		{ReasonRARC, "N822", "a procedure modifier is missing"}, {ReasonProvider, "WO", "recovery of what was paid too much"},
		{ReasonCARC, "CO", ""}, {ReasonRARC, "151", ""}, {ReasonCARC, "99999", ""},
	} {
		if got := tables.Reason(c.kind, c.code, on); got != c.meaning {
			t.Errorf("%s %s: %q", c.kind, c.code, got)
		}
	}
}

// TestLikelyDenialsAreKnownReasons: the codes that findings name as likely denials have a meaning of their own.
func TestLikelyDenialsAreKnownReasons(t *testing.T) {
	tables := embeddedTables(t)
	for kind, denials := range tables.denials {
		for _, d := range denials {
			on := audit.DateOf(2026, time.March, 9)
			if tables.Reason(ReasonCARC, d.CARC, on) == "" {
				t.Errorf("%s: reason %s is not in the table of reasons", kind, d.CARC)
			}
			if d.RARC != "" && tables.Reason(ReasonRARC, d.RARC, on) == "" {
				t.Errorf("%s: remark %s is not in the table of reasons", kind, d.RARC)
			}
		}
	}
}
