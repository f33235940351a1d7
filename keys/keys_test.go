package keys_test

import (
	"reflect"
	"slices"
	"testing"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
)

func maps(k keys.Keys) map[string]help.KeyMap {
	return map[string]help.KeyMap{
		"lobby":  k.Lobby,
		"bridge": k.Bridge,
		"prompt": k.Prompt,
		"modal":  k.Modal,
		"form":   k.Form,
	}
}

// bindings finds every binding of a map, by the path of its field.
func bindings(v reflect.Value, path string, found map[string]key.Binding) map[string]key.Binding {
	if b, ok := v.Interface().(key.Binding); ok {
		found[path] = b
		return found
	}
	for i := range v.NumField() {
		bindings(v.Field(i), path+"."+v.Type().Field(i).Name, found)
	}
	return found
}

func bindingsOf(m help.KeyMap) map[string]key.Binding {
	return bindings(reflect.ValueOf(m), "", map[string]key.Binding{})
}

func TestKeysOfTheTerminalStayFree(t *testing.T) {
	taken := []string{"ctrl+s", "ctrl+q", "ctrl+z", "ctrl+a", "ctrl+b", "ctrl+v"}
	for name, m := range maps(keys.Default()) {
		for field, b := range bindingsOf(m) {
			for _, k := range b.Keys() {
				if slices.Contains(taken, k) {
					t.Errorf("%s%s is bound to %s", name, field, k)
				}
			}
		}
	}
}

func TestOneKeyDoesOneThing(t *testing.T) {
	for name, m := range maps(keys.Default()) {
		owner := map[string]string{}
		for field, b := range bindingsOf(m) {
			for _, k := range b.Keys() {
				if other, ok := owner[k]; ok {
					t.Errorf("in %s, %s does both %s and %s", name, k, other, field)
				}
				owner[k] = field
			}
		}
	}
}

func TestEveryKeyIsExplained(t *testing.T) {
	for name, m := range maps(keys.Default()) {
		for field, b := range bindingsOf(m) {
			if !b.Enabled() || b.Help().Key == "" || b.Help().Desc == "" {
				t.Errorf("%s%s: keys %q, help %+v", name, field, b.Keys(), b.Help())
			}
		}
	}
}

func TestFullHelpShowsEveryBindingOnce(t *testing.T) {
	for name, m := range maps(keys.Default()) {
		shown := map[key.Help]int{}
		for _, column := range m.FullHelp() {
			for _, b := range column {
				shown[b.Help()]++
			}
		}
		all := bindingsOf(m)
		for field, b := range all {
			if shown[b.Help()] != 1 {
				t.Errorf("%s%s stands in the help %d times", name, field, shown[b.Help()])
			}
		}
		if len(shown) != len(all) {
			t.Errorf("%s: the help has %d entries for %d bindings", name, len(shown), len(all))
		}
	}
}

func TestShortHelpIsPartOfFullHelp(t *testing.T) {
	for name, m := range maps(keys.Default()) {
		full := slices.Concat(m.FullHelp()...)
		for _, b := range m.ShortHelp() {
			if !slices.ContainsFunc(full, func(o key.Binding) bool { return o.Help() == b.Help() }) {
				t.Errorf("%s: %q is in the short help only", name, b.Help().Key)
			}
		}
	}
}

func TestOnePersonsKeysAreNobodyElses(t *testing.T) {
	ana, raj := keys.Default(), keys.Default()
	ana.Bridge.Leave.SetKeys("x")
	ana.Bridge.Up.Keys()[0] = "x"
	if got := raj.Bridge.Leave.Keys(); !slices.Equal(got, []string{"q", "ctrl+c"}) {
		t.Errorf("raj leaves with %q", got)
	}
	if got := raj.Bridge.Up.Keys()[0]; got != "k" {
		t.Errorf("raj goes up with %q", got)
	}
}

// What Bubble Tea calls a key must be what the binding calls it.
func TestKeysArriveUnderTheNamesTheyAreBoundTo(t *testing.T) {
	k := keys.Default()
	for _, c := range []struct {
		press tea.Key
		want  key.Binding
	}{
		{tea.Key{Code: tea.KeyPgDown}, k.Bridge.PageDown},
		{tea.Key{Code: tea.KeyPgUp}, k.Prompt.ScrollUp},
		{tea.Key{Code: tea.KeyEnd}, k.Bridge.Bottom},
		{tea.Key{Code: 'g', ShiftedCode: 'G', Mod: tea.ModShift, Text: "G"}, k.Bridge.Bottom},
		{tea.Key{Code: 'f', ShiftedCode: 'F', Mod: tea.ModShift, Text: "F"}, k.Bridge.Find},
		{tea.Key{Code: '8', ShiftedCode: '*', Mod: tea.ModShift, Text: "*"}, k.Bridge.Star},
		{tea.Key{Code: '8', Text: "8"}, k.Bridge.Pick},
		{tea.Key{Code: '/', Text: "/"}, k.Bridge.Type},
		{tea.Key{Code: tea.KeyTab, Mod: tea.ModShift}, k.Bridge.Previous},
		{tea.Key{Code: tea.KeyEscape}, k.Modal.Close},
		{tea.Key{Code: tea.KeyEnter}, k.Prompt.Send},
		{tea.Key{Code: tea.KeyKpEnter}, k.Lobby.Open},
		{tea.Key{Code: 'l', Mod: tea.ModCtrl}, k.Bridge.Redraw},
		{tea.Key{Code: 'w', Mod: tea.ModCtrl}, k.Prompt.DeleteWord},
	} {
		if msg := tea.KeyPressMsg(c.press); !key.Matches(msg, c.want) {
			t.Errorf("%q does not match %q", msg.String(), c.want.Keys())
		}
	}
}
