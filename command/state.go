package command

import (
	"slices"
	"strings"

	"otaudit/rules/refdata"
)

// stateOf reads --state, of which the tables must hold norms; there is nothing to compare with otherwise.
func stateOf(text string, tables *refdata.Tables) (string, error) {
	state := strings.ToUpper(text)
	switch states := tables.NormStates(); {
	case text == "" || slices.Contains(states, state):
		return state, nil
	case len(states) == 0:
		return "", hint(wrong("state", text, "the tables hold no norms"), "get CMS's file \"Medicare Physician & Other Practitioners - by Provider and Service\", run otaudit tables import FILE, and give --tables")
	default:
		return "", hint(wrong("state", text, "the tables hold no norms of it"), "they hold those of "+strings.Join(states, ", "))
	}
}
