package disk

import "testing"

func TestAKillIsReadFromAProcessesStatus(t *testing.T) {
	for status, want := range map[string]bool{
		"Name:\twarroom\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000000000\nSigBlk:\t0000000000000100\n": false,
		"SigPnd:\t0000000000000100\nShdPnd:\t0000000000000000\n":                                            true,
		"SigPnd:\t0000000000000000\nShdPnd:\t0000000000004100\n":                                            true,
		"SigPnd:\t0000000000400000\nShdPnd:\t0000000000000000\n":                                            false,
		"": false,
	} {
		if pendingKill(status) != want {
			t.Errorf("%q: %v", status, !want)
		}
	}
}
