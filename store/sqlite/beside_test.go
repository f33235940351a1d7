package sqlite

import (
	"errors"
	"testing"

	"warroom/store"
)

func TestAToolAndAServerSeeEachOthersRecords(t *testing.T) {
	dir := t.TempDir()
	server := opened(t, dir)
	tool, err := OpenBeside(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tool.Close()
	appendTo := func(l *Log, after uint64) error {
		_, err := l.Append(t.Context(), "people", after, draft("x"))
		return err
	}
	if err := appendTo(server, 0); err != nil {
		t.Fatal(err)
	}
	if err := appendTo(tool, 0); !errors.Is(err, store.ErrConflict) {
		t.Errorf("the tool wrote over the server's record: %v", err)
	}
	if err := appendTo(tool, 1); err != nil {
		t.Fatal(err)
	}
	if err := appendTo(server, 1); !errors.Is(err, store.ErrConflict) {
		t.Errorf("the server did not notice the tool's record: %v", err)
	}
	if err := appendTo(server, 2); err != nil {
		t.Fatal(err)
	}
	if head, err := store.Verify(t.Context(), server, "people"); err != nil || head.Seq != 3 {
		t.Errorf("the chain ends at %d, %v", head.Seq, err)
	}
}
