package incident

import (
	"strings"
	"testing"
)

func TestATitleThatBeginsWithASeverityIsAskedAbout(t *testing.T) {
	for title, asked := range map[string]bool{
		"sev 2 the vault is read": true, "SEV1: all is down": true, "severity 3 db down": true, "Sev2 db down": true,
		"several hosts call out": false, "sev": false, "sev 9 db down": false, "db down sev 2": false, "2 hosts are down": false,
	} {
		_, err := Decide(New("INC-1"), Ask{By: kim, At: noon}, Declare{Title: title})
		if is := err != nil && strings.Contains(err.Error(), "--sev"); is != asked || !asked && err != nil {
			t.Errorf("%q: %v", title, err)
		}
		if _, err := Decide(New("INC-1"), Ask{By: kim, At: noon}, Declare{Title: title, Severity: SEV2}); err != nil {
			t.Errorf("%q with a severity: %v", title, err)
		}
	}
}
