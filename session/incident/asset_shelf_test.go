package incident

import (
	"maps"
	"strings"
	"testing"
	"time"
)

// TestAFullShelfTakesNothingMore: all of it is in memory.
func TestAFullShelfTakesNothingMore(t *testing.T) {
	s := working()
	one := NameAsset{Value: "198.51.100.7", IOC: true}
	for name, c := range map[string]Command{"one": one, "a list": ImportAssets{From: "csv", Items: []NameAsset{one}}} {
		if _, err := Decide(s, Ask{By: kim, At: noon}, c); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		full := *s
		full.Affected.stocks = map[string]stock{"lee": {bytes: maxShelf - 3}}
		if _, err := Decide(&full, Ask{By: kim, At: noon}, c); err == nil || !strings.Contains(err.Error(), "the shelf is full") {
			t.Errorf("%s on a full shelf: %v", name, err)
		}
	}
	s = goneOn(s, assetNamed{Value: "198.51.100.7", Why: "seen"})
	if got, want := s.Affected.stocks, (map[string]stock{"zoe": {1, len("198.51.100.7seen")}}); !maps.Equal(got, want) {
		t.Errorf("%v are counted", got)
	}
}

// TestNobodyIsAdmittedOut: an end to the stay of someone who is in may put out a
// key of rank manager, where its rank is not on record.
func TestNobodyIsAdmittedOut(t *testing.T) {
	s := goneOn(working(), personAdmitted{Who: "noor"})
	soon := endIn(time.Minute)
	guest := Person{Name: "gil", Rank: RankManager, Only: s.ID, Key: "SHA256:gil"}
	for _, by := range []Person{{Name: "ana", Rank: RankResponder, Key: "SHA256:ana"}, guest} {
		_, err := Decide(s, Ask{By: by, At: noon}, admitPerson{Who: named("noor"), Until: soon})
		if err == nil || !strings.Contains(err.Error(), "can set an end to their stay") {
			t.Errorf("%s of rank %s ends the stay of noor: %v", by.Name, by.Rank, err)
		}
	}
	if _, err := Decide(s, Ask{By: Person{Name: "raj", Rank: RankManager, Key: "SHA256:raj"}, At: noon}, admitPerson{Who: named("noor"), Until: soon}); err != nil {
		t.Errorf("a key of rank manager: %v", err)
	}
	if _, err := Decide(s, Ask{By: guest, At: noon}, admitPerson{Who: named("zoe"), Until: soon}); err != nil {
		t.Errorf("someone who isn't in: %v", err)
	}
}
