package audit

// Notice is what the importers have to say about the reading of a file; the run makes a finding of it, with severity,
// name and citation of the import rule (I001 …) it names.
type Notice struct {
	Rule     string
	Cell     Ref
	Field    string
	Original string
	Message  string
	Severity Severity // 0 means the rule's own
	Related  []Ref
	Action   string
}

func noticeFindings(cfg *Config) []Finding {
	rules := map[string]*Rule{}
	for _, r := range cfg.Rules {
		rules[r.ID] = r
	}
	findings := make([]Finding, 0, len(cfg.Notices))
	for _, n := range cfg.Notices {
		r := rules[n.Rule]
		if r == nil {
			continue
		}
		f := Finding{Rule: r.ID, Name: r.Name, Severity: r.Severity, Scope: r.Scope, Cell: n.Cell, Field: n.Field,
			Original: n.Original, Message: n.Message, Related: n.Related, Action: n.Action, Status: "open"}
		if n.Severity != 0 {
			f.Severity = n.Severity
		}
		for _, c := range r.Cites {
			f.Cites = append(f.Cites, c.String())
		}
		findings = append(findings, f)
	}
	return findings
}
