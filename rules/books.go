package rules

import (
	"sync"

	"otaudit/audit"
	"otaudit/rules/refdata"
)

// Codes makes the engine's code book of the tables.
func Codes(tables *refdata.Tables) audit.CodeBook { return &codeBook{tables: tables} }

type codeBook struct {
	tables *refdata.Tables
	made   sync.Map // *refdata.CodeInfo -> *audit.Procedure
}

// Procedure gives the row of the code in force on the day, always the same pointer for the same row.
func (b *codeBook) Procedure(code string, on audit.Date) *audit.Procedure {
	info, ok := b.tables.Code(code, on)
	if !ok {
		return nil
	}
	if made, ok := b.made.Load(info); ok {
		return made.(*audit.Procedure)
	}
	made, _ := b.made.LoadOrStore(info, &audit.Procedure{Code: info.Code, Kind: info.Kind, Timed: info.Timed,
		Pooled: info.Pooled15, FirstUnit: info.FirstUnitMinutes, UnitLength: info.MinutesPerUnit, MaxUnits: info.MaxUnits,
		TimeVerified: info.TimeVerified, Verified: info.Verified, Row: info})
	return made.(*audit.Procedure)
}

// Fees makes the engine's fee book: national rates of one unit in full, for private practice or facility.
func Fees(tables *refdata.Tables, setting refdata.Setting) audit.FeeBook {
	site := refdata.NonFacility
	if setting == refdata.OutpatientHospital {
		site = refdata.Facility
	}
	return feeBook{tables, site}
}

type feeBook struct {
	tables *refdata.Tables
	site   refdata.Site
}

// UnitFee gives the national amount of one unit without the reduction for further units of the day.
func (b feeBook) UnitFee(code string, on audit.Date) (audit.Cents, bool) {
	rvu, ok := b.tables.RVU(code, on)
	if !ok {
		return 0, false
	}
	fee, ok := rvu.Fee(b.site)
	return fee.Cents(), ok
}
