package incident

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"warroom/session/incident/immutable"
)

func TestHowPeopleWriteAddresses(t *testing.T) {
	for typed, want := range map[string]string{
		"192[.]0[.]2[.]7":                   "ipv4 192.0.2.7",
		"192(.)0{.}2[dot]7":                 "ipv4 192.0.2.7",
		"192.0.2.77/24":                     "cidr 192.0.2.0/24",
		"192.0.2.7/32":                      "ipv4 192.0.2.7",
		"2001[:]DB8[:][:]7":                 "ipv6 2001:db8::7",
		"::ffff:192.0.2.7":                  "ipv6 ::ffff:192.0.2.7",
		"EVIL[.]Example[.]COM.":             "domain evil.example.com",
		"_dmarc.evil.example":               "domain _dmarc.evil.example",
		"пример.example":                    "domain xn--e1afmkfd.example",
		"hXXp://Evil[.]com":                 "url http://evil.com/",
		"hxxps[://]evil[.]com:8443/a/../b":  "url https://evil.com:8443/a/../b",
		"http://user:pw@evil.com:80/?q=é#f": "url http://user:pw@evil.com/?q=%C3%A9#f",
		"tcp://192.0.2.7:4444":              "url tcp://192.0.2.7:4444/",
		"http://[2001:DB8::1]/":             "url http://[2001:db8::1]/",
		"http://bld-07/x":                   "url http://bld-07/x",
		"Kim.O'Neil[at]Evil[.]com":          "email Kim.O'Neil@evil.com",
		`\\host\share\x.exe`:                `path \\host\share\x.exe`,
		"/opt/a[.]b":                        "path /opt/a[.]b",
		`CORP\kim`:                          `account CORP\kim`,
		"Bld-07":                            "host bld-07",
	} {
		of, value, err := Canonical(AssetUntyped, typed, false)
		if got := of.String() + " " + value; err != nil || got != want {
			t.Errorf("%s is %s (%v), want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{
		"", " ", "300.1.1.1", "1.2.3", "1.2.3.4/33", "fe80::1%eth0", "a.b..c", "evil.com:80", "http://", "http://a b/",
		"x@y@evil.com", "@evil.com", "-a.com", "two words", strings.Repeat("a", 64) + ".com", strings.Repeat("a.", 2000) + "com",
	} {
		if of, value, err := Canonical(AssetUntyped, typed, true); err == nil || !isSentence(err.Error()) {
			t.Errorf("%q is taken as %s %q (%v)", typed, of, value, err)
		}
	}
}

func TestNothingOnAScreenIsALinkToAnAttacker(t *testing.T) {
	for _, c := range []struct {
		of          AssetType
		value, want string
	}{
		{AssetIPv4, "192.0.2.7", "192[.]0[.]2[.]7"},
		{AssetIPv6, "2001:db8::7", "2001[:]db8[:][:]7"},
		{AssetURL, "https://a@evil.com:8443/x.php?u=http://y.z", "hxxps://a@evil[.]com:8443/x.php?u=http://y.z"},
		{AssetURL, "tcp://evil.com/", "tcp[://]evil[.]com/"},
		{AssetEmail, "kim.o@evil.com", "kim.o[at]evil[.]com"},
		{AssetAccount, `CORP\kim.o`, `CORP\kim.o`},
		{AssetOther, "see https://evil.com", "see https[://]evil.com"},
		{AssetPath, "/tmp/x.sh", "/tmp/x.sh"},
	} {
		if got := Defang(c.of, c.value); got != c.want {
			t.Errorf("%s is shown as %s, want %s", c.value, got, c.want)
		}
	}
}

// FuzzCanonical: what is stored is stored so for good, and what a screen shows
// of it can be typed again.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{"192[.]0[.]2[.]7", "hxxps://Evil[.]com:443/a?b#c", "bücher.example", "a[at]b(dot)c", `C:\x`, "::1", "[[.].]", "x://[::1%25a]/", "h(dot)", "tcp[://]a", "A://0#[.]0", "[[.", "evil dot x", "_dot_."} {
		for of := range uint8(lastAssetType) + 1 {
			f.Add(of, seed)
		}
	}
	f.Fuzz(func(t *testing.T, of uint8, typed string) {
		kind, value, err := Canonical(AssetType(of%uint8(lastAssetType+1)), typed, false)
		if err != nil {
			if !isSentence(err.Error()) {
				t.Fatalf("%q is refused with %q", typed, err)
			}
			return
		}
		if again, same, err := Canonical(kind, value, false); err != nil || again != kind || same != value {
			t.Fatalf("%q, stored as %s %q, reads as %s %q (%v)", typed, kind, value, again, same, err)
		}
		shown := Defang(kind, value)
		if _, back, err := Canonical(kind, shown, false); err != nil || back != value {
			t.Fatalf("%s %q is shown as %q, which reads as %q (%v)", kind, value, shown, back, err)
		}
	})
}

