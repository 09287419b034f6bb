package claims

// FilingWords says a claim filing indicator (SBR09, CLP06) in the words with which logs name such a payer; empty for those that say
// nothing about the kind of payer. The codes are those of X12 code source 1032.
func FilingWords(code string) string { return filingWords[code] }

var filingWords = map[string]string{
	"MA": "Medicare Part A", "MB": "Medicare Part B", "16": "Medicare Advantage", "MC": "Medicaid", "CH": "TRICARE", "VA": "Veterans Affairs",
	"WC": "Workers Compensation", "BL": "Blue Cross Blue Shield", "CI": "Commercial insurance", "12": "PPO", "13": "POS", "14": "EPO", "HM": "HMO",
}
