package importers

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"otaudit/audit"
	"otaudit/importers/importtest"
	"otaudit/importers/source"
)

// FuzzImport imports any text: it must not panic, and the account must close. Since a run leaves files behind, run it with
// few attempts at minimising:
//
//	go test -run none -fuzz FuzzImport -fuzztime 5m -fuzzminimizetime 1x ./importers
func FuzzImport(f *testing.F) {
	for _, seed := range []string{
		"DOS,Patient ID,CPT,Units,Min,Charge\n1/13/2026,P1,97110,2,30,80\n1/14/2026,P1,\"97110, 97530\",\"2,1\",45,\nTotal,,,4,,80\n",
		"DOS,Patient ID,CPT1,Units1,Min1,Charge,CPT2,Units2,Min2\n1/13/2026,P1,97110,2,30,80,97530,1,15\n1/14/2026,P1,,2,30,,,,\n",
		"DOS From,To,Patient,97110 (min),97530 (min)\n1/13/2026,1/14/2026,A,30,\n",
		"Claim No,DOS,Patient ID,CPT,Mod 1,Mod 2,KX,Units,Charge,Paid,Status\nC1,1/13/2026,P1,97110GO,KX,,Y,2,80,1,Kept\nC1,1/13/2026,P1,97110GO,KX,,Y,2,80,2,void\n" +
			"C1,1/13/2026,P1,97110GO,KX,,Y,-2,-80,2,\n",
		"Visit ID,Total Timed Minutes,Plan\nV1,45,go\n",
		"sep=;\nDOS;Patient ID;CPT;Units\n\n1/13/2026;P1;97110x2;2,9\nDOS;Patient ID;CPT;Units\nPatient ID;Balance;Payer ID;Last Payment\nx;1;2;3\n",
		"Minutes,Minutes,DOS,Patient ID\n97110,97530,,\n30,15,1/13/2026,P1\n",
	} {
		f.Add([]byte(seed), []byte(""))
	}
	f.Add([]byte("Visit ID,DOS,CPT,Units\nV1,1/13/2026,97110,1\n"), []byte("Visit ID,DOS,CPT,Minutes\nV1,1/13/2026,97110,20\n"))
	asOf := audit.DateOf(2026, time.November, 23)
	f.Fuzz(func(t *testing.T, first, second []byte) {
		dir := t.TempDir()
		var paths []string
		for i, content := range [][]byte{first, second} {
			path := filepath.Join(dir, string(rune('a'+i))+".csv")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, path)
		}
		book, err := Import(paths, Options{AsOf: asOf, KnownModifier: importtest.KnownModifier})
		var unreadable *source.Unreadable
		if errors.As(err, &unreadable) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		checkAccount(t, book)
		for _, s := range book.Sessions {
			for field := range audit.NumFields {
				s.Ref(field)
				s.Written(field)
			}
		}
	})
}
