package refdata

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// normsImport holds what the files say of occupational therapists: some ten thousand of the millions of rows are kept.
type normsImport struct {
	therapists map[therapistYear]*therapistServices
	years      map[int]bool
	sources    map[int]string
}

type therapistYear struct {
	npi  string
	year int
}

// therapistServices is what one therapist billed to Medicare Part B in one year, by code.
type therapistServices struct {
	state  string
	byCode map[string]*services
}

type services struct {
	units float64
	days  float64 // patient-days; 0 where the file does not say
	part  bool    // some of the days are not known
}

// leastNormTherapists is how many therapists a norm must rest on. CMS shows no count below 11 either.
const leastNormTherapists = 11

const otInPrivatePractice = "Occupational Therapist in Private Practice"

// pufColumns are the columns of the provider-and-service file that are read; the others may come and go from year to year.
var pufColumns = []string{"Rndrng_NPI", "Rndrng_Prvdr_Ent_Cd", "Rndrng_Prvdr_State_Abrvtn", "Rndrng_Prvdr_Cntry", "Rndrng_Prvdr_Type", "HCPCS_Cd", "Tot_Srvcs", "Tot_Bene_Day_Srvcs"}

var pufYear = regexp.MustCompile(`(?i)_D(\d\d)_`)

// readPUF reads one year of CMS's "Medicare Physician & Other Practitioners - by Provider and Service": a row for each provider,
// code and place of service. The rows hold no year; it is in the file's name. Rows of other providers are passed over as they come.
func (im *importer) readPUF(file cmsFile, in io.Reader, report *FileReport) error {
	m := pufYear.FindStringSubmatch(file.name)
	if m == nil {
		return fmt.Errorf("%s: the year is only in the name CMS gave, such as MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv; keep that name", file.name)
	}
	digits, _ := strconv.Atoi(m[1])
	year := 2000 + digits
	if im.norms.years[year] {
		return fmt.Errorf("%s: %d was already read from another file", file.name, year)
	}
	if im.norms.years == nil {
		im.norms = normsImport{map[therapistYear]*therapistServices{}, map[int]bool{}, map[int]string{}}
	}
	im.norms.years[year], im.norms.sources[year] = true, file.name
	report.Kind, report.Release = "services by provider", strconv.Itoa(year)
	records := csv.NewReader(in)
	records.ReuseRecord = true
	header, err := records.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", file.name, err)
	}
	at := make([]int, len(pufColumns))
	for i, name := range pufColumns {
		if at[i] = slices.IndexFunc(header, func(h string) bool { return strings.TrimPrefix(h, string(byteOrderMark)) == name }); at[i] < 0 {
			return fmt.Errorf("%s:1: no column %s; give the file by provider and service as CMS publishes it", file.name, name)
		}
	}
	for {
		record, err := records.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		report.Rows++
		cell := func(i int) string { return strings.TrimSpace(record[at[i]]) }
		if cell(4) != otInPrivatePractice || cell(1) != "I" || cell(3) != "US" || !isState(cell(2)) {
			continue
		}
		if !im.codes[cell(5)] {
			report.OtherCodes++
			continue
		}
		if err := im.norms.add(year, cell); err != nil {
			line, _ := records.FieldPos(0)
			return fmt.Errorf("%s:%d: %w", file.name, line, err)
		}
		report.Kept++
	}
	if report.Kept == 0 {
		return fmt.Errorf("%s: not one row of an %s with a code of the code table", file.name, otInPrivatePractice)
	}
	return nil
}

// add takes one row in. A therapist has a row for each place of service.
func (n *normsImport) add(year int, cell func(int) string) error {
	units, err := strconv.ParseFloat(cell(6), 64)
	if err != nil || units < 0 || units > 1e9 {
		return fmt.Errorf("column %s: %q is not a number of services", pufColumns[6], cell(6))
	}
	key := therapistYear{strings.Clone(cell(0)), year}
	t := n.therapists[key]
	if t == nil {
		t = &therapistServices{state: strings.Clone(cell(2)), byCode: map[string]*services{}}
		n.therapists[key] = t
	}
	s := t.byCode[cell(5)]
	if s == nil {
		s = &services{}
		t.byCode[strings.Clone(cell(5))] = s
	}
	s.units += units
	days, err := strconv.ParseFloat(cell(7), 64)
	switch {
	case cell(7) == "": // left out by CMS
		s.part = true
	case err != nil || days < 0 || days > 1e9:
		return fmt.Errorf("column %s: %q is not a number of days", pufColumns[7], cell(7))
	}
	s.days += days
	return nil
}

