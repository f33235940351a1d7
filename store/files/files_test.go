package files

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsWrittenWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "data")
	if err := MakeFolder(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "key")
	// What a write that was cut short left behind is in nobody's way.
	if err := os.WriteFile(path+".new", []byte("half of a longer text"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"first", "second"} {
		if err := Write(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != text {
			t.Errorf("got %q, %v, want %q", got, err, text)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v, %v", left, err)
	}
	if err := Private(path); err != nil {
		t.Error(err)
	}
	if err := Private(dir); err != nil {
		t.Error(err)
	}
	if err := MakeFolder(path); err == nil {
		t.Error("a file was taken for a folder")
	}
}
