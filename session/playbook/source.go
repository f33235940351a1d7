package playbook

import (
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
	file files.Watched

	good   *content      // nil if it was never without faults
	latest *content      // with its faults; nil if nothing could be read
	faults []files.Fault // of the last reading
}

// due looks at the file and reports whether it is to be read: it has changed since it
// was read, and not since the last look. At once takes up a change at the first look.
func (s *source) due(atOnce bool) bool {
	_ = s.file.Look() // read tells what is wrong
	return s.file.Changed() && (atOnce || s.file.Steady())
}

// read reads the file.
func (s *source) read(now time.Time) {
	text, err := s.file.Read()
	if !s.file.There() {
		s.good, s.latest, s.faults = nil, nil, nil
		if s.must {
			s.faults = []files.Fault{{File: s.path, Text: "there is no such file"}}
		}
		return
	}
	if err != nil {
		s.latest, s.faults = nil, []files.Fault{{File: s.path, Text: err.Error()}}
		return
	}
	s.latest, s.faults = parse(s.kind, text, now)
	s.latest.at = s.file.ModTime()
	for i := range s.faults {
		s.faults[i].File = s.path
	}
	if len(s.faults) == 0 {
		s.good = s.latest
	}
}

func parse(k kind, text []byte, now time.Time) (*content, []files.Fault) {
	if k == planFile {
		plan, faults := Parse(text, now)
		return &content{plan: plan}, faults
	}
	sheets, faults := parseSheets(text, now)
	return &content{sheets: sheets}, faults
}
