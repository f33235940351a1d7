package incident

import (
	"slices"
	"strings"
)

// maxTechniques bounds the techniques of one hypothesis.
const maxTechniques = 20

// tactics maps the IDs of MITRE ATT&CK for Enterprise to their names.
var tactics = map[string]string{
	"TA0043": "Reconnaissance",
	"TA0042": "Resource Development",
	"TA0001": "Initial Access",
	"TA0002": "Execution",
	"TA0003": "Persistence",
	"TA0004": "Privilege Escalation",
	"TA0005": "Defense Evasion",
	"TA0006": "Credential Access",
	"TA0007": "Discovery",
	"TA0008": "Lateral Movement",
	"TA0009": "Collection",
	"TA0011": "Command and Control",
	"TA0010": "Exfiltration",
	"TA0040": "Impact",
}

// Tactic returns the name of an ATT&CK tactic by its ID, as "TA0006"; "" if
// there is none.
func Tactic(id string) string { return tactics[id] }

// looksLikeTechnique reports whether a word was meant as an ATT&CK ID, well
// formed or not: T or TA, then three digits or more, with dots among them.
func looksLikeTechnique(s string) bool {
	upper := strings.ToUpper(s)
	digits, isTechnique := strings.CutPrefix(upper, "T")
	digits = strings.TrimPrefix(digits, "A")
	return isTechnique && startsLike(digits, "000") && strings.Trim(digits, "0123456789.") == ""
}

// checkTechniques returns the IDs in upper case, each once. It checks only the
// shape of a technique, since new ones come out twice a year, but the number of
// a tactic.
func checkTechniques(ids []string) ([]string, error) {
	if len(ids) > maxTechniques {
		return nil, refuse("%d techniques are too many: name at most %d, the likeliest", len(ids), maxTechniques)
	}
	var checked []string
	for _, id := range ids {
		upper := strings.ToUpper(id)
		switch {
		case strings.HasPrefix(upper, "TA") && tactics[upper] == "":
			return nil, refuse("%q isn't an ATT&CK tactic for enterprises: use TA0001 to TA0011, TA0040, TA0042 and TA0043", quote(id))
		case tactics[upper] == "" && !isTechnique(upper):
			return nil, refuse("%q isn't an ATT&CK technique: write it as T1552 or T1552.001", quote(id))
		case !slices.Contains(checked, upper):
			checked = append(checked, upper)
		}
	}
	return checked, nil
}

// isTechnique reports whether an ID in upper case has the shape of T1552 or
// T1552.001.
func isTechnique(id string) bool {
	return startsLike(id, "T0000") && len(id) == len("T0000") || startsLike(id, "T0000.000") && len(id) == len("T0000.000")
}
