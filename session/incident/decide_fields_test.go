package incident

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// poisons are texts that no field may hold as they are.
var poisons = []string{
	strings.Repeat("é", maxText), "\x1b[2Jx\x00", "\u202etxt.exe", "x\ny\rz", "\xff\xfe", "", " ", "@" + strings.Repeat("a", 5000), "#99999999999999999999",
}

// TestWhateverAFieldHoldsWhatIsStoredIsCleanAndBounded puts texts and numbers into each field
// of each command, past the parsers.
func TestWhateverAFieldHoldsWhatIsStoredIsCleanAndBounded(t *testing.T) {
	base := folded(mixed(short))
	taken, refused := 0, 0
	for _, v := range verbLines {
		r, c := v.staged(t, base)
		for _, spoilt := range spoiltCopies(c) {
			events, err := Decide(r.state, r.ask, spoilt.command)
			if err != nil {
				refused++
				if !isSentence(err.Error()) {
					t.Errorf("%s: %s is refused with %q", v.line, spoilt.field, err)
				}
				continue
			}
			taken++
			for _, e := range events {
				checkStored(t, v.line+": "+spoilt.field, e)
			}
		}
	}
	if taken < 100 || refused < 500 {
		t.Errorf("%d were taken and %d refused: the fields aren't reached", taken, refused)
	}
}

// TestWhoMayNotAskLearnsNothingOfTheArguments asks as an observer, who reads the same refusal
// whatever the fields hold.
func TestWhoMayNotAskLearnsNothingOfTheArguments(t *testing.T) {
	base := folded(mixed(short))
	asked := 0
	for _, v := range verbLines {
		r, c := v.staged(t, base)
		if c.needs() < powerRespond {
			continue
		}
		r.play("as cy observer")
		_, want := Decide(r.state, r.ask, c)
		if want == nil {
			t.Errorf("%s: an observer's was taken", v.line)
			continue
		}
		for _, spoilt := range spoiltCopies(c) {
			asked++
			if _, err := Decide(r.state, r.ask, spoilt.command); err == nil || err.Error() != want.Error() {
				t.Errorf("%s: with %s the answer is %v, else %v", v.line, spoilt.field, err, want)
			}
		}
	}
	if asked < 500 {
		t.Errorf("only %d were asked", asked)
	}
}

// checkStored looks at each text that an event would store.
func checkStored(t *testing.T, what string, e *Event) {
	t.Helper()
	payload, err := json.Marshal(e.Fact)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	var stored any
	if err := json.Unmarshal(payload, &stored); err != nil {
		t.Fatal(err)
	}
	eachText(stored, func(text string) {
		if len(text) > maxText || !utf8.ValidString(text) || Clean(text) != text {
			t.Errorf("%s stores %.80q (%d bytes)", what, text, len(text))
		}
	})
}

func eachText(v any, look func(string)) {
	switch v := v.(type) {
	case string:
		look(v)
	case []any:
		for _, e := range v {
			eachText(e, look)
		}
	case map[string]any:
		for key, e := range v {
			look(key)
			eachText(e, look)
		}
	}
}

// spoilt is a command with one field changed.
type spoilt struct {
	field   string
	command Command
}

// spoiltCopies returns copies of a command, each with one field changed to something that a
// parser wouldn't put there.
func spoiltCopies(c Command) (all []spoilt) {
	for i := 0; ; i++ {
		for p := range poisons {
			cp := reflect.New(reflect.TypeOf(c)).Elem()
			cp.Set(reflect.ValueOf(c))
			left := i
			field, ok := spoil(cp, &left, p, "")
			if !ok {
				return all
			}
			all = append(all, spoilt{field, cp.Interface().(Command)})
		}
	}
}

// spoil changes the field with the number left, counted over all that can be set.
func spoil(v reflect.Value, left *int, poison int, path string) (field string, ok bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			if field, ok = spoil(v.Field(i), left, poison, path+"."+f.Name); ok {
				return field, true
			}
		}
		return "", false
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.String && v.Type().Elem().Kind() != reflect.Struct {
			return "", false
		}
		if *left--; *left >= 0 {
			return "", false
		}
		n := []int{1, 2, 1000}[poison%3]
		long := reflect.MakeSlice(v.Type(), n, n)
		for i := range n {
			zero := 0
			spoil(long.Index(i), &zero, poison, path)
		}
		v.Set(long)
		return path, true
	case reflect.String, reflect.Uint8, reflect.Uint64, reflect.Int, reflect.Int64, reflect.Float64, reflect.Bool:
		if *left--; *left >= 0 {
			return "", false
		}
	default:
		return "", false
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(poisons[poison])
	case reflect.Uint8, reflect.Uint64:
		v.SetUint([]uint64{0, 1, 7, 200, 255, 1 << 63, ^uint64(0)}[poison%7])
	case reflect.Int, reflect.Int64:
		v.SetInt([]int64{0, -1, 1, 1 << 62, -1 << 63}[poison%5])
	case reflect.Float64:
		v.SetFloat([]float64{-1, 0, 1e300}[poison%3])
	case reflect.Bool:
		v.SetBool(poison%2 == 0)
	}
	return path, true
}
