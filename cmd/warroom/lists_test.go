package main

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// pipe is ask with a list on standard input.
func (s *served) pipe(who, verb, list string) answer {
	s.t.Helper()
	cmd := s.openSSH(who, "HOST", verb)
	var out, words bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(list), &out, &words
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	return answer{out.String(), words.String(), cmd.ProcessState.ExitCode()}
}

// TestAListIsNeverGuessedAt pipes lists in and looks at what the record holds of them:
// each value that isn't taken is told, with its place, and the exit status says so.
func TestAListIsNeverGuessedAt(t *testing.T) {
	h := serving(t)
	sum := strings.Repeat("ab", 32)
	tomorrow := time.Now().AddDate(0, 0, 2).UTC().Format(time.RFC3339)
	for name, c := range map[string]struct {
		flags, list string
		shelf       string // type,value of each, in their order
		words       []string
	}{
		"sums":    {"", sum + "  payload.exe\n", "sha256," + sum, []string{"taken 1, left 0"}},
		"hosts":   {"", "0.0.0.0 ha.example.org\n0.0.0.0 hb.example.org\n", "domain,ha.example.org domain,hb.example.org", []string{"taken 2, left 0"}},
		"log":     {"", "Source,Destination Host,Notes\nfirewall.log,un.example.org,c2\n", "", []string{"line 2: which column holds the value?", "nothing in the list could be taken"}},
		"excel":   {"", "sep=;\nid;value;why\nrow.name;sep.example.org;c2\n", "domain,sep.example.org", []string{"taken 1, left 0"}},
		"second":  {"", "indicator,domain,comment\n192.0.2.9,two.example.org,c2\n", "ipv4,192.0.2.9", []string{`line 2: "two.example.org"`, "taken 1, left 1"}},
		"port":    {"", "dst_ip,dst_port\n192.0.2.15,443\n", "ip-port,192.0.2.15:443", []string{"taken 1, left 0"}},
		"pair":    {"", "hl.example.org,192.0.2.17\n", "domain,hl.example.org ipv4,192.0.2.17", []string{"taken 2, left 0"}},
		"verdict": {"", "value,status\nv1.example.org,false positive\nv2.example.org,active\n", "domain,v2.example.org", []string{"line 2: ", "taken 1, left 1"}},
		"ids":     {"", "value,to_ids\nt1.example.org,0\nt2.example.org,1\n", "domain,t2.example.org", []string{"line 2: ", "taken 1, left 1"}},
		"quotes":  {"", "\"first_seen\", \"ioc_value\", \"ioc_type\"\n\"2025-03-01\", \"tf.example.org\", \"domain\"\n", "domain,tf.example.org", []string{"taken 1, left 0"}},
		"twice":   {"", "value,why\nw.example.org,one\nw.example.org,two\n", "domain,w.example.org", []string{"taken 1, left 0"}},
		"misp": {" --format misp", `{"Event":{"Attribute":[{"type":"domain","value":"m1.example.org","to_ids":false},{"type":"domain","value":"m2.example.org","to_ids":true}],` +
			`"Object":[{"Attribute":[{"type":"domain","value":"m3.example.org","to_ids":true}],"deleted":true}]}}`, "domain,m2.example.org",
			[]string{"object 1: ", "object 3: ", "taken 1, left 2"}},
		"stix": {" --format stix", `{"type":"bundle","objects":[{"type":"indicator","pattern":"[domain-name:value='s1.example.org']","valid_until":"2025-01-01T00:00:00Z"},` +
			`{"type":"indicator","pattern":"[domain-name:value='s2.example.org']","valid_until":"` + tomorrow + `"}]}`, "domain,s2.example.org", []string{"object 1: ", "taken 1, left 1"}},
	} {
		id, _, _ := strings.Cut(h.must("ana", "declare "+name), " ")
		a := h.pipe("ana", "iocs "+id+" --import"+c.flags, c.list)
		for _, words := range c.words {
			if !strings.Contains(a.words, words) {
				t.Errorf("%s: %q isn't in\n%s", name, words, a.words)
			}
		}
		if left := !strings.Contains(a.words, "left 0"); left != (a.code == exitRefused) || !left && a.code != 0 {
			t.Errorf("%s: exit %d: %s", name, a.code, a.words)
		}
		var shelf []string
		for _, row := range strings.Split(h.must("ana", "iocs "+id), "\n")[1:] {
			cells := strings.Split(row, ",")
			shelf = append(shelf, cells[0]+","+cells[1])
		}
		if got := strings.Join(shelf, " "); got != c.shelf {
			t.Errorf("%s: the record holds %q, want %q", name, got, c.shelf)
		}
	}
}

// TestWhatIsExportedIsWhatAProgramSearchesFor: no mark stands within a value, and the
// list comes back as it was.
func TestWhatIsExportedIsWhatAProgramSearchesFor(t *testing.T) {
	h := serving(t)
	one, _, _ := strings.Cut(h.must("ana", "declare one"), " ")
	other, _, _ := strings.Cut(h.must("ana", "declare other"), " ")
	for _, line := range []string{
		"http://e.example.org/a;=b", "http://e.example.org/?q=1;-2", `"Mozilla/5.0 (X; -q; @b)" user-agent`, "M;+1 mutex", "=M mutex", `"'=M" mutex`, "192.0.2.7 =1+1",
	} {
		h.must("ana", "do "+one+" ioc "+line)
	}
	list := h.must("ana", "iocs "+one)
	for _, cell := range []string{",http://e.example.org/a;=b,", ",http://e.example.org/?q=1;-2,", ",Mozilla/5.0 (X; -q; @b),", ",M;+1,", ",'=M,", ",''=M,", ",'=1+1,"} {
		if !strings.Contains(list, cell) {
			t.Errorf("%s isn't in\n%s", cell, list)
		}
	}
	if a := h.pipe("ana", "iocs "+other+" --import", list); a.code != 0 {
		t.Fatal(a.words)
	}
	columns := func(list string) (kept []string) {
		for row := range strings.Lines(list) {
			kept = append(kept, strings.Join(strings.Split(row, ",")[:5], ","))
		}
		return kept
	}
	if want, got := columns(list), columns(h.must("ana", "iocs "+other)); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("came back as\n%q\nwant\n%q", got, want)
	}
}
