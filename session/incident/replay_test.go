package incident

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// observe is everything that people can tell of a state.
func observe(s *State) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s last %d written %d from %s\n", strings.Join(stateOf(s), "\n"), s.Last, s.Written, s.Status.closedFrom)
	fmt.Fprintf(&b, "%+v\n%s\n", s.Declared, strings.Join(peopleOf(s), "\n"))
	for _, section := range []any{s.Access.Members, s.Status, s.SizeUp, s.Metrics, s.Plan, s.Decisions, s.Access, s.Team, s.Comms, s.Affected} {
		dump(&b, reflect.ValueOf(section))
		b.WriteByte('\n')
	}
	for e := range s.Entries(0) {
		fmt.Fprintf(&b, "%+v %q %q %v %v\n", *e.Event, e.Line(), e.Original(), e.Starred, e.Promoted)
	}
	for e := range s.Timeline(s.TimelineEnd()) {
		fmt.Fprintf(&b, "t%d ", e.Seq)
	}
	for e := range s.TimelineFrom(Mark{}) {
		fmt.Fprintf(&b, "T%d ", e.Seq)
	}
	for e := range s.Chat(s.Last + 1) {
		fmt.Fprintf(&b, "c%d ", e.Seq)
	}
	for e := range s.ChatFrom(0) {
		fmt.Fprintf(&b, "C%d ", e.Seq)
	}
	for e := range s.Stars() {
		fmt.Fprintf(&b, "*%d ", e.Seq)
	}
	return b.String()
}

// dump writes all that can be read of a value, whatever it points to.
func dump(b *strings.Builder, v reflect.Value) {
	if t, ok := v.Interface().(time.Time); ok {
		b.WriteString(t.Format(time.RFC3339Nano))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		dump(b, v.Elem())
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(x, y reflect.Value) int {
			return strings.Compare(fmt.Sprint(x.Interface()), fmt.Sprint(y.Interface()))
		})
		for _, k := range keys {
			fmt.Fprintf(b, "%v: ", k.Interface())
			dump(b, v.MapIndex(k))
		}
	case reflect.Slice:
		for i := range v.Len() {
			dump(b, v.Index(i))
			b.WriteByte(' ')
		}
	case reflect.Struct:
		dumpStruct(b, v)
	default:
		fmt.Fprintf(b, "%v", v.Interface())
	}
}

// dumpStruct writes the fields of a struct, or the items of a List.
func dumpStruct(b *strings.Builder, v reflect.Value) {
	b.WriteByte('{')
	defer b.WriteByte('}')
	if at := v.MethodByName("At"); at.IsValid() && at.Type().NumIn() == 1 {
		for i := range v.MethodByName("Len").Call(nil)[0].Int() {
			dump(b, at.Call([]reflect.Value{reflect.ValueOf(int(i))})[0])
			b.WriteByte(' ')
		}
		return
	}
	for i := range v.NumField() {
		if field := v.Type().Field(i); field.IsExported() || field.Anonymous {
			b.WriteString(field.Name + " ")
			dump(b, v.Field(i))
			b.WriteByte(' ')
		}
	}
}

// sameAfterReplay folds the events as a log gives them back and compares with
// the live state.
func sameAfterReplay(t testing.TB, live *State, events []*Event) {
	t.Helper()
	replayed := New(live.ID)
	for _, e := range events {
		payload, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Decode(live.ID, e.Seq, e.RecordedAt, payload)
		if err != nil {
			t.Fatal(err)
		}
		replayed = Fold(replayed, back)
	}
	if got, want := observe(replayed), observe(live); got != want {
		t.Errorf("a replay reads otherwise:\n%s\nlive:\n%s", got, want)
	}
}
