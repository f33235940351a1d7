package incident

import (
	"reflect"
	"testing"
)

// TestQuotesRoundAValueAreNoPartOfIt: those of keyboards, and those that phones and editors
// make of them.
func TestQuotesRoundAValueAreNoPartOfIt(t *testing.T) {
	for _, q := range [][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"»", "«"}, {"”", "”"}, {"＂", "＂"}} {
		in := func(value string) string { return q[0] + value + q[1] }
		for line, plain := range map[string]string{
			"/channel " + in("#ops") + " trusted":                                 "/channel #ops trusted",
			"/mode bridge " + in("https://call.example.org/x"):                    "/mode bridge https://call.example.org/x",
			"/decide " + in("P2") + " go":                                         "/decide P2 go",
			"/withdraw " + in("P2") + " why":                                      "/withdraw P2 why",
			"/object " + in("P2") + " it loses the image":                         "/object P2 it loses the image",
			"/vector " + in("H1") + " 70%":                                        "/vector H1 70%",
			"/answer P2 " + in("@kim") + " so be it":                              "/answer P2 @kim so be it",
			"/admit " + in("@kim"):                                                "/admit @kim",
			"/done " + in("A4") + " imaged":                                       "/done A4 imaged",
			"/ioc " + in("evil[.]example[.]com") + " c2":                          `/ioc "evil[.]example[.]com" c2`,
			"/ioc " + in("Mozilla/5.0 (X11; y) z") + " user-agent of the implant": `/ioc "Mozilla/5.0 (X11; y) z" user-agent of the implant`,
			"/ioc " + in(`C:\Program Files\x.dll`) + " loaded":                    `/ioc "C:\Program Files\x.dll" loaded`,
		} {
			got, err := Parse(line)
			want, wrong := Parse(plain)
			if err != nil || wrong != nil || !sameCommand(got, want) {
				t.Errorf("%s: %#v (%v), want %#v (%v)", line, got, err, want, wrong)
			}
		}
	}
	want := tickItem{Key: "scope-known", Refs: []Ref{{RefEntry, 112}, {RefTask, 4}}, Note: "seen"}
	for _, refs := range []string{"#112, A4: ", "“#112” “A4” ", "#112… A4. ", "#112,A4; "} {
		if got, err := Parse("/check scope-known " + refs + "seen"); err != nil || !sameCommand(got, want) {
			t.Errorf("%s: %#v, %v", refs, got, err)
		}
	}
}

// sameCommand compares what two lines ask for, but not how a value was typed.
func sameCommand(a, b Command) bool {
	if asset, ok := a.(NameAsset); ok {
		asset.Typed = b.(NameAsset).Typed
		a = asset
	}
	return reflect.DeepEqual(a, b)
}
