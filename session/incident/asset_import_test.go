package incident

import (
	"fmt"
	"strings"
	"testing"
)

// TestAListComesOntoTheShelfInOneEntry checks that each thing comes once, and that
// what was known stays as it was.
func TestAListComesOntoTheShelfInOneEntry(t *testing.T) {
	s := goneOn(roomFor(actor{}, false), assetNamed{Type: AssetDomain, Value: "evil.com", IOC: true, State: AssetCleared})
	list := []NameAsset{
		{Value: "hxxp://Evil[.]com/x", IOC: true}, {Value: "evil[.]com", IOC: true, State: AssetCompromised},
		{Value: "192.0.2.7", IOC: true}, {Value: "192.0.2[.]7", IOC: true},
	}
	events, err := Decide(s, Ask{By: kim, At: noon}, ImportAssets{From: "csv", Items: list})
	if err != nil || len(events) != 1 {
		t.Fatal(events, err)
	}
	if got := events[0].Line(); got != "imported 2 things from csv, 2 more were known" {
		t.Error(got)
	}
	s = Fold(s, events[0])
	var shelf []string
	for a := range s.For(kim).Assets() {
		shelf = append(shelf, a.Name()+" "+a.State.String())
	}
	if got, want := strings.Join(shelf, ", "), "domain evil[.]com cleared, url hxxp://evil[.]com/x unknown, ipv4 192[.]0[.]2[.]7 unknown"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	judged := goneOn(s, assetJudged{Seq: s.Last, Type: AssetIPv4, Value: "192.0.2.7", IOC: true, To: AssetCompromised})
	if a := judged.asset(AssetIPv4, "192.0.2.7", kim); a == nil || a.State != AssetCompromised {
		t.Errorf("one of a list can't be judged: %+v", a)
	}
	for _, c := range []ImportAssets{{Items: list}, {}, {Items: make([]NameAsset, MaxImport+1)}, {Items: []NameAsset{{Value: "x y z", IOC: true}}}} {
		if _, err := Decide(s, Ask{By: kim, At: noon}, c); fmt.Sprintf("%T", err) != "incident.Refusal" {
			t.Errorf("%d things: %v", len(c.Items), err)
		}
	}
}
