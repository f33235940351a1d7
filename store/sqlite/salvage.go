package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"iter"
	"maps"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"warroom/store"
)

// copyTo writes the new database. Records that the open connections can't read
// any more are read from the database's file alone, and then from memory, which
// has the last ones.
func (w *writer) copyTo(fresh, work string) (err error) {
	// SQLite would create a file that everyone can read.
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := migrate(fresh); err != nil {
		return err
	}
	// A half-written file is thrown away, so nothing here needs a journal.
	to := &session{connect: func(v url.Values) (*sql.DB, error) { return connect(fresh, v) }}
	if err := to.openWith(url.Values{"_pragma": {"journal_mode(OFF)", "synchronous(OFF)"}}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.close()) }()
	sources := []source{logSource(w.log)}
	if alone, err := w.fileAlone(work); err == nil {
		defer alone.Close()
		sources = append(sources, logSource(alone))
	}
	sources = append(sources, w.memory())
	if err := to.exec("BEGIN"); err != nil {
		return err
	}
	for _, stream := range names(sources) {
		if err := to.gather(stream, sources, w.ours); err != nil {
			return err
		}
	}
	return to.exec("COMMIT")
}

// fileAlone opens a copy of the database's file without its write-ahead log.
func (w *writer) fileAlone(work string) (*Log, error) {
	path := filepath.Join(work, "alone.db")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(f, io.NewSectionReader(w.log.files.db, 0, math.MaxInt64))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return openToRead(path)
}

// source is a place where records may still be read.
type source struct {
	streams []string
	scan    func(stream string, after uint64) iter.Seq2[store.Record, error]
}

func logSource(l *Log) source {
	ctx := context.Background()
	s := source{scan: func(stream string, after uint64) iter.Seq2[store.Record, error] {
		return store.Scan(ctx, l, stream, after)
	}}
	found, _ := l.Heads(ctx, "") // other sources may have the rest
	for _, h := range found {
		s.streams = append(s.streams, h.Stream)
	}
	return s
}

// memory returns the last committed records.
func (w *writer) memory() source {
	return source{
		streams: slices.Collect(maps.Keys(w.ends)),
		scan: func(stream string, after uint64) iter.Seq2[store.Record, error] {
			return func(yield func(store.Record, error) bool) {
				for _, r := range w.tail {
					if r.Stream == stream && r.Seq > after && !yield(r, nil) {
						return
					}
				}
			}
		},
	}
}

// names returns the streams that any source knows.
func names(sources []source) []string {
	var all []string
	for _, s := range sources {
		all = append(all, s.streams...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ours reports whether a source's records of a stream, after the header at, are
// the ones that were kept in it: another database with streams of the same
// names may be in place of ours. A source that ends before at is ours if its
// beginning matches.
func (w *writer) ours(stream string, source source, at store.Header) bool {
	start, known := w.starts[stream]
	if !known {
		return !errors.Is(w.lost, errOver)
	}
	end, last := w.ends[stream], at
	for r, err := range source.scan(stream, at.Seq) {
		if err != nil {
			break
		}
		if r.Seq == 1 && r.Hash() != start || r.Seq == end.Seq && r.Hash() != end.Hash() {
			return false
		}
		if last = r.Header; r.Seq == end.Seq {
			return true
		}
	}
	for _, r := range w.tail {
		if r.Stream == stream && r.Seq == last.Seq+1 {
			return last.Seq == 0 || r.Prev == last.Hash()
		}
	}
	return true
}

// gather copies a stream from the first source that is ours as far as its chain
// holds there, then continues from the next. It returns errors of writing only.
func (s *session) gather(stream string, from []source, ours func(string, source, store.Header) bool) error {
	chain := store.NewChain(stream)
	for _, source := range from {
		if !ours(stream, source, chain.Head()) {
			continue
		}
		for r, err := range source.scan(stream, chain.Head().Seq) {
			if err != nil || chain.Add(r) != nil {
				break
			}
			if err := s.insert(&r); err != nil {
				return err
			}
		}
	}
	return nil
}
