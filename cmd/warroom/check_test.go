package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"warroom/session/playbook"
)

// folder is a data folder with these files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := ownFolder(t)
	for name, text := range files {
		put(t, filepath.Join(dir, name), text)
	}
	return dir
}

// put writes a file, and the folder that it stands in.
func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// oneKey is a public key of the tests.
const oneKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"

func TestCheckFindsEveryFaultThatAServerWouldMeet(t *testing.T) {
	dir := folder(t, map[string]string{
		"playbook.yaml":    "name: Ours\nspan: many\n",
		"systems/api.yaml": "name: api\nowners: [kim]\ndepends_on: [nowhere]\n",
		"authorized_keys":  "# ours\nssh-ed25519 rubbish kim\nrubbish\n" + oneKey + " ana\n" + oneKey + " raj\n",
	})
	code, out, words := command(t, "check", "--data", dir)
	want := []string{
		"authorized_keys:2: this isn't a public key: write OPTIONS ssh-ed25519 AAAA… NAME",
		"authorized_keys:3: this isn't a public key: write OPTIONS ssh-ed25519 AAAA… NAME",
		"authorized_keys:5: this key is already ana's in line 4, which counts: give each person a key of their own",
		`playbook.yaml:2: span is a number from 2 to 100, not "many"`,
		`systems/api.yaml:3: depends_on names "nowhere", which has no sheet`,
	}
	got := strings.Split(strings.TrimSpace(strings.ReplaceAll(out, dir+string(filepath.Separator), "")), "\n")
	if code != exitRefused || !slices.Equal(got, want) || !strings.HasPrefix(words, "5 faults") {
		t.Errorf("exit %d, %q\n%s", code, words, out)
	}
}

// TestCheckFindsATextThatYAMLCuts: a file that opens tasks which nobody wrote isn't good.
func TestCheckFindsATextThatYAMLCuts(t *testing.T) {
	dir := folder(t, map[string]string{
		"playbook.yaml":    "name: Ours\ntasks:\n- {key: a, role: “scribe”, text: x}\n- key: b\n  role: scribe\n  text: see #112 now\n  within: 100d\n",
		"systems/api.yaml": "name: api\nowners: [kim]\ntitle: caf\xe9\n",
	})
	code, out, _ := command(t, "check", "--data", dir)
	want := []string{
		`playbook.yaml:3: these quotes are not YAML's: write "scribe"`,
		`playbook.yaml:6: what stands behind # is a comment, and no part of the text: put quotes round it, as "see #112 now"`,
		`playbook.yaml:7: within is "100d": use at most 90d`,
		"systems/api.yaml:3: this isn't UTF-8 text: save it as UTF-8",
	}
	got := strings.Split(strings.TrimSpace(strings.ReplaceAll(out, dir+string(filepath.Separator), "")), "\n")
	if code != exitRefused || !slices.Equal(got, want) {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestCheckSaysWhatIsGoodAndWarnsOfWhatIsStale(t *testing.T) {
	dir := folder(t, map[string]string{
		"playbook.yaml":    "reviewed: 2020-01-01\nreview_every: 90d\n" + playbook.Builtin(),
		"systems/api.yaml": "name: api\nowners: [kim]\nreviewed: 2020-01-01\nreview_every: 90d\n",
		"systems/db.yaml":  "name: db\nowners: [kim]\nreviewed: 2020-01-01\nbackup: a vault\n",
	})
	code, out, words := command(t, "check", "--data", dir)
	if code != exitDone || !strings.HasPrefix(out, "ok: playbook ") || !strings.HasSuffix(out, "; 2 system sheets\n") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if words != "warning: the playbook \"The built-in playbook\" is past its review: the last was on 2020-01-01, and one is due every 90 days\n"+
		"warning: the sheet of api is past its review: the last was on 2020-01-01, and one is due every 90 days\n"+
		"warning: in the sheet of db: restore STALE, never tested\n" {
		t.Errorf("warned is\n%s", words)
	}
	code, out, words = command(t, "check", "--data", filepath.Join(dir, "nowhere"))
	if code != exitDone || !strings.Contains(out, "0 system sheets") || !strings.Contains(words, "playbook.yaml doesn't exist: the built-in playbook is in force") {
		t.Errorf("an empty house: exit %d\n%s%s", code, out, words)
	}
}

// TestCheckWarnsOfANameThatIsNoPersons: such a key lets its holder in, and a role by that
// name is taken for them.
func TestCheckWarnsOfANameThatIsNoPersons(t *testing.T) {
	dir := folder(t, map[string]string{"authorized_keys": "# ours\n" + oneKey + " manager\n"})
	code, _, words := command(t, "check", "--data", dir)
	if want := `authorized_keys:2: "manager" reads as an incident, a role or a rank: take another name`; code != exitDone || !strings.Contains(words, want) {
		t.Errorf("exit %d, warned is\n%s", code, words)
	}
}

func TestCheckTakesFilesByThemselves(t *testing.T) {
	dir := folder(t, map[string]string{
		"systems/db.yaml":     "name: db\nowners: [lee]\n",
		"systems/broken.yaml": "not asked for\n",
		"api.yaml":            "name: api\nowners: [kim]\ndepends_on: [db]\nreviewed: 2026-01-01\n",
		"bad.yaml":            "name: x\nowners: kim, lee\n",
		"plan.yaml":           "name: Ours\ntasks: []\n",
	})
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		files []string
		code  int
		out   string
	}{
		{[]string{in("api.yaml")}, exitDone, "ok: 1 system sheet\n"},
		{[]string{in("systems/db.yaml"), in("api.yaml"), in("plan.yaml")}, exitDone, `ok: playbook "Ours"`},
		{[]string{in("bad.yaml")}, exitRefused, in("bad.yaml") + ":2: owners is a list: write [kim, lee]\n"},
		{[]string{in("none.yaml")}, exitRefused, in("none.yaml") + ": there is no such file\n"},
		{[]string{in("playbook.yaml")}, exitRefused, in("playbook.yaml") + ": there is no such file\n"},
	} {
		code, out, words := command(t, append([]string{"check", "--data", dir}, c.files...)...)
		if code != c.code || !strings.HasPrefix(out, c.out) {
			t.Errorf("check %v: exit %d\n%s%s", c.files, code, out, words)
		}
	}
}

func TestCheckReadsTheSettingsToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.toml")
	put(t, path, "two-keys = [\"eject\", \"sleep\"]\n")
	if code, _, words := command(t, "check", "--config", path); code != exitRefused || !strings.Contains(words, `"sleep" isn't an act that can need two keys`) {
		t.Errorf("exit %d, %q", code, words)
	}
	put(t, path, "[limits]\nhandshake = 20\n")
	if code, _, words := command(t, "check", "--config", path); code != exitRefused || !strings.Contains(words, "write 20s") {
		t.Errorf("a length of time without its unit: exit %d, %q", code, words)
	}
	if code, _, words := command(t, "check", "--data", ownFolder(t), "--playbook", filepath.Join(t.TempDir(), "none")); code != exitRefused || !strings.HasPrefix(words, "1 fault:") {
		t.Errorf("a playbook that was asked for and isn't there: exit %d, %q", code, words)
	}
}

