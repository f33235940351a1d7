package store_test

import (
	"context"
	"errors"
	"testing"

	"warroom/store"
)

// answers is a log of one stream that says what a test wants.
type answers struct {
	records []store.Record
	head    store.Header
}

func (a *answers) Append(context.Context, string, uint64, ...store.Draft) ([]store.Record, error) {
	return nil, store.ErrConflict
}

func (a *answers) Read(_ context.Context, _ string, after uint64, limit int) ([]store.Record, error) {
	records := a.records[min(after, uint64(len(a.records))):]
	if limit > 0 {
		records = records[:min(limit, len(records))]
	}
	return records, nil
}

func (a *answers) Heads(context.Context, string) ([]store.Header, error) {
	return []store.Header{a.head}, nil
}

func (a *answers) Close() error { return nil }

func TestAConflictIsCompetitionOnlyWhereSomethingNewStands(t *testing.T) {
	r := records(t)
	for after, damaged := range map[uint64]bool{3: false, 4: true} {
		var told error
		l := store.Checked(&answers{records: r}, func(err error) { told = err })
		_, err := l.Append(t.Context(), "INC-7", after)
		if errors.Is(err, store.ErrDamaged) != damaged || errors.Is(err, store.ErrConflict) == damaged {
			t.Errorf("after %d: got %v; damaged: %v", after, err, damaged)
		}
		if (told != nil) != damaged {
			t.Errorf("after %d: told of %v", after, told)
		}
	}
}

func TestWhatDoesntFollowIsToldAsDamage(t *testing.T) {
	r := records(t)
	head := r[1].Header
	r[2].Payload = []byte("forged")
	var told error
	l := store.Checked(&answers{records: r}, func(err error) { told = err })
	_, err := store.ReadOn(t.Context(), l, head)
	var broken *store.Broken
	if !errors.As(err, &broken) || broken.Seq != 3 || !errors.Is(told, store.ErrDamaged) {
		t.Errorf("got %v, told %v", err, told)
	}
}

func TestAStreamThatEndsBeforeItsHeadIsBroken(t *testing.T) {
	r := records(t)
	other := r[3].Header
	other.Sum[0]++
	for name, c := range map[string]struct {
		there []store.Record
		known store.Header
		want  string
	}{
		"all there": {r, r[3].Header, ""},
		"and more":  {r, r[2].Header, ""},
		"cut":       {r[:2], r[3].Header, "INC-7 is broken at record 3: it can't be reached, nor can those after it up to 4"},
		"none":      {nil, r[3].Header, "INC-7 is broken at record 1: it can't be reached, nor can those after it up to 4"},
		"another":   {r, other, "INC-7 is broken at record 4: another header is known to be in its place"},
	} {
		_, err := store.VerifyTo(t.Context(), &answers{records: c.there}, c.known)
		if got := text(err); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
