package incident

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// named is a person as a line names them, without a mark.
func named(name string) typedPerson { return typedPerson{Name: name} }

// TestEveryNameInACommandIsLookedUp: a command with people in it returns each of them from
// names.
func TestEveryNameInACommandIsLookedUp(t *testing.T) {
	_, commands := askings(t)
	checked := 0
	for name, c := range commands {
		held := reflect.New(reflect.TypeOf(c)).Elem()
		want := countPeople(held)
		if want == 0 {
			continue
		}
		checked++
		if filled, ok := held.Interface().(namesPeople); !ok || len(filled.names()) != want {
			t.Errorf("%s: %T doesn't return all of its people from names", name, c)
		}
	}
	if checked < 12 {
		t.Errorf("only %d commands name people", checked)
	}
}

// countPeople counts the people that a command can name, and makes one in each list.
func countPeople(v reflect.Value) (n int) {
	people := reflect.TypeFor[typedPerson]()
	switch {
	case v.Type() == people:
		return 1
	case v.Kind() == reflect.Slice && v.Type().Elem() == people:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return 1
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			n += countPeople(v.Field(i))
		}
	}
	return n
}

// TestNobodyLearnsANameFromASlip: a name that stands only in what the asker can't see is
// unknown to them, and isn't offered; to one who sees it, it is known.
func TestNobodyLearnsANameFromASlip(t *testing.T) {
	s := goneOn(roomFor(actor{}, false), taskGiven{N: 3, To: "mandiant", Text: "image bld-07"})
	s = goneOn(s, entryLabelled{Seq: s.Last, To: labelOf(TLPRed)})
	house := func() Directory { return Directory{Ranks: map[string]Rank{"kim": RankResponder}} }
	for _, c := range []struct {
		by    Person
		typed string
		want  string
	}{
		{Person{Name: "kim", Rank: RankResponder}, "mandiant", "nobody named mandiant is known here: to take the name as it is, write @mandiant!"},
		{Person{Name: "kim", Rank: RankResponder}, "mandaint", "nobody named mandaint is known here: to take the name as it is, write @mandaint!"},
		{Person{Name: "ana", Rank: RankManager}, "mandaint", "nobody named mandaint is known here: did you mean mandiant? To take the name as it is, write @mandaint!"},
		{Person{Name: "ana", Rank: RankManager}, "mandiant", ""},
	} {
		got := ""
		if _, err := Decide(s, Ask{By: c.by, At: noon, Directory: house}, must(ParseVerb("task @"+c.typed+" look"))); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s names %s: %q, want %q", c.by.Name, c.typed, got, c.want)
		}
		words := s.For(c.by).Complete(c.by, nil, house, "/admit @man").Words
		if seen := slices.Contains(words, "@mandiant"); seen != (c.by.Rank == RankManager) {
			t.Errorf("%s is offered %v", c.by.Name, words)
		}
	}
}

func TestTheNearestNameIsOffered(t *testing.T) {
	names := []string{"al", "ana", "bob", "chris.evans", "cy", "kim", "kit", "lee", "marina", "mei"}
	for typed, want := range map[string]string{
		"kmi": "kim", "kimm": "kim", "km": "kim", "kir": "kim", "anna": "ana", "chris": "chris.evans", "crhis.evnas": "chris.evans",
		"mar": "marina", "marnia": "marina", "m": "", "zoe": "", "x": "", "conusel": "", strings.Repeat("k", 32): "",
	} {
		if got := nearestPerson(typed, names); got != want {
			t.Errorf("%s: offered %q, want %q", typed, got, want)
		}
	}
}

// TestThePromptOffersPeopleOfTheHouse: observers to be let in, and not for a duty.
func TestThePromptOffersPeopleOfTheHouse(t *testing.T) {
	s, ana := roomFor(actor{}, false), Person{Name: "ana", Rank: RankManager}
	house := func() Directory {
		return Directory{Ranks: map[string]Rank{"noor": RankResponder, "nell": RankObserver, "kim": RankObserver}}
	}
	for line, want := range map[string]string{
		"/admit @n": "@nell @noor", "/role legal @n": "@noor", "/task n": "@noor", "/handover @k": "@kim", "@n": "@nell @noor",
	} {
		if got := strings.Join(s.For(ana).Complete(ana, nil, house, line).Words, " "); got != want {
			t.Errorf("%q: offers %q, want %q", line, got, want)
		}
	}
}
