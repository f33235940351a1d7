package lobby

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
)

var now = time.Date(2026, 3, 14, 14, 0, 0, 0, time.UTC)

func items(n int) []Item {
	list := make([]Item, n)
	for i := range list {
		list[i] = Item{ID: incident.NewID(uint64(n - i)), Title: fmt.Sprintf("title %d", n-i), Severity: incident.SEV3, Declared: now}
	}
	return list
}

func pressed(name string) tea.KeyPressMsg {
	switch name {
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "tab":
		return tea.KeyPressMsg{Code: tea.KeyTab}
	case "left":
		return tea.KeyPressMsg{Code: tea.KeyLeft}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

func TestTheChoiceStaysOnItsIncidentWhileTheListChanges(t *testing.T) {
	list := items(5)
	m := Model{}.Move(list, 2)
	if got := m.Chosen(list); got != "INC-3" {
		t.Fatalf("chosen is %s", got)
	}
	list = items(9)
	if got := m.Chosen(list); got != "INC-3" {
		t.Errorf("after four more, chosen is %s", got)
	}
	if got := m.Chosen(list[7:]); got != "INC-2" {
		t.Errorf("without INC-3, chosen is %s", got)
	}
	if got := m.Chosen(nil); got != "" {
		t.Errorf("of nothing, chosen is %s", got)
	}
}

func TestClosedIncidentsAreShownOnDemand(t *testing.T) {
	list := items(2)
	list[1].Phase = incident.PhaseClosed
	var m Model
	if n := len(m.Shown(list)); n != 1 {
		t.Errorf("%d are shown", n)
	}
	m, _, used := m.Update(pressed("a"), keys.Default().Lobby, list, 20)
	if !used || len(m.Shown(list)) != 2 {
		t.Error("the closed one isn't shown")
	}
}

func TestTheChosenRowIsSeenAndClickable(t *testing.T) {
	list := items(100)
	l := Look{Width: 80, Height: 12, Now: now}
	for _, by := range []int{0, 5, 50, 99} {
		m := Model{}.Move(list, by)
		rows := m.View(list, l)
		seen := false
		for y, row := range rows {
			if strings.HasPrefix(row.Plain(), ">") {
				seen = true
				if got := m.At(list, y, l.Height); got != m.Chosen(list) {
					t.Errorf("row %d is %s, chosen is %s", y, got, m.Chosen(list))
				}
			}
		}
		if !seen {
			t.Errorf("the choice %s isn't seen", m.Chosen(list))
		}
	}
}

func TestEveryRowHasTheLobbysWidth(t *testing.T) {
	list := items(3)
	list[0].Title, list[0].Present = strings.Repeat("漢字 ", 60), []string{"ana", "raj"}
	for width := 1; width < 220; width += 3 {
		for height := range 12 {
			l := Look{Width: width, Height: height, Now: now, Reader: "ana (manager)"}
			rows := Model{}.View(list, l)
			if len(rows) != height {
				t.Fatalf("%d×%d: %d rows", width, height, len(rows))
			}
			for _, r := range rows {
				if r.Width() != width {
					t.Fatalf("%d×%d: a row has %d cells: %q", width, height, r.Width(), r.Plain())
				}
			}
		}
	}
}
