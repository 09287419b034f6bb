package sampling

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ReadPositions reads a list of random numbers made elsewhere, such as with RAT-STATS: text with one position a line, or with the
// order of selection before it, divided by commas, semicolons, tabs or spaces. Lines that hold no number, such as titles, are
// passed over before the first one; later they are an error with their line.
func ReadPositions(r io.Reader) ([]int, error) {
	type entry struct{ order, position int }
	var list []entry
	scan := bufio.NewScanner(r)
	for line := 1; scan.Scan(); line++ {
		fields := strings.FieldsFunc(strings.TrimPrefix(scan.Text(), "\ufeff"), func(c rune) bool { return strings.ContainsRune(",; \t\"", c) })
		var numbers []int
		for _, f := range fields {
			n, err := strconv.Atoi(f)
			if err != nil {
				numbers = nil
				break
			}
			numbers = append(numbers, n)
		}
		switch {
		case len(fields) == 0, numbers == nil && len(list) == 0:
		case numbers == nil || len(numbers) > 2:
			return nil, fmt.Errorf("line %d: not one position, or its order and a position", line)
		default:
			list = append(list, entry{line, numbers[len(numbers)-1]})
			if len(numbers) == 2 {
				list[len(list)-1].order = numbers[0]
			}
		}
	}
	if err := scan.Err(); err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, errors.New("there is no position in it")
	}
	slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(a.order, b.order) })
	positions := make([]int, len(list))
	for i, e := range list {
		positions[i] = e.position
	}
	return positions, nil
}
