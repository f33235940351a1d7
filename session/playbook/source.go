package playbook

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"warroom/store/files"
)

// kind says whether a file is a playbook or sheets.
type kind uint8

const (
	planFile kind = iota
	sheetFile
)

// source is one file, with its present and its last good content.
type source struct {
	path string
	kind kind
	must bool
	own  bool // only its owner may have written it

	seen   stamp    // at the last look
	stamp  stamp    // when it was last read
	known  bool     // it was read before
	good   *content // nil if it was never without faults
	latest *content // with its faults; nil if nothing could be read
	faults []Fault  // of the last reading
}

// stamp identifies a version of a file.
type stamp struct {
	there bool
	size  int64
	at    int64 // nanoseconds
	mode  fs.FileMode
}

// settled looks at the file and reports whether to read it: it has changed
// since it was read, but not since the last look.
func (s *source) settled(atOnce bool) bool {
	before := s.seen
	s.seen = stampOf(s.path)
	return (!s.known || s.seen != s.stamp) && (atOnce || s.seen == before)
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{there: !errors.Is(err, fs.ErrNotExist)}
	}
	return stamp{true, info.Size(), info.ModTime().UnixNano(), info.Mode()}
}

// read reads the file.
func (s *source) read(now time.Time) {
	s.known, s.stamp = true, s.seen
	if !s.stamp.there {
		s.good, s.latest, s.faults = nil, nil, nil
		if s.must {
			s.faults = []Fault{{File: s.path, Text: "there is no such file"}}
		}
		return
	}
	text, err := s.text()
	if err != nil {
		s.latest, s.faults = nil, []Fault{{File: s.path, Text: err.Error()}}
		return
	}
	s.latest, s.faults = parse(s.kind, text, now)
	s.latest.at = time.Unix(0, s.stamp.at)
	for i := range s.faults {
		s.faults[i].File = s.path
	}
	if len(s.faults) == 0 {
		s.good = s.latest
	}
}

// text returns the text of the file, if it can be trusted.
func (s *source) text() ([]byte, error) {
	if s.own {
		if err := files.Trusted(s.path); err != nil {
			return nil, fmt.Errorf("it can't be trusted: %w", err)
		}
	}
	return readFile(s.path)
}

func parse(k kind, text []byte, now time.Time) (*content, []Fault) {
	if k == planFile {
		plan, faults := Parse(text, now)
		return &content{plan: plan}, faults
	}
	sheets, faults := parseSheets(text, now)
	return &content{sheets: sheets}, faults
}

// readFile returns the text of a regular file of at most MaxFile bytes. Its
// error is the text of a Fault.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, errors.New("it can't be read: " + cause(err))
	case !info.Mode().IsRegular():
		return nil, errors.New("it isn't a file")
	}
	f, err := files.OpenRegular(path)
	if err != nil {
		return nil, errors.New("it can't be read: " + cause(err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	switch {
	case err != nil:
		return nil, errors.New("it can't be read: " + cause(err))
	case len(text) > MaxFile:
		return nil, fmt.Errorf("it has more than %d bytes", MaxFile)
	}
	return text, nil
}

// cause returns err without the path, which the fault has already.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
