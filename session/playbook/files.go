package playbook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"warroom/store/files"
)

// Files names the files that a Library reads.
type Files struct {
	Playbook string   // a file; if it doesn't exist, Builtin is in force
	Systems  string   // a folder: its .yaml files are sheets
	Sheets   []string // more files of sheets
	Must     []string // those of the above whose absence is a fault
	Own      bool     // a server uses them: a file that others can write is not read
}

// list returns the files to read, each with its kind, and the faults of the
// folder of sheets.
func (f Files) list() (kinds map[string]kind, faults []files.Fault) {
	kinds = map[string]kind{}
	if f.Playbook != "" {
		kinds[f.Playbook] = planFile
	}
	for _, path := range f.Sheets {
		kinds[path] = sheetFile
	}
	if f.Systems == "" {
		return kinds, nil
	}
	entries, err := os.ReadDir(f.Systems)
	if err != nil && (!errors.Is(err, fs.ErrNotExist) || slices.Contains(f.Must, f.Systems)) {
		return kinds, []files.Fault{{File: f.Systems, Text: "the folder can't be read: " + files.Cause(err).Error()}}
	}
	sheets := 0
	for _, entry := range entries {
		if !isSheetFile(entry.Name()) {
			continue
		}
		if sheets++; sheets > MaxSheets {
			return kinds, []files.Fault{{File: f.Systems, Text: fmt.Sprintf("the folder has more than %d files: put several sheets into one, as a list", MaxSheets)}}
		}
		kinds[filepath.Join(f.Systems, entry.Name())] = sheetFile
	}
	return kinds, nil
}

// isSheetFile reports whether a file of the folder is read. It ignores files
// that editors leave behind.
func isSheetFile(name string) bool {
	yaml := strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
	return yaml && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "#")
}

// IsPlaybook reports whether a file is a playbook and not a file of sheets: by
// its name, or by a key that no sheet has.
func IsPlaybook(path string) bool {
	if strings.HasPrefix(filepath.Base(path), "playbook") {
		return true
	}
	text, err := files.ReadRegular(path, MaxFile)
	if err != nil {
		return false
	}
	doc, _ := readDocument(text)
	root := doc.root
	if root == nil || root.Kind != yaml.MappingNode {
		return false
	}
	return slices.ContainsFunc(root.Content, func(n *yaml.Node) bool {
		return slices.Contains([]string{"tasks", "phases", "checklists", "cadence", "escalation", "severities", "fix_within", "roster", "accountable"}, n.Value)
	})
}