// buildNorms makes the distributions by state and year. Years of which no file was given stay as they are.
func (im *importer) buildNorms() (content []byte, carried int, err error) {
	if im.norms.years == nil {
		return nil, 0, nil
	}
	var rows []normRow
	for _, r := range baseRows[normRow](im.base, "peer_norms") {
		if !im.norms.years[int(r.Year)] {
			rows = append(rows, r)
			carried++
		}
	}
	type stateYear struct {
		state string
		year  int
	}
	groups := map[stateYear][]*therapistServices{}
	for key, t := range im.norms.therapists {
		groups[stateYear{t.state, key.year}] = append(groups[stateYear{t.state, key.year}], t)
	}
	for key, group := range groups {
		for measure, values := range im.measured(group) {
			if len(values) < leastNormTherapists {
				continue
			}
			median, deviation := spreadOf(values)
			rows = append(rows, normRow{State: required(key.state), Year: count(key.year), Measure: required(measure.measure), Code: required(measure.code),
				Therapists: count(len(values)), Median: median, Deviation: deviation,
				Source: required("CMS Medicare Physician & Other Practitioners, by provider and service (" + im.norms.sources[key.year] + ")"), Verified: Published})
		}
	}
	if len(rows) == 0 {
		return nil, 0, fmt.Errorf("no state has %d occupational therapists in these files: no norm can be made", leastNormTherapists)
	}
	slices.SortFunc(rows, func(a, b normRow) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Code, b.Code))
	})
	content, err = tableBytes(rows)
	return content, carried, err
}

// measured gives the values of each measure, one a therapist. A share counts all therapists with treatments, those without the code
// as 0, if enough of them bill it at all.
func (im *importer) measured(group []*therapistServices) map[normKey][]float64 {
	values := map[normKey][]float64{}
	billing := map[string]int{}
	var treating []*therapistServices
	totals := map[*therapistServices]float64{}
	for _, t := range group {
		evaluations, high := 0.0, 0.0
		for code, s := range t.byCode {
			switch kind := im.kindOf(code); {
			case code == "97165" || code == "97166" || code == "97167":
				evaluations += s.units
				if code == "97167" {
					high = s.units
				}
			case kind != "evaluation" && kind != "reporting" && s.units > 0:
				totals[t] += s.units
				billing[code]++
				if s.days > 0 && !s.part {
					key := normKey{measure: UnitsPerDay, code: code}
					values[key] = append(values[key], s.units/s.days)
				}
			}
		}
		if totals[t] > 0 {
			treating = append(treating, t)
		}
		if evaluations > 0 {
			key := normKey{measure: HighEvaluation, code: "97167"}
			values[key] = append(values[key], high/evaluations)
		}
	}
	for code, therapists := range billing {
		if therapists < leastNormTherapists {
			continue
		}
		for _, t := range treating {
			share := 0.0
			if s := t.byCode[code]; s != nil {
				share = s.units / totals[t]
			}
			key := normKey{measure: CodeShare, code: code}
			values[key] = append(values[key], share)
		}
	}
	return values
}

func (im *importer) kindOf(code string) string {
	for _, info := range im.base.codes.ever(code) {
		return info.Kind
	}
	return ""
}

// spreadOf gives the median and the median absolute deviation, to four decimals.
func spreadOf(values []float64) (median, deviation tenThousandths) {
	middle := func(list []float64) float64 {
		slices.Sort(list)
		return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
	}
	m := middle(values)
	away := make([]float64, len(values))
	for i, v := range values {
		away[i] = math.Abs(v - m)
	}
	return tenThousandths(math.Round(m * 10000)), tenThousandths(math.Round(middle(away) * 10000))
}
