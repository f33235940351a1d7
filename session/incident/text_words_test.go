package incident

import (
	"testing"
	"time"
)

func TestWordsHaveNoTagsAndNoSigns(t *testing.T) {
	for line, want := range map[string]string{
		"#12 14:31Z TLP:AMBER+STRICT":             "entry 12 14:31 UTC TLP amber strict",
		"SEV3 → SEV1: integrity low?":             "SEV3 to SEV1: integrity low, a guess",
		"H1 stolen token 70% [corrected]":         "H1 stolen token 70 percent corrected",
		"IOC ipv4 192[.]0[.]2[.]7 [logged 14:29]": "IOC ipv4 192[.]0[.]2[.]7 logged 14:29",
		"how low? C#7 is a language, 100%ly":      "how low, a guess C#7 is a language, 100 percently",
		"2026-03-04 14:31Z, host a-b, v1.2.3":     "2026-03-04 14:31 UTC, host a-b, v1.2.3",
	} {
		if got := InWords(line); got != want {
			t.Errorf("%q in words is %q, want %q", line, got, want)
		}
	}
}

func TestAnEntryInWordsSaysAllThatItsTagsSay(t *testing.T) {
	s, now := script(t, "ana /sev 1 secrets read", "ana /fact -20m first read of the vault", "ana /correct 3 first read of the vault by the token", "ana image hashed",
		"ana /note @kim the vault was read again", "ana /correct 6 at 13:50", "ana /finding the token leaked", "ana /correct 8 at 13:55", "ana /fact it ended", "ana /strike 10 it went on")
	for seq, want := range map[uint64]string{
		2:  "entry 2, 14:02 UTC, severity set by ana: SEV3 to SEV1: secrets read",
		3:  "entry 3, 13:43 UTC, fact added by ana, corrected by ana, entry 4, logged at 14:03 UTC: first read of the vault by the token",
		5:  "entry 5, 14:05 UTC, said by ana: image hashed",
		6:  "entry 6, 13:50 UTC, note added by ana, time was 14:06 UTC, logged at 14:06 UTC: @kim the vault was read again",
		10: "entry 10, 14:10 UTC, fact added by ana, STRUCK by ana, entry 11: it ended",
	} {
		if got := s.Entry(seq).Words(now, time.UTC); got != want {
			t.Errorf("entry %d in words is\n%s\nwant\n%s", seq, got, want)
		}
	}
}
