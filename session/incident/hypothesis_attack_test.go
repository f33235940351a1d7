package incident

import "testing"

func TestWhichWordsAreTechniques(t *testing.T) {
	for word, want := range map[string]string{ // "": text; "refused": meant, and wrong
		"T1552": "T1552", "t1552.001": "T1552.001", "TA0006": "TA0006", "ta0040": "TA0040",
		"T155": "refused", "T15520": "refused", "T1552.": "refused", "T1552.1": "refused", "T1552.0011": "refused",
		"TA0012": "refused", "TA0041": "refused", "TA00061": "refused", "TA0006.001": "refused",
		"T1": "", "TA": "", "T": "", "": "", "token": "", "TA1B": "", "T1000x": "", "X1552": "",
	} {
		got := ""
		if looksLikeTechnique(word) {
			got = "refused"
			if ids, err := checkTechniques([]string{word}); err == nil {
				got = ids[0]
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", word, got, want)
		}
	}
	if len(tactics) != 14 || Tactic("TA0006") != "Credential Access" || Tactic("T1552") != "" {
		t.Errorf("the tactics for enterprises are fourteen, not %d: %v", len(tactics), tactics)
	}
}
