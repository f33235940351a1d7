//go:build unix

package torture

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
)

// record is what a server reads: the lines of each incident, as JSON.
type record map[string][]string

// entry is what is judged of a line.
type entry struct {
	Incident   string    `json:"incident"`
	Seq        uint64    `json:"seq"`
	RecordedAt time.Time `json:"recorded_at"`
	By         string    `json:"by"`
	Kind       string    `json:"kind"`
	tokens     []string
}

// read reads the whole record, once it stands still: a server that starts anew
// first notes that those have left who were inside when it ended.
func (h *house) read(s *server) (record, error) {
	c, err := h.people.dial(s.addr, "ana")
	if err != nil {
		return nil, err
	}
	defer c.Close()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	var now record
	for range 100 {
		before := now
		if now, err = readOnce(c); err != nil {
			return nil, err
		}
		if now.equal(before) && now.empty() {
			return now, nil
		}
		<-tick.C
	}
	return nil, fmt.Errorf("the record goes on changing while nobody writes, or somebody is inside for ever")
}

// empty tells whether everyone who came in has left.
func (r record) empty() bool {
	for id := range r {
		inside := map[string]bool{}
		all, err := r.entries(id)
		if err != nil {
			return true // it is told elsewhere
		}
		for _, e := range all {
			switch e.Kind {
			case "joined":
				inside[e.By] = true
			case "left":
				delete(inside, e.By)
			}
		}
		if len(inside) > 0 {
			return false
		}
	}
	return true
}

func readOnce(c *ssh.Client) (record, error) {
	list := exec(c, "list --json --all")
	if list.status != 0 {
		return nil, fmt.Errorf("list: %d %s", list.status, list.words)
	}
	all := record{}
	ids, err := idsOf(list.out)
	if err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	for _, id := range ids {
		got := exec(c, "timeline --json "+id)
		if got.status != 0 {
			return nil, fmt.Errorf("timeline %s: %d %s", id, got.status, got.words)
		}
		for line := range strings.Lines(got.out) {
			all[id] = append(all[id], strings.TrimSuffix(line, "\n"))
		}
	}
	return all, nil
}

// idsOf finds the incidents in what list printed.
func idsOf(out string) (ids []string, err error) {
	var rows []struct {
		ID string `json:"id"`
	}
	err = json.Unmarshal([]byte(out), &rows)
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids, err
}

func (r record) equal(other record) bool {
	if len(r) != len(other) {
		return false
	}
	for id, lines := range r {
		if !slices.Equal(lines, other[id]) {
			return false
		}
	}
	return true
}

// entries are the lines of an incident, read.
func (r record) entries(id string) ([]entry, error) {
	var all []entry
	for _, line := range r[id] {
		var e entry
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return nil, fmt.Errorf("%s: %w: %s", id, err, line)
		}
		e.tokens = token.FindAllString(line, -1)
		all = append(all, e)
	}
	return all, nil
}