func TestAThingThatSomeoneCantSeeIsToThemOneThatIsntThere(t *testing.T) {
	s := roomFor(actor{}, false)
	add := func(f Fact) *Event {
		e := &Event{Incident: s.ID, Seq: s.Last + 1, By: "kim", Fact: f, OccurredAt: noon, RecordedAt: noon}
		s = Fold(s, e)
		return e
	}
	note := add(noteAdded{Text: "observers don't see this"})
	named := assetNamed{Type: AssetHost, Value: "bld-07", State: AssetCompromised}
	named.fold(s, note) // as if the note had named it
	cy := Person{Name: "cy", Rank: RankObserver}
	again := NameAsset{Value: "bld-07"}
	if all := slices.Collect(s.For(cy).Assets()); len(all) != 0 {
		t.Errorf("cy sees %+v", *all[0])
	}
	if _, err := again.decide(s, Ask{By: kim}); err == nil {
		t.Error("who sees it can name it twice")
	}
	facts, err := again.decide(s, Ask{By: cy})
	if err != nil || !reflect.DeepEqual(facts, []Fact{assetNamed{Type: AssetHost, Value: "bld-07"}}) {
		t.Fatalf("who can't see it gets %+v (%v)", facts, err)
	}
	first := note.Seq
	second := add(facts[0]).Seq
	add(assetJudged{Seq: second, Type: AssetHost, Value: "bld-07", To: AssetCleared})
	for i, want := range []string{fmt.Sprint(first, " compromised"), fmt.Sprint(second, " cleared")} {
		if a := s.Affected.Assets.At(i); fmt.Sprint(a.Seq, " ", a.State) != want {
			t.Errorf("thing %d is #%d, %s; want %s", i, a.Seq, a.State, want)
		}
	}
	if all := slices.Collect(s.For(cy).Assets()); len(all) != 1 || all[0].Seq != second {
		t.Errorf("cy sees %d things", len(all))
	}
}

func TestWhereAThingIsNamed(t *testing.T) {
	s := New("INC-1")
	for i, f := range []Fact{
		incidentDeclared{Title: "db down"}, lineSaid{Text: "login from 192[.]0[.]2[.]7, odd"}, lineSaid{Text: "192.0.2.70 is ours, 8192.0.2.7 too"},
		noteAdded{Text: "block 192.0.2.7."}, factAdded{Text: "(hxxp://evil[.]com/x) was called"}, factAdded{Text: "http://evil.com/xy"},
		lineSaid{Text: "EVIL(dot)COM and mail.evil.com"}, lineSaid{Text: "not-evil.com, evil.com.example"}, assetNamed{Type: AssetDomain, Value: "evil.com", IOC: true},
	} {
		s = Fold(s, &Event{Incident: "INC-1", Seq: uint64(i + 1), By: "kim", Fact: f})
	}
	s = Fold(s, &Event{Incident: "INC-1", Seq: 10, By: "kim", Fact: entryCorrected{Seq: 3, Text: "it was 192.0.2.7 after all"}})
	all := seenByAll(s)
	for _, c := range []struct {
		asset Asset
		view  View
		want  string
	}{
		{Asset{Type: AssetIPv4, Value: "192.0.2.7"}, all, "[2 3 4]"},
		{Asset{Type: AssetIPv4, Value: "192.0.2.7"}, View{state: s}, "[2 3]"},
		{Asset{Type: AssetURL, Value: "http://evil.com/x"}, all, "[5]"},
		{Asset{Type: AssetURL, Value: "http://evil.com/"}, all, "[5 6]"},
		{Asset{Type: AssetDomain, Value: "evil.com"}, all, "[5 6 7 9]"},
		{Asset{Type: AssetHost, Value: "bld-07"}, all, "[]"},
		{Asset{}, all, "[]"},
	} {
		if got := fmt.Sprint(c.view.Mentions(&c.asset)); got != c.want {
			t.Errorf("%s is named in %s, want %s", c.asset.Value, got, c.want)
		}
	}
}

// TestOldIndexesOfThingsStayAsTheyWere: a key is found from its insertion on,
// and in no index before.
func TestOldIndexesOfThingsStayAsTheyWere(t *testing.T) {
	const n = 4096
	var x, half immutable.Index
	for i := range n {
		if i == n/2 {
			half = x
		}
		x = x.Insert(i, fmt.Sprint("key ", i))
	}
	for i := range n {
		key := fmt.Sprint("key ", i)
		if got := x.Find(key); len(got) != 1 || got[0] != i {
			t.Fatalf("%s stands at %v", key, got)
		}
		if got := half.Find(key); (len(got) == 1) != (i < n/2) {
			t.Fatalf("an old index has %s at %v", key, got)
		}
	}
	twice := x.Insert(n, "key 7")
	if got := fmt.Sprint(twice.Find("key 7"), x.Find("key 7"), x.Find("no key")); got != "[7 4096] [7] []" {
		t.Errorf("a key of two places: %s", got)
	}
}

// BenchmarkImport is what one indicator costs of a list of so many: it hardly
// grows with the list.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			commands := make([]Command, n)
			for i := range commands {
				commands[i] = NameAsset{Value: fmt.Sprintf("10.%d.%d.%d", i%7, i>>8, i&255), IOC: true}
			}
			b.ReportAllocs()
			for b.Loop() {
				s := roomFor(actor{}, false)
				for _, c := range commands {
					events, err := Decide(s, Ask{By: kim, At: noon}, c)
					if err != nil {
						b.Fatal(err)
					}
					s = Fold(s, events[0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/item")
		})
	}
}
