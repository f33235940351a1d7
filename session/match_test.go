package session

import (
	"testing"

	"warroom/session/incident"
)

func TestASearchFindsEveryWordInWhatAListTells(t *testing.T) {
	s := Summary{
		ID: "INC-7", Title: "Vault read", Severity: incident.SEV1, System: incident.SystemDegraded, Manager: "ana",
		Kinds: incident.KindData | incident.KindLostDevice, Systems: []string{"payments-api"}, Drill: true,
	}
	for text, found := range map[string]bool{
		"": true, "  ": true, "inc-7": true, "VAULT": true, "vault ana": true, "vault raj": false, "sev1": true, "critical": true, "major": false,
		"data": true, "lost-device": true, "ransom": false, "payments": true, "degraded": true, "drill": true, "read\nana": true, "triage": false,
	} {
		if ParseSearch(text).Matches(s) != found {
			t.Errorf("%q finds it: %t", text, !found)
		}
	}
	if q := ParseSearch("Inc-7"); !q.IsID("INC-7") || q.IsID("INC-77") || ParseSearch("inc-7 ana").IsID("INC-7") {
		t.Error("one ID alone is that of an incident")
	}
}
