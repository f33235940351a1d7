package incident

import "testing"

func TestWhichWordsAreTechniques(t *testing.T) {
	for word, want := range map[string]string{ // "": text; "refused": meant, and wrong
		"T1552": "T1552", "t1552.001": "T1552.001", "TA0006": "TA0006", "ta0040": "TA0040",
		"attack.t1566.001": "T1566.001", "attack.T1566": "T1566", "attack.initial-access": "TA0001", "attack.command_and_control": "TA0011", "T1566/001": "T1566.001", "(T1566.001)": "T1566.001",
		"[T1566]": "T1566", "T1566,": "T1566", "https://attack.mitre.org/techniques/T1566/001/": "T1566.001", "https://attack.mitre.org/tactics/TA0001/": "TA0001", "T1552.": "T1552",
		"T1566.999": "refused", "T1566.000": "refused", "T1566.005": "refused", "T9999": "refused", "T9999.001": "refused", "T1190.001": "refused", "T1566.999!": "T1566.999", "t0801!": "T0801", "T156!": "refused",
		"attack.execution.x": "", "attack.mitre.org": "", "attack": "", "ATTACK.txt": "", "T1681": "T1681", "T1001.003": "T1001.003", "T1003.008": "T1003.008", "T1027.017": "T1027.017",
		"T155": "refused", "T15520": "refused", "T1552.1": "refused", "T1552.0011": "refused",
		"TA0012": "refused", "TA0041": "refused", "TA00061": "refused", "TA0006.001": "refused",
		"T1": "", "TA": "", "T": "", "": "", "token": "", "TA1B": "", "T1000x": "", "X1552": "",
	} {
		got := ""
		if id, named := namedTechnique(word); named {
			got = "refused"
			if ids, err := checkTechniques([]string{id}); err == nil {
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
