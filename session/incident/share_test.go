package incident

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestOnePersonCantUseUpWhatAnIncidentHasRoomFor: whoever runs the bridge can,
// and what one responder may no longer, the next still may.
func TestOnePersonCantUseUpWhatAnIncidentHasRoomFor(t *testing.T) {
	raj := Person{Name: "raj", Rank: RankManager, Key: "SHA256:raj"}
	lee := Person{Name: "lee", Rank: RankResponder, Key: "SHA256:lee"}
	sheet := func(n int) Command { return affectSystem{Name: fmt.Sprintf("db-%d", n), Unlisted: true, Sure: true} }
	for _, c := range []struct {
		what string
		most int
		nth  func(n int) Command
	}{
		{"channels", maxChannels, func(n int) Command { return setTrust{Name: fmt.Sprintf("#c%d", n)} }},
		{"workstreams", maxStreams, func(n int) Command { return setStream{Name: fmt.Sprintf("s%d", n)} }},
		{"systems", maxSystems, sheet},
		{"open tasks", maxOpenTasks, func(n int) Command {
			return giveTask{To: personTo("kim"), Text: fmt.Sprintf("look at %d", n)}
		}},
		{"kept changes", maxKeptChanges, func(n int) Command {
			return keepChange{N: uint64(n) + 1, Owner: typedPerson{Name: "kim"}, Until: endIn(time.Hour)}
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := roomFor(actor{}, false)
			for n := s.Decisions.Changes.Len(); n <= maxKeptChanges; n++ {
				s = goneOn(s, changeMade{N: uint64(n) + 1, Text: "scaled it up"})
			}
			did := 0
			ask := func(by Person) error {
				events, err := Decide(s, Ask{By: by, At: noon}, c.nth(did))
				for _, e := range events {
					s = Fold(s, e)
				}
				if err == nil {
					did++
				}
				return err
			}
			until := func(by Person) (n int, err error) {
				for ; n <= c.most && err == nil; n++ {
					err = ask(by)
				}
				return n - 1, err
			}
			own := countBy(s.Affected.Systems, "kim", func(sys *System) string { return sys.By })
			n, err := until(kim)
			if c.what == "systems" {
				n += own // that the room has already
			}
			if n != c.most/4 || err == nil || !strings.Contains(err.Error(), "yours, which is the most for one person") {
				t.Errorf("kim alone: %d, then %v", n, err)
			}
			if err := ask(lee); err != nil {
				t.Error("lee too:", err)
			}
			if n, err := until(raj); n < c.most-c.most/4-3 || err == nil || strings.Contains(err.Error(), "yours") {
				t.Errorf("raj, who runs it: %d, then %v", n, err)
			}
		})
	}
}

// TestOnePersonCantFillTheShelf counts things and bytes, of single things and of
// lists.
func TestOnePersonCantFillTheShelf(t *testing.T) {
	one := NameAsset{Value: "198.51.100.7", IOC: true}
	for _, c := range []Command{one, ImportAssets{From: "csv", Items: []NameAsset{one}}} {
		for _, k := range []stock{{things: maxAssets / 4}, {bytes: maxShelf/4 - 3}} {
			s := roomFor(actor{}, false)
			s.Affected.stocks = map[string]stock{"kim": k}
			_, err := Decide(s, Ask{By: kim, At: noon}, c)
			if err == nil || !strings.Contains(err.Error(), "things on the shelf here are yours, which is the most") {
				t.Errorf("kim with %+v: %v", k, err)
			}
			for _, by := range []Person{{Name: "lee", Rank: RankResponder}, {Name: "kim", Rank: RankManager}} {
				if _, err := Decide(s, Ask{By: by, At: noon}, c); err != nil {
					t.Errorf("%s of rank %s: %v", by.Name, by.Rank, err)
				}
			}
		}
	}
}

// TestASettledListIsDecidedAsOneThatIsnt: its canonical forms are worked out
// beforehand, and nothing else.
func TestASettledListIsDecidedAsOneThatIsnt(t *testing.T) {
	s := roomFor(actor{}, false)
	c := ImportAssets{From: "csv", Items: []NameAsset{{Value: "hxxp://Evil[.]com/x", IOC: true, Why: " seen "}, {Value: "192.0.2[.]7", IOC: true, State: AssetCleared, Stated: true}, {Value: "bld-07"}}}
	settled, err := c.Settled()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Decide(s, Ask{By: kim, At: noon}, c)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decide(s, Ask{By: kim, At: noon}, settled); err != nil || !reflect.DeepEqual(got[0].Fact, plain[0].Fact) {
		t.Errorf("got %+v, %v, want %+v", got, err, plain[0].Fact)
	}
	for _, c := range []ImportAssets{{Items: []NameAsset{{Value: "x y z", IOC: true}}}, {Items: []NameAsset{{Value: "192.0.2.7", IOC: true, Why: "TLP:RED x"}}}} {
		if settled, err := c.Settled(); err == nil {
			if _, err := Decide(s, Ask{By: kim, At: noon}, settled); err == nil {
				t.Errorf("%+v is taken once it is settled", c)
			}
		}
	}
}
