package importtest

import (
	"slices"
	"strings"

	"otaudit/audit"
)

// AsOf is the day of the audit in all tests.
var AsOf = audit.DateOf(2026, 11, 23)

var modifierList = strings.Fields("GO GP GN CO CQ KX 59 XE XS XP XU 96 97 GA GX GY GZ 95 93 GT 22 25 50 52 53 76 77 91 99 LT RT HQ TM CR AT U1 U2")

func KnownModifier(m string) bool { return slices.Contains(modifierList, m) }
