package sqlite

import (
	"testing"
	"time"

	"warroom/store"
	"warroom/store/storetest"
)

func TestLogKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Log { return opened(t, t.TempDir()) })
	storetest.RunDurable(t, func(t *testing.T, dir string) store.Log { return opened(t, dir) })
}

// opened opens the log in dir and closes it when the test ends.
func opened(t testing.TB, dir string) *Log {
	t.Helper()
	l, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// draft is a draft with the given payload.
func draft(payload string) store.Draft {
	return store.Draft{At: time.Date(2026, 3, 14, 3, 0, 0, 0, time.UTC), Payload: []byte(payload)}
}

func appendTo(t testing.TB, l *Log, stream string, after uint64, payloads ...string) {
	t.Helper()
	drafts := make([]store.Draft, len(payloads))
	for i, p := range payloads {
		drafts[i] = draft(p)
	}
	if _, err := l.Append(t.Context(), stream, after, drafts...); err != nil {
		t.Fatal(err)
	}
}
