package session

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/store/memory"
)

func TestACodeIsShortEnoughToTypeAndNotStored(t *testing.T) {
	log := memory.Open()
	p := openPeople(t, log)
	code := invite(t, p, Invite{Name: "kim", Rank: incident.RankObserver})
	if !regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$`).MatchString(code) {
		t.Errorf("%q", code)
	}
	records, err := log.Read(t.Context(), "people", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if strings.Contains(string(r.Payload), code[:4]) {
			t.Errorf("the code is stored: %s", r.Payload)
		}
	}
	if again := invite(t, p, Invite{Rank: incident.RankObserver}); again == code {
		t.Error("two invites have one code")
	}
}

func TestACodeCountsHoweverItIsTyped(t *testing.T) {
	p := openPeople(t, memory.Open())
	for n, typed := range []func(string) string{
		strings.ToLower,
		func(s string) string { return strings.ReplaceAll(s, "-", "") },
		func(s string) string { return " " + strings.ReplaceAll(s, "-", " ") + "\r\n" },
		func(s string) string { return strings.ReplaceAll(s, "0", "O") },
		func(s string) string { return strings.ReplaceAll(s, "0", "o") },
		func(s string) string { return strings.ReplaceAll(s, "1", "I") },
		func(s string) string { return strings.ReplaceAll(s, "1", "l") },
	} {
		code := invite(t, p, Invite{Name: "kim", Rank: incident.RankObserver})
		name := "k" + string(rune('a'+n))
		if e, err := p.Redeem(t.Context(), typed(code), Newcomer{Name: "whoever", Key: "k", Fingerprint: "SHA256:" + name}); err != nil || e.Name != "kim" {
			t.Errorf("%q: %+v, %v", typed(code), e, err)
		}
	}
	code := invite(t, p, Invite{Rank: incident.RankObserver})
	for _, wrong := range []string{"", code[:13], code + "0", strings.Repeat("0", 12), strings.Repeat("é", 6), strings.Repeat("x", 1<<20)} {
		if _, err := p.Redeem(t.Context(), wrong, Newcomer{Name: "zed", Key: "k", Fingerprint: "SHA256:zed"}); !refused(err) {
			t.Errorf("%.20q: %v", wrong, err)
		}
	}
}

// TestACodeOfAnOlderProgramStillOpens reads a record as it was written before
// codes were short.
func TestACodeOfAnOlderProgramStillOpens(t *testing.T) {
	p := openPeople(t, memory.Open())
	code := "lusab-babad-gutih-tugad-mudof-sakat-bikov-lapug"
	old := invited{Sum: oldCodeSum(code), Name: "kim", Rank: "responder", Until: time.Now().Add(time.Hour)}
	if text, err := json.Marshal(old); err != nil || strings.Contains(string(text), "salt") {
		t.Fatalf("%s, %v", text, err)
	}
	if err := p.write(t.Context(), "ana", func(*peopleState) ([]peopleFact, error) { return []peopleFact{old}, nil }); err != nil {
		t.Fatal(err)
	}
	fresh := invite(t, p, Invite{Name: "lee", Rank: incident.RankObserver})
	for typed, want := range map[string]string{strings.ToUpper(strings.ReplaceAll(code, "-", " ")): "kim", fresh: "lee"} {
		if e, err := p.Redeem(t.Context(), typed, Newcomer{Name: "whoever", Key: "k", Fingerprint: "SHA256:" + want}); err != nil || e.Name != want {
			t.Errorf("%s: %+v, %v", typed, e, err)
		}
	}
}

// TestWhatIsStoredOfACodeIsSlowToTry: whoever has a copy of the record tries codes
// without a door.
func TestWhatIsStoredOfACodeIsSlowToTry(t *testing.T) {
	p := openPeople(t, memory.Open())
	codes := []string{invite(t, p, Invite{Rank: incident.RankObserver}), invite(t, p, Invite{Rank: incident.RankObserver})}
	if salts := p.openSalts(); len(salts) != 1 || len(salts[0]) != 32 {
		t.Errorf("a guess costs a sum for each of %q", salts)
	}
	for n, i := range p.Invites() {
		if i.sum == oldCodeSum(codes[n]) || i.sum != codeSum(codes[n], i.salt) || i.sum == codeSum(codes[n], i.salt+"0") {
			t.Errorf("%+v", i)
		}
	}
	other := openPeople(t, memory.Open())
	invite(t, other, Invite{Rank: incident.RankObserver})
	if slices.Equal(other.openSalts(), p.openSalts()) {
		t.Error("two houses have one salt")
	}
}

func TestInvitesAreFewAndEnd(t *testing.T) {
	p := openPeople(t, memory.Open())
	if _, err := p.Invite(t.Context(), Invite{Rank: incident.RankObserver, By: "ana", Until: time.Now().Add(31 * 24 * time.Hour)}); !refused(err) {
		t.Errorf("an invite of 31 days: %v", err)
	}
	err := p.write(t.Context(), "ana", func(*peopleState) ([]peopleFact, error) {
		var many []peopleFact
		for range maxInvites {
			many = append(many, invited{Sum: "x", Salt: "s", Rank: "observer", Until: time.Now().Add(time.Hour)})
		}
		return many, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Invite(t.Context(), Invite{Rank: incident.RankObserver, By: "ana"}); !refused(err) {
		t.Errorf("one more: %v", err)
	}
}

// TestNobodyIsNamedLikeAnIncident: an invite without a name leaves the name to who
// comes.
func TestNobodyIsNamedLikeAnIncident(t *testing.T) {
	p := openPeople(t, memory.Open())
	code := invite(t, p, Invite{Rank: incident.RankObserver})
	for _, name := range []string{"INC-7", "inc-7", "lnc-7", "inc_1", "INC7", "7", "007", "0-7", "security-officer", "manager", "deputy", "observer", "all", "warroom"} {
		if e, err := p.Redeem(context.Background(), code, Newcomer{Name: name, Key: "k", Fingerprint: "SHA256:k"}); !refused(err) {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
		if _, err := p.Invite(t.Context(), Invite{Name: strings.ToLower(name), Rank: incident.RankObserver, By: "ana"}); !refused(err) {
			t.Errorf("invited as %s: %v", name, err)
		}
		if err := p.Enrol(t.Context(), enrolment(strings.ToLower(name), "k9")); !refused(err) {
			t.Errorf("enrolled as %s: %v", name, err)
		}
	}
	for _, name := range []string{"ince", "lincoln", "k7", "inc-kim", "mark7", "lois", "inc"} {
		code := invite(t, p, Invite{Rank: incident.RankObserver})
		if _, err := p.Redeem(context.Background(), code, Newcomer{Name: name, Key: "k", Fingerprint: "SHA256:" + name}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
