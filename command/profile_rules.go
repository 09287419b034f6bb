package command

import (
	"fmt"
	"strings"

	"otaudit/audit"
	"otaudit/importers"
	"otaudit/importers/profile"
	"otaudit/rules"
	"otaudit/rules/refdata"
)

// profileFlags are the flags that name profiles.
type profileFlags struct {
	file   string // --profile
	folder string // --profiles
}

// load reads the profiles into the import options.
func (f profileFlags) load(o *importers.Options) (err error) {
	if f.file != "" {
		if o.Profile, err = importers.ReadProfile(f.file); err != nil {
			return ofFlag("profile", err)
		}
	}
	if f.folder != "" {
		if o.Profiles, err = importers.ReadProfiles(f.folder); err != nil {
			return ofFlag("profiles", err)
		}
	}
	return nil
}

// profileFacts is what the profiles in use say of the run as a whole. Profiles that contradict each other are an error.
type profileFacts struct {
	setting, claimType       string
	signatureDays, noteWords int
	minimumMinutes           map[string]int
	authorizations           map[string][]rules.Authorization // by patient
}

// said is a fact and the profile that states it.
type said struct {
	value string
	by    *profile.Profile
}

func gatherFacts(profiles []*profile.Profile) (profileFacts, error) {
	var facts profileFacts
	first := map[string]said{}
	for _, p := range profiles {
		for _, fact := range []struct{ key, value string }{
			{"setting", p.Setting}, {"claim_type", p.ClaimType},
			{"signature_days", nonZero(p.SignatureDays)}, {"note_words", nonZero(p.NoteWords)}, {"minimum_minutes", minimumText(p)},
		} {
			if fact.value == "" {
				continue
			}
			if other, ok := first[fact.key]; ok && other.value != fact.value {
				return facts, profileProblem(p, p.Line(fact.key), "%s: %s, but the profile %q in use beside it says %s",
					fact.key, fact.value, other.by.Name, other.value)
			}
			first[fact.key] = said{fact.value, p}
		}
		facts.setting, facts.claimType = orElse(p.Setting, facts.setting), orElse(p.ClaimType, facts.claimType)
		if p.MinimumMinutes != nil {
			facts.minimumMinutes = p.MinimumMinutes
		}
		for _, a := range p.Authorizations {
			if facts.authorizations == nil {
				facts.authorizations = map[string][]rules.Authorization{}
			}
			facts.authorizations[a.Patient] = append(facts.authorizations[a.Patient],
				rules.Authorization{Payer: a.Payer, Disciplines: a.Disciplines, Visits: a.Visits, In: a.In})
		}
		facts.signatureDays, facts.noteWords = max(facts.signatureDays, p.SignatureDays), max(facts.noteWords, p.NoteWords)
	}
	return facts, nil
}

// minimumText gives the minutes that a profile states for 97545; empty if it states none.
func minimumText(p *profile.Profile) string { return nonZero(p.MinimumMinutes["97545"]) }

func nonZero(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func orElse(text, other string) string {
	if text != "" {
		return text
	}
	return other
}

func profileProblem(p *profile.Profile, line int, format string, args ...any) error {
	return &profile.ProfileError{Path: orElse(p.Path, p.Name), Line: max(line, 1), What: fmt.Sprintf(format, args...)}
}

// apply completes the options of the rules.
func (f profileFacts) apply(o *rules.Options) {
	o.SignatureDays, o.NoteWords, o.Institutional = f.signatureDays, f.noteWords, f.claimType == "institutional"
	o.MinimumMinutes, o.Authorizations = f.minimumMinutes, f.authorizations
}

// overridePayers gives the payer book what the profiles say of payers.
func overridePayers(book *refdata.PayerBook, classes []string, profiles []*profile.Profile) error {
	byClass := map[string]refdata.PayerOverride{}
	for _, p := range profiles {
		for _, t := range p.Payers {
			o := overrideOf(t)
			o.Class = t.Class
			if err := book.Override(t.Name, o); err != nil {
				return profileProblem(p, t.Line, "payers: %s", err)
			}
		}
		for _, t := range p.PayerClasses {
			o := overrideOf(t)
			o.Downstream = o.Downstream || byClass[t.Name].Downstream
			byClass[t.Name] = o
			if err := book.OverrideClass(t.Name, o); err != nil {
				return profileProblem(p, t.Line, "payer_classes: %s", err)
			}
		}
		if !p.Downstream {
			continue
		}
		for _, class := range classes {
			o := byClass[class]
			o.Downstream = true
			byClass[class] = o
			if err := book.OverrideClass(class, o); err != nil {
				return profileProblem(p, p.Line("therapy_modifier"), "therapy_modifier: %s", err)
			}
		}
	}
	return nil
}

func overrideOf(t profile.PayerTerms) refdata.PayerOverride {
	var limits *audit.DayLimits
	if t.Limits.Combined != (audit.DayLimit{}) || len(t.Limits.By) > 0 {
		limits = &t.Limits
	}
	return refdata.PayerOverride{Limits: limits, UnitRule: t.UnitRule, DisciplineModifier: t.DisciplineModifier, AssistantModifier: t.AssistantModifier,
		KX: t.KX, MPPR: t.MPPR, NCCI: t.NCCI, MUE: t.MUE, MedicareStatus: t.MedicareStatus,
		CertificationDays: t.CertificationDays, ReportEvery: t.ReportEvery, FilingDays: t.FilingDays, Downstream: t.Downstream}
}

// profileNames lists the profiles in use, for the manifest.
func profileNames(profiles []*profile.Profile) string {
	names := make([]string, len(profiles))
	for i, p := range profiles {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

// followProfiles takes over what the profiles in use say of the run. A setting given as a flag comes first.
func (r *auditRun) followProfiles() (err error) {
	if r.facts, err = gatherFacts(r.book.Profiles); err != nil {
		return err
	}
	if r.facts.setting != "" && !r.settingGiven {
		if r.settings, err = refdata.ParseSetting(r.facts.setting); err != nil {
			return err
		}
	}
	for _, p := range r.book.Profiles {
		r.con.note("read with the profile \"%s\"", p.Name)
	}
	return nil
}

// payerBook makes the payer book of the run.
func (r *auditRun) payerBook() (audit.PayerBook, error) {
	book, err := r.tables.Payers(r.options.Payer)
	if err != nil {
		return nil, err
	}
	return book, overridePayers(book, r.tables.PayerClasses(), r.book.Profiles)
}
