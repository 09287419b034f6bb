package source

import (
	"bytes"
	"math"
	"strings"
)

const (
	delimiterHead    = 256 << 10 // text looked at
	delimiterRecords = 50        // records looked at (IMP-20)

	// softCommaWeight makes a column of "Rivera, Marcus" or "2,9" in every row
	// lose against the delimiter that divides those rows.
	softCommaWeight = 0.7
)

// candidateDelimiters are tried in this order; the first wins a tie.
var candidateDelimiters = []byte{',', ';', '\t', '|'}

// sepLine recognises a first line sep=; by which a spreadsheet program is told
// the delimiter. It gives the delimiter and the length of the line with its
// line break.
func sepLine(head []byte) (delim byte, length int, ok bool) {
	line := head
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		line = head[:i]
		length = i + 1
		if head[i] == '\r' && i+1 < len(head) && head[i+1] == '\n' {
			length++
		}
	} else {
		length = len(head)
	}
	if len(line) > 16 {
		return 0, 0, false
	}
	text := string(line)
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	if len(text) != 5 || !strings.EqualFold(text[:4], "sep=") {
		return 0, 0, false
	}
	switch d := text[4]; {
	case d == '\t', d > ' ' && d < 0x7f && d != '"' && !isAlphanumeric(d):
		return d, length, true
	}
	return 0, 0, false
}

func isAlphanumeric(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// detectDelimiter finds the delimiter over the first records with quoted text
// skipped. Each candidate scores by how evenly it divides the records and into
// how many fields; text without any candidate is one column of commas.
func detectDelimiter(head []byte, quote byte) byte {
	best, bestScore := byte(','), 0.0
	for _, d := range candidateDelimiters {
		score := delimiterScore(countSeparators(head, d, quote, false))
		if d == ',' {
			// Commas that may belong to numbers or names prove less, but in
			// "DOS, Code, Units" there are no others.
			score = max(softCommaWeight*score, delimiterScore(countSeparators(head, d, quote, true)))
		}
		if score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// delimiterScore is the mean fill of the records against the fullest one,
// weighted by the width: a delimiter of every row beats one of a few notes.
func delimiterScore(separators []int) float64 {
	widest, sum := 0, 0
	for _, n := range separators {
		widest = max(widest, n)
		sum += n
	}
	if widest == 0 {
		return 0
	}
	return float64(sum) / float64(widest*len(separators)) * math.Log2(float64(widest+1))
}

// countSeparators counts the separators of each of the first records that is
// not blank. With hardOnly, commas inside a number ("2,9") and before a space
// ("Rivera, Marcus") are not counted.
func countSeparators(head []byte, delim, quote byte, hardOnly bool) []int {
	var counts []int
	count, blank, inQuotes, fieldStart := 0, true, false, true
	endRecord := func() {
		if !blank {
			counts = append(counts, count)
		}
		count, blank, fieldStart = 0, true, true
	}
	for i := 0; i < len(head) && len(counts) < delimiterRecords; i++ {
		b := head[i]
		if inQuotes && quote == '\'' && (b == '\n' || b == '\r') { // an apostrophe that shields a number
			inQuotes = false
		}
		if inQuotes {
			if b == quote {
				if i+1 < len(head) && head[i+1] == quote {
					i++
				} else {
					inQuotes = false
				}
			}
			continue
		}
		switch {
		case b == '\n' || b == '\r':
			endRecord()
			continue
		case b == ' ' && fieldStart: // a quote may stand behind spaces
			blank = false
			continue
		case b == quote && fieldStart:
			inQuotes = true
		case b == delim:
			if !hardOnly || !softComma(head, i) {
				count++
			}
			fieldStart, blank = true, false
			continue
		}
		blank, fieldStart = false, false
	}
	// A record cut by the end of the head counts only if there is no other.
	if !blank && (len(counts) == 0 || len(head) < delimiterHead) && len(counts) < delimiterRecords {
		endRecord()
	}
	return counts
}

// softComma says whether the comma may belong to a number or to a name.
func softComma(text []byte, i int) bool {
	if i == 0 || i+1 == len(text) {
		return false
	}
	isDigit := func(b byte) bool { return b >= '0' && b <= '9' }
	return text[i+1] == ' ' || isDigit(text[i-1]) && isDigit(text[i+1])
}
