package incident

import (
	"strings"
	"testing"
	"unicode"
)

// TestARefusalRepeatsLittleOfWhatWasTyped asks for every verb with long words,
// wherever one can stand, and with bytes that drive a terminal.
func TestARefusalRepeatsLittleOfWhatWasTyped(t *testing.T) {
	long := strings.Repeat("x", 3000)
	s, asked := roomFor(actor{}, false), 0
	ask := Ask{By: Person{Name: "ana", Rank: RankManager, Key: "SHA256:ana"}, At: noon, Others: openIncident, Opens: "INC-2"}
	for _, name := range append(verbNames(), long, "\x1b]0;"+long) {
		for _, args := range []string{
			"% %", "@% %", "#% %", "P1 %", "P% %", "A1 %", "A% %", "D1 %", "H1 % %", "T% %", "INC-3 %", "INC-% %", "@kim %", "@kim @%",
			"C=%", "1 %", "-% %", "9:% %", "closed @%", "triage % %", "% leave", "% suspect %", "RTO %: % -> %", "--by @% %", "until %", "payments-api %",
		} {
			line := name + " " + strings.ReplaceAll(args, "%", "\x1b[31m"+long)
			c, err := ParseVerb(line[:min(len(line), MaxLine)])
			if err == nil {
				_, err = Decide(s, ask, c)
			}
			if err == nil {
				continue
			}
			asked++
			why := err.Error()
			if len(why) > 1000 || strings.Contains(why, strings.Repeat("x", maxShown+1)) || strings.ContainsFunc(why, unicode.IsControl) {
				t.Errorf("/%.20s %s: refused in %d bytes: %.200q", name, args, len(why), why)
			}
		}
	}
	if asked < 500 {
		t.Errorf("only %d were refused", asked)
	}
}
