package playbook

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"warroom/store/files"
)

// data is a folder with the files of a house.
type data struct {
	t   *testing.T
	dir string
}

func newData(t *testing.T) data {
	t.Helper()
	d := data{t, t.TempDir()}
	if err := os.Mkdir(filepath.Join(d.dir, "systems"), 0o700); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d data) write(name, text string) {
	d.t.Helper()
	if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

func (d data) remove(name string) {
	d.t.Helper()
	if err := os.Remove(filepath.Join(d.dir, name)); err != nil {
		d.t.Fatal(err)
	}
}

func (d data) files() Files {
	return Files{Playbook: filepath.Join(d.dir, "playbook.yaml"), Systems: filepath.Join(d.dir, "systems")}
}

func (d data) open() *Library {
	return Open(d.files(), []string{"eject"}, func() time.Time { return noon })
}

// settle gives a change the turns that it needs.
func settle(l *Library) {
	l.turn(false)
	l.turn(false)
}

// faults are those of l, without the folder.
func (d data) faults(l *Library) string {
	var b strings.Builder
	for _, f := range l.Faults() {
		fmt.Fprintln(&b, strings.TrimPrefix(f.String(), d.dir+string(filepath.Separator)))
	}
	return b.String()
}

const payments = "name: Payments-API\nowners: [kim]\nrto: 1h\ndepends_on: [db]\n"
const db = "name: db\nowners: [lee]\n"

func TestAHouseWithoutFilesHasTheBuiltInPlaybook(t *testing.T) {
	l := Open(Files{Playbook: filepath.Join(t.TempDir(), "none"), Systems: filepath.Join(t.TempDir(), "none")}, nil, time.Now)
	rules := l.Rules()
	if rules.Playbook.Version != builtinPlan(noon).Version || len(rules.Sheets) != 0 || len(l.Faults()) != 0 || l.Brief() != "" {
		t.Errorf("it has %+v, %v", rules, l.Faults())
	}
	if l.turn(false) {
		t.Error("it changes while nothing does")
	}
}

func TestWhatTheFilesSayIsInForce(t *testing.T) {
	d := newData(t)
	d.write("playbook.yaml", "name: Ours\nspan: 5\n")
	d.write("systems/payments.yaml", payments)
	d.write("systems/rest.yml", "- "+strings.ReplaceAll(db, "\nowners", "\n  owners")+"- {name: cache, owners: [mei]}\n")
	d.write("systems/.#payments.yaml", "what an editor leaves")
	d.write("systems/notes.txt", "no sheet")
	rules := d.open().Rules()
	if rules.Playbook.Name != "Ours" || rules.Playbook.Span != 5 || !rules.TwoKeys["eject"] || rules.TwoKeys["close"] {
		t.Errorf("the rules are %+v", rules)
	}
	if s := rules.Sheets["payments-api"]; len(rules.Sheets) != 3 || s == nil || s.Name != "Payments-API" || time.Duration(s.RTO) != time.Hour {
		t.Errorf("the sheets are %v", rules.Sheets)
	}
}

func TestABrokenFileLeavesInForceWhatItSaidLast(t *testing.T) {
	d := newData(t)
	d.write("playbook.yaml", "name: Ours\n")
	d.write("systems/db.yaml", db)
	at := time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(d.dir, "playbook.yaml"), at, at); err != nil {
		t.Fatal(err)
	}
	l := d.open()
	before := l.Rules()

	d.write("playbook.yaml", "name: Ours\ntasks:\n  - {key: a, text: b, role: boss}\n")
	d.write("systems/db.yaml", "nonsense\n")
	settle(l)
	if l.Rules().Playbook != before.Playbook || l.Rules().Sheets["db"] != before.Sheets["db"] {
		t.Errorf("in force are %+v", l.Rules())
	}
	want := `playbook.yaml:3: role is one of manager, deputy, scribe, security-officer, workload-lead, forensics, communications, legal, decider, not "boss"; the one of 23 Nov 11:02Z is in force; 1 more: warroom check`
	if l.Brief() != want {
		t.Errorf("managers are told\n%s\nwant\n%s", l.Brief(), want)
	}

	d.write("playbook.yaml", "name: Ours, mended\n")
	d.write("systems/db.yaml", db+"rto: 5m\n")
	settle(l)
	if l.Rules().Playbook.Name != "Ours, mended" || l.Rules().Sheets["db"].RTO == 0 || l.Brief() != "" {
		t.Errorf("mended, in force are %+v; %s", l.Rules(), l.Brief())
	}
}

func TestABrokenFileKeepsNothingFromOpening(t *testing.T) {
	d := newData(t)
	d.write("playbook.yaml", "name: [\n")
	d.write("systems/db.yaml", "name: db\n")
	d.write("systems/payments.yaml", payments)
	l := d.open()
	if l.Rules().Playbook.Version != builtinPlan(noon).Version || l.Rules().Sheets["payments-api"] == nil || l.Rules().Sheets["db"] != nil {
		t.Errorf("in force are %+v", l.Rules())
	}
	// That payments depends on a system with a broken sheet is no second fault.
	want := "playbook.yaml:2: this isn't YAML: did not find expected node content\nsystems/db.yaml:1: a sheet has no owners\n"
	if got := d.faults(l); got != want {
		t.Errorf("told is\n%s", got)
	}
	if !strings.HasSuffix(l.Faults()[0].Instead, "the built-in playbook is in force") || l.Faults()[1].Instead != "none of it is in force" {
		t.Errorf("instead: %+v", l.Faults())
	}
}

