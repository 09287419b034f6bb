package hostile

import (
	"bufio"
	"fmt"
	"strings"
)

// Text are files of delimited text and HTML.
var Text = []Case{
	{Name: "line_of_1gb.csv", Long: true, Refused: "--max-line", Write: func(w *bufio.Writer) { w.WriteString(header); repeat(w, "x", 1<<30) }},
	{Name: "quoted_line_of_100mb.csv", Long: true, Refused: "--max-line", Write: func(w *bufio.Writer) { w.WriteString(header + `"`); repeat(w, "x", 100<<20) }},
	{Name: "text_over_lines_100mb.csv", Long: true, Refused: "--max-cells", Write: func(w *bufio.Writer) { w.WriteString(header + line + `"`); repeat(w, "x\n", 50<<20) }},
	{Name: "columns_16384.csv", Refused: "--max-columns", Write: func(w *bufio.Writer) {
		for range 200 {
			repeat(w, "a,", 16383)
			w.WriteString("b\n")
		}
	}},
	{Name: "late_columns.csv", Long: true, Refused: "--max-columns", Write: func(w *bufio.Writer) {
		w.WriteString(header)
		for i := range 3000 {
			w.WriteString(line)
			if i > 1000 {
				repeat(w, ",", 16384)
				w.WriteString("x\n")
			}
		}
	}},
	{Name: "columns_900_by_20000.csv", Long: true, Write: func(w *bufio.Writer) {
		for row := range 20_000 {
			text := line
			if row == 0 {
				text = header
			}
			w.WriteString(strings.TrimSuffix(text, "\n"))
			for col := range 888 {
				fmt.Fprintf(w, ",%d", (row*col)%1000)
			}
			w.WriteString("\n")
		}
	}},
	{Name: "empty_lines_100m.csv", Long: true, Write: func(w *bufio.Writer) { w.WriteString(header + line); repeat(w, "\n", 100<<20) }},
	{Name: "commas_100mb.csv", Long: true, Write: func(w *bufio.Writer) { w.WriteString(header + line); repeat(w, strings.Repeat(",", 99)+"\n", 1<<20) }},
	{Name: "open_quotes.csv", Long: true, Write: func(w *bufio.Writer) { w.WriteString(header); repeat(w, line+"\"P1,V1,3/25/2026,\"x\n", 200_000) }},
	{Name: "quotes_only_20mb.csv", Long: true, Refused: "--max-cells", Write: func(w *bufio.Writer) {
		w.WriteString(header + line)
		repeat(w, `"`, 3<<20)
		w.WriteString("\n")
		repeat(w, "\"\n", 8<<20)
	}},
	{Name: "lone_cr_50mb.csv", Long: true, Refused: "--max-cells", Write: func(w *bufio.Writer) {
		w.WriteString(strings.ReplaceAll(header, "\n", "\r"))
		repeat(w, "P1,V1,\r", 7<<20)
	}},
	{Name: "header_cell_of_3mb.csv", Write: func(w *bufio.Writer) {
		w.WriteString("Patient ID,Date of Service,CPT Code,Units,Minutes,")
		repeat(w, "units minutes ", 200_000)
		w.WriteString("\n")
		repeat(w, "P1,3/25/2026,97110,2,30,x\n", 50)
	}},
	{Name: "headers_of_30kb.csv", Write: func(w *bufio.Writer) {
		for i := range 100 {
			fmt.Fprintf(w, "col%d ", i)
			repeat(w, "treatment time ", 2000)
			w.WriteString(",")
		}
		w.WriteString(header)
		for range 50 {
			repeat(w, "1,", 100)
			w.WriteString(line)
		}
	}},
	{Name: "values_of_3mb.csv", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString("Patient ID,Date of Service,CPT Code,Units,Minutes,Payer,Note\n")
		repeat(w, "P1,3/25/2026,97110,2,30,Medicare,x\n", 20)
		for col := range 7 {
			repeat(w, "x,", col)
			repeat(w, "1/", 1_500_000)
			repeat(w, ",x", 6-col)
			w.WriteString("\n")
		}
	}},
	{Name: "codes_in_one_cell.csv", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString("Patient ID,Date of Service,CPT Code,Units,Minutes\n")
		repeat(w, "P1,3/25/2026,97110,2,30\n", 20)
		w.WriteString(`P1,3/25/2026,"`)
		repeat(w, "97110, ", 200_000)
		w.WriteString("97110\",1,15\n")
	}},
	{Name: "one_day.csv", Long: true, Write: func(w *bufio.Writer) { w.WriteString(header); repeat(w, line, 100_000) }},
	{Name: "one_day_many_codes.csv", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString(header)
		codes := []string{"97110", "97112", "97530", "97535", "97140", "97150", "97165", "97760", "97010", "97014"}
		for i := range 60_000 {
			fmt.Fprintf(w, "P1,V%d,3/25/2026,9:%02d AM,9:%02d AM,%s,GO,%d,%d,80.00,\"Alder, Ann\",Medicare Part B\n", i%7, i%30, 30+i%30, codes[i%10], 1+i%3, i%60)
		}
	}},
	{Name: "one_therapist_overlaps.csv", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString(header)
		for i := range 60_000 {
			fmt.Fprintf(w, "P%d,V%d,3/25/2026,9:%02d AM,11:%02d AM,97110,GO,2,30,80.00,\"Alder, Ann\",Medicare Part B\n", i, i, i%60, i%60)
		}
	}},
	{Name: "rows_of_one_word.csv", Refused: "--max-cells", Write: func(w *bufio.Writer) { w.WriteString(header + line); repeat(w, "x\n", 2_400_000) }},
	{Name: "modifiers_10000.csv", Write: func(w *bufio.Writer) {
		w.WriteString(header)
		for i := range 100 {
			fmt.Fprintf(w, "P%d,V%d,3/25/2026,9:00 AM,9:30 AM,97110,", i, i)
			repeat(w, "GO CO KX 59 GP ", 2000)
			w.WriteString(",2,30,80.00,\"Alder, Ann\",Medicare Part B\n")
		}
	}},
	{Name: "many_days_of_many_lines.csv", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString(header)
		codes := []string{"97110", "97112", "97530", "97535", "97140", "97150", "97165", "97760", "97010", "97014"}
		for i := range 120_000 {
			fmt.Fprintf(w, "P1,V%d,%d/%d/2026,9:%02d AM,9:%02d AM,%s,GO,%d,%d,80.00,\"Alder, Ann\",Medicare Part B\n",
				i%7, 1+i/30_000, 1+i/1000%28, i%30, 30+i%30, codes[i%10], 1+i%3, i%60)
		}
	}},
	{Name: "names_alike.csv", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString("Patient Name,DOB,Date of Service,CPT Code,Units,Minutes,Therapist,Payer\n")
		for i := range 40_000 {
			fmt.Fprintf(w, "\"Quinn%d, Zeta%d\",1/2/1950,3/25/2026,97110,2,30,\"Alder%d, Ann\",Payer number %d\n", i, i%3, i, i)
		}
	}},
	{Name: "utf16_odd.csv", Refused: "odd number of bytes", Write: func(w *bufio.Writer) {
		w.WriteString("\xff\xfe")
		repeat(w, "a\x00,\x00b\x00\n\x00", 1<<20)
		w.WriteString("a")
	}},
	{Name: "utf16_50mb.csv", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString("\xff\xfe")
		wide := func(s string) string {
			var b strings.Builder
			for _, c := range []byte(s) {
				b.Write([]byte{c, 0})
			}
			return b.String()
		}
		w.WriteString(wide(header))
		repeat(w, wide(line), 300_000)
	}},
	{Name: "marks.csv", Write: func(w *bufio.Writer) { repeat(w, "\ufeff", 1<<20); w.WriteString(header + line) }},
	{Name: "nul_100mb.csv", Long: true, Refused: "binary data", Write: func(w *bufio.Writer) { w.WriteString(header); repeat(w, "\x00", 100<<20) }},
	{Name: "tables_nested.html", Long: true, Refused: "nested too deeply", Write: func(w *bufio.Writer) { w.WriteString("<html>"); repeat(w, "<table><tr><td>", 1<<20) }},
	{Name: "elements_nested.html", Long: true, Write: func(w *bufio.Writer) {
		w.WriteString("<html><table><tr><td>Date of Service<td>CPT Code<tr><td>")
		repeat(w, "<div><b>", 3<<20)
		w.WriteString("x</table>")
	}},
	{Name: "tables_200000.html", Refused: "--max-sheets", Write: func(w *bufio.Writer) { w.WriteString("<html>"); repeat(w, "<table><tr><td>a<td>b</table>", 200_000) }},
	{Name: "colspan.html", Refused: "--max-columns", Write: func(w *bufio.Writer) {
		w.WriteString("<html><table>")
		repeat(w, "<tr><td colspan=16000>a<td>b", 100_000)
		w.WriteString("</table>")
	}},
	{Name: "colspan_900.html", Refused: "--max-cells", Write: func(w *bufio.Writer) {
		w.WriteString("<html><table>")
		repeat(w, "<tr><td colspan=900>a<td>b", 100_000)
		w.WriteString("</table>")
	}},
	{Name: "rowspan.html", Write: func(w *bufio.Writer) {
		w.WriteString("<html><table><tr>")
		repeat(w, "<td rowspan=1000000>a", 990)
		repeat(w, "<tr><td>b", 20)
		w.WriteString("</table>")
	}},
	{Name: "attribute_of_70mb.html", Long: true, Refused: "damaged", Write: func(w *bufio.Writer) {
		w.WriteString("<html><table><tr><td title=\"")
		repeat(w, "x", 70<<20)
		w.WriteString("\">a</table>")
	}},
}