func TestThePrintedPlaybookIsWithoutFault(t *testing.T) {
	_, out, _ := command(t, "check", "--print-playbook")
	path := filepath.Join(t.TempDir(), "playbook.yaml")
	put(t, path, out)
	if code, out, words := command(t, "check", path); code != exitDone {
		t.Errorf("exit %d\n%s%s", code, out, words)
	}
}

func TestTheExamplesAreWithoutFault(t *testing.T) {
	for _, sort := range []string{"playbook", "sheet"} {
		_, text, _ := command(t, "check", "--example", sort)
		path := filepath.Join(t.TempDir(), sort+".yaml")
		put(t, path, text)
		if code, out, words := command(t, "check", path); code != exitDone || !strings.HasPrefix(out, "ok: ") {
			t.Errorf("%s: exit %d\n%s%s", sort, code, out, words)
		}
	}
	for _, sort := range []string{"", "playbok", "../builtin"} {
		if code, out, words := command(t, "check", "--example", sort); code != exitRefused || out != "" || !strings.Contains(words, "use --example playbook or sheet") {
			t.Errorf("%q: exit %d, %q, %q", sort, code, out, words)
		}
	}
}

func TestTheGuidesExamplesOfFilesAreWithoutFault(t *testing.T) {
	guide, err := topics.ReadFile("help/playbook.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := strings.Split(string(guide), "```yaml\n")[1:]
	if len(examples) != 4 {
		t.Fatalf("the guide has %d examples", len(examples))
	}
	dir, conditions := t.TempDir(), t.TempDir()
	for i, name := range []string{"playbook.yaml", filepath.Join(conditions, "playbook.yaml"), "systems/one.yaml", "systems/list.yaml"} {
		text, _, _ := strings.Cut(examples[i], "```")
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		put(t, name, text)
	}
	if code, out, words := command(t, "check", filepath.Join(conditions, "playbook.yaml")); code != exitDone {
		t.Errorf("the example of conditions: exit %d\n%s%s", code, out, words)
	}
	library := playbook.Open(playbook.Files{
		Playbook: filepath.Join(dir, "playbook.yaml"), Systems: filepath.Join(dir, "systems"),
	}, nil, func() time.Time { return time.Date(2026, 9, 2, 0, 0, 0, 0, time.UTC) })
	if len(library.Faults()) > 0 || library.Rules().Playbook.Name != "Shop's playbook" || len(library.Rules().Sheets) != 3 {
		t.Errorf("%v", library.Faults())
	}
}

func TestTheGuideOfSettingsNamesEachOfThem(t *testing.T) {
	guide, err := topics.ReadFile("help/config.md")
	if err != nil {
		t.Fatal(err)
	}
	flags := serveCommand().Flags()
	flags.VisitAll(func(f *pflag.Flag) {
		if _, setting := defaults[f.Name]; setting && !strings.Contains(string(guide), "| `"+f.Name+"` |") {
			t.Errorf("the guide leaves out %s", f.Name)
		}
	})
}
