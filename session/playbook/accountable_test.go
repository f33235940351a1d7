package playbook

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWhoMayAnswerIsReadAsNames(t *testing.T) {
	p, faults := Parse([]byte("name: x\naccountable: [Eve, noor]\n"), time.Now())
	if len(faults) > 0 || !slices.Equal(p.Accountable, []string{"eve", "noor"}) {
		t.Errorf("%v %v", p.Accountable, faults)
	}
	p, faults = Parse([]byte("name: x\naccountable:\n  - eve\n  - the board\n"), time.Now())
	if len(faults) != 1 || faults[0].Line != 4 || !strings.Contains(faults[0].Text, "a space can't be in a name") || !slices.Equal(p.Accountable, []string{"eve"}) {
		t.Errorf("%v %v", p.Accountable, faults)
	}
}