func TestSheetsAreCheckedAgainstEachOther(t *testing.T) {
	d := newData(t)
	d.write("systems/a.yaml", payments)
	d.write("systems/b.yaml", "- {name: x, owners: [kim]}\n- name: PAYMENTS-api\n  owners: [lee]\n")
	l := d.open()
	want := "systems/a.yaml:4: depends_on names \"db\", which has no sheet\n" +
		"systems/b.yaml:2: PAYMENTS-api has a sheet in " + filepath.Join(d.dir, "systems", "a.yaml") + ", line 1, already\n"
	if got := d.faults(l); got != want {
		t.Errorf("told is\n%s", got)
	}
	if s := l.Rules().Sheets["payments-api"]; s == nil || s.Owners[0] != "kim" {
		t.Errorf("in force is %+v", s)
	}
	d.write("systems/c.yaml", db)
	d.remove("systems/b.yaml")
	settle(l)
	if len(l.Faults()) != 0 || len(l.Rules().Sheets) != 2 {
		t.Errorf("after a file came and one went: %s, %d sheets", d.faults(l), len(l.Rules().Sheets))
	}
}

func TestAFileThatIsBeingWrittenIsReadWhenItStands(t *testing.T) {
	d := newData(t)
	l := d.open()
	for text := "name: db\n"; len(text) < 100; text += "# more\n" {
		d.write("systems/db.yaml", text)
		if l.turn(false) {
			t.Fatalf("it is read at %q", text)
		}
	}
	d.write("systems/db.yaml", db)
	settle(l)
	if l.Rules().Sheets["db"] == nil || l.turn(false) {
		t.Errorf("it isn't read once: %s", d.faults(l))
	}
}

func TestAPlaybookThatIsTakenAwayGivesWayToTheBuiltInOne(t *testing.T) {
	d := newData(t)
	d.write("playbook.yaml", "name: Ours\n")
	l := d.open()
	d.remove("playbook.yaml")
	if l.turn(false) {
		t.Error("an editor that puts a new file in place would take the playbook out of force")
	}
	settle(l)
	if l.Rules().Playbook.Name == "Ours" || len(l.Faults()) > 0 {
		t.Errorf("in force is %s; %s", l.Rules().Playbook.Name, d.faults(l))
	}
}

func TestAFileThatWasAskedForMustBeThere(t *testing.T) {
	d := newData(t)
	f := d.files()
	f.Systems = filepath.Join(d.dir, "sheets")
	f.Must = []string{f.Playbook, f.Systems}
	l := Open(f, nil, time.Now)
	want := "playbook.yaml: there is no such file\nsheets: the folder can't be read: no such file or directory\n"
	if got := d.faults(l); got != want {
		t.Errorf("told is\n%s", got)
	}
	if l.turn(false) {
		t.Error("it changes while nothing does")
	}
}

func TestWhatIsNoReadableFileIsTold(t *testing.T) {
	d := newData(t)
	d.write("systems/huge.yaml", strings.Repeat("#", MaxFile+1))
	if err := os.Mkdir(filepath.Join(d.dir, "systems", "folder.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	want := "systems/folder.yaml: it can't be read: it isn't a file but a folder: put a file there\nsystems/huge.yaml: it can't be read: it has more than 1048576 bytes\n"
	if got := d.faults(d.open()); got != want {
		t.Errorf("told is\n%s", got)
	}
}

func TestSheetsAreBounded(t *testing.T) {
	d := newData(t)
	var list strings.Builder
	for i := range MaxSheets - 1 {
		fmt.Fprintf(&list, "- {name: s%d, owners: [kim]}\n", i)
	}
	d.write("systems/a.yaml", list.String())
	d.write("systems/b.yaml", "- {name: b1, owners: [kim]}\n- {name: b2, owners: [kim]}\n")
	l := d.open()
	if len(l.Rules().Sheets) != MaxSheets || d.faults(l) != "systems/b.yaml:2: there are more than 1000 sheets: b2 is ignored\n" {
		t.Errorf("%d sheets; %s", len(l.Rules().Sheets), d.faults(l))
	}
}

func TestAFollowedLibraryTellsWhatChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newData(t)
		l := d.open()
		ctx, cancel := context.WithCancel(t.Context())
		told := make(chan []files.Fault)
		ended := make(chan struct{})
		go func() { l.Follow(ctx, time.Second, func(faults []files.Fault) { told <- faults }); close(ended) }()
		d.write("systems/db.yaml", "name: db\n")
		if faults := <-told; len(faults) != 1 {
			t.Errorf("told is %v", faults)
		}
		d.write("systems/db.yaml", db)
		if faults := <-told; len(faults) != 0 || l.Rules().Sheets["db"] == nil {
			t.Errorf("told is %v", faults)
		}
		cancel()
		<-ended
	})
}

func TestAFaultIsOneLineWhateverTheFileIsCalled(t *testing.T) {
	f := files.Fault{File: "systems/a\nINC-1 #9 \x1b[2J.yaml", Line: 2, Text: "no YAML"}
	for _, line := range []string{f.String(), f.Brief()} {
		if strings.ContainsAny(line, "\n\x1b") {
			t.Errorf("%q", line)
		}
	}
}

// TestOneFileBrokenAllOverHidesNoOther: each has its share of what is told.
func TestOneFileBrokenAllOverHidesNoOther(t *testing.T) {
	var faults []files.Fault
	for i := range MaxFaults + 10 {
		faults = append(faults, files.Fault{File: "a.yaml", Line: i + 1})
	}
	faults = append(faults, files.Fault{File: "b.yaml", Line: 3})
	got := fair(faults)
	if len(got) > MaxFaults || got[len(got)-1].File != "b.yaml" {
		t.Errorf("%d faults are told, the last of %s", len(got), got[len(got)-1].File)
	}
	if got := fair(faults[:MaxFaults+10]); len(got) != MaxFaults {
		t.Errorf("%d faults of the only file are told", len(got))
	}
}
