package panetest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warroom/themes"
	"warroom/tui/paint"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// Size is a screen's.
type Size struct {
	Name          string
	Width, Height int
}

// Sizes returns the sizes at which every panel has golden screens.
func Sizes() []Size {
	return []Size{{"80x24", 80, 24}, {"120x40", 120, 40}, {"200x60", 200, 60}, {"too small", 18, 4}}
}

// Dark returns a theme with all its colours.
func Dark() themes.Theme { return themes.Choose(true, themes.TrueColor) }

// Plain returns a theme without colours.
func Plain() themes.Theme { return themes.Choose(true, themes.Plain) }

// Golden compares rows, without their colours, with testdata/NAME.golden.
func Golden(t testing.TB, name string, rows []paint.Row) {
	t.Helper()
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.TrimRight(row.Plain(), " ")
	}
	compare(t, name, lines)
}

// GoldenColours compares rows with their colours, the escapes made visible.
func GoldenColours(t testing.TB, name string, rows []paint.Row) {
	t.Helper()
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.ReplaceAll(strings.TrimRight(row.Text(), " "), "\x1b", "␛")
	}
	compare(t, name, lines)
}

func compare(t testing.TB, name string, lines []string) {
	t.Helper()
	path := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".golden")
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no golden screen: run the test with -update: %v", err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was:\n%s\nwas:\n%s", name, got, want)
	}
}

// Exact fails a test where rows aren't exactly height rows of width cells.
func Exact(t testing.TB, rows []paint.Row, width, height int) {
	t.Helper()
	if len(rows) != max(0, height) {
		t.Fatalf("%d rows at %dx%d", len(rows), width, height)
	}
	for y, row := range rows {
		if row.Width() != max(0, width) {
			t.Fatalf("row %d has %d cells at %dx%d: %q", y, row.Width(), width, height, row.Text())
		}
	}
}
