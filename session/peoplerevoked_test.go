package session

import (
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

// printOf is a whole fingerprint.
func printOf(letter string) string { return "SHA256:" + strings.Repeat(letter, 42) + "A" }

func TestOfWhoWasPutOutOnlyKeysEnrolledOrRestoredSinceCount(t *testing.T) {
	log := memory.Open()
	p := openPeople(t, log)
	file, enrolled, fresh := printOf("f"), printOf("e"), printOf("n")
	enrol(t, p, "kim", strings.TrimPrefix(enrolled, "SHA256:"))
	if p.Revoked("kim", file) {
		t.Fatal("a key of the keys file is out before anyone put it out")
	}
	if err := p.Revoke(t.Context(), "Kim", "ana", "stolen laptop"); err != nil {
		t.Fatal(err)
	}
	enrol(t, p, "kim", strings.TrimPrefix(fresh, "SHA256:"))
	check := func(when string, out ...string) {
		t.Helper()
		again := openPeople(t, log) // and after a restart
		for _, p := range []*People{p, again} {
			for _, key := range []string{file, enrolled, fresh} {
				if p.Revoked("kim", key) != slices.Contains(out, key) {
					t.Errorf("%s: %s is out: %v", when, key, p.Revoked("kim", key))
				}
			}
		}
	}
	check("with a new key", file, enrolled)
	if p.Revoked("lee", file) {
		t.Error("another's name is shut with kim's")
	}
	if err := p.Restore(t.Context(), "kim", file, "ana"); err != nil {
		t.Fatal(err)
	}
	check("one restored", enrolled)
	if err := p.Restore(t.Context(), "kim", enrolled, "ana"); err != nil {
		t.Fatal(err)
	}
	check("both restored")
	if e, ok := p.Lookup(enrolled); !ok || e.Rank != incident.RankResponder {
		t.Errorf("an enrolled key comes back as %+v, %v", e, ok)
	}
	if err := p.Revoke(t.Context(), "kim", "ana", ""); err != nil {
		t.Fatal(err)
	}
	check("put out again", file, enrolled, fresh)
	if err := p.Revoke(t.Context(), fresh, "ana", ""); err != nil {
		t.Fatal(err)
	}
	if err := p.Restore(t.Context(), "kim", fresh, "ana"); err != nil {
		t.Fatal(err)
	}
	check("the key revoked by itself, and restored", file, enrolled)
}

func TestWhatIsNotPutOutIsNotRestored(t *testing.T) {
	p := openPeople(t, memory.Open())
	enrol(t, p, "lee", strings.TrimPrefix(printOf("l"), "SHA256:"))
	if err := p.Revoke(t.Context(), printOf("l"), "ana", ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"kim", printOf("k")},            // never put out
		{"kim", printOf("l")},            // another's
		{"lee", "SHA256:short"},          // no fingerprint
		{"lee", "SHA256:"},               //
		{"", printOf("l")},               // nobody
		{"lee", printOf("l")[7:]},        // without its beginning
		{"lee", "SHA256:" + printOf("")}, //
	} {
		if err := p.Restore(t.Context(), c[0], c[1], "ana"); !refused(err) {
			t.Errorf("%q: %v", c, err)
		}
	}
}

func TestAStreamOfBeforeShutsOlderKeysToo(t *testing.T) {
	log := memory.Open()
	for i, payload := range []string{
		`{"kind":"person-revoked","by":"ana","body":{"name":"kim","why":""}}`,
		`{"kind":"key-enrolled","by":"ana","body":{"name":"kim","rank":"responder","key":"ssh-ed25519 AAAA","fingerprint":"SHA256:new","by":"ana","how":"warroom user"}}`,
	} {
		if _, err := log.Append(t.Context(), "people", uint64(i), store.Draft{At: time.Now(), Payload: []byte(payload)}); err != nil {
			t.Fatal(err)
		}
	}
	p := openPeople(t, log)
	if p.Revoked("kim", "SHA256:new") || !p.Revoked("kim", "SHA256:old") {
		t.Error("the old key counts, or the new one doesn't")
	}
	if all := p.RevokedPeople(); len(all) != 1 || !slices.Equal(all[0].Readmitted, []string{"SHA256:new"}) {
		t.Errorf("%+v", all)
	}
}
