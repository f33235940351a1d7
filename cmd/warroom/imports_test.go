package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the path that our own packages begin with.
const module = "warroom"

// mayImport is the law of who may know whom: for each room, the rooms whose
// packages it may import. "anything" stands for all of ours. "tui/*" stands for
// each panel; as the name of a line, for those that have no line of their own.
// Change it only in a commit that says why.
var mayImport = map[string][]string{
	"cmd/warroom":      {"anything"},
	"cmd/warroom/load": {},
	// What breaks servers knows them from outside only.
	"cmd/warroom/torture":        {"cmd/warroom/torture/disk"},
	"cmd/warroom/torture/disk":   {},
	"session/incident":           {"session/incident/immutable"},
	"session/incident/immutable": {},
	"session":                    {"session/incident", "store"},
	"session/sshd":               {"session", "session/incident", "session/exec", "session/readline", "store/files"},
	"session/exec":               {"session", "session/incident"},
	// What a key does to a line is the same on a screen and in line mode.
	"session/readline": {"session/incident"},
	"session/report":   {"session/incident"},
	"session/intake":   {"session", "session/incident"},
	"session/playbook": {"session/incident", "store/files"},
	"store":            {},
	"store/sqlite":     {"store", "store/files"},
	"store/files":      {},
	"store/memory":     {"store"},
	"store/storetest":  {"store"},
	"tui":              {"tui/*", "tui/input", "tui/pane", "tui/paint", "session", "session/incident", "keys", "themes"},
	"tui/*":            {"tui/pane", "tui/paint", "session/incident", "keys", "themes"},
	// Timeline and chat are one list of entries with other rows; a form and the
	// palette have a line to type in, as the prompt has.
	"tui/timeline": {"tui/feed", "tui/pane", "tui/paint", "session/incident", "keys", "themes"},
	"tui/chat":     {"tui/feed", "tui/pane", "tui/paint", "session/incident", "keys", "themes"},
	"tui/form":     {"tui/prompt", "tui/pane", "tui/paint", "session/incident", "session/readline", "keys", "themes"},
	"tui/palette":  {"tui/prompt", "tui/pane", "tui/paint", "session/incident", "session/readline", "keys", "themes"},
	"tui/prompt":   {"tui/pane", "tui/paint", "session/incident", "session/readline", "keys", "themes"},
	// What panels share: rows of a width, wrapping, scrolling.
	"tui/pane":     {"tui/paint", "keys", "themes"},
	"tui/panetest": {"tui/pane", "tui/paint", "session/incident", "themes"},
	"tui/paint":    {},
	"tui/input":    {},
	"keys":         {},
	"themes":       {},
}

// inTests are rooms that the tests of a room may import beside its own.
var inTests = map[string][]string{
	"session":      {"store/memory", "store/sqlite", "store/storetest"},
	"session/exec": {"store/memory"},
	"session/sshd": {"store", "store/memory"},
	// What was exported can be imported.
	"session/intake": {"session/report"},
	"store/sqlite":   {"store/storetest"},
	"store/memory":   {"store/storetest"},
	"tui":            {"store/memory", "store"},
	"tui/*":          {"tui/panetest", "tui/timeline", "tui/chat", "session/incident/immutable"},
}

// mayNotImport are packages of others that a room refuses to know, with all below
// them.
var mayNotImport = map[string][]string{
	// Any door can serve a command line.
	"session/exec": {"charm.land", "golang.org/x/crypto/ssh", "net"},
}

func TestRoomsRefuseToKnow(t *testing.T) {
	for room, refused := range mayNotImport {
		files := allImportsOf(t, room)
		if len(files) == 0 {
			t.Errorf("the table of what rooms refuse to know has a line for %s, which has no files", room)
		}
		for file, imports := range files {
			for _, imported := range imports {
				for _, r := range refused {
					if imported == r || strings.HasPrefix(imported, r+"/") {
						t.Errorf("%s imports %s, which %s refuses to know", file, imported, room)
					}
				}
			}
		}
	}
}

func TestRoomsKnowOnlyWhomTheyMay(t *testing.T) {
	seen := map[string]bool{}
	for _, room := range rooms(t) {
		law := lawOf(room)
		seen[law] = true
		allowed, known := mayImport[law]
		if !known {
			t.Errorf("room %s has no line in the table of imports: ask which room it belongs to", room)
			continue
		}
		for file, imports := range importsOf(t, room) {
			for _, imported := range imports {
				if permits(allowed, imported) || imported == room {
					continue
				}
				if strings.HasSuffix(file, "_test.go") && (permits(inTests[law], imported) || permits(inTests[path.Dir(room)+"/*"], imported)) {
					continue
				}
				t.Errorf("%s imports %s, which %s may not know", file, imported, room)
			}
		}
	}
	for law := range maps.Keys(mayImport) {
		if !seen[law] {
			t.Errorf("the table of imports has a line for %s, which no room answers to", law)
		}
	}
}

// lawOf is the line of the table that a room answers to.
func lawOf(room string) string {
	if _, ok := mayImport[room]; ok {
		return room
	}
	return path.Dir(room) + "/*"
}

func permits(allowed []string, room string) bool {
	panel := path.Dir(room) == "tui"
	return slices.Contains(allowed, "anything") || slices.Contains(allowed, room) || panel && slices.Contains(allowed, "tui/*")
}

// rooms are the folders with Go files, below the module's root.
func rooms(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && p != root) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(p, ".go") {
			rel, err := filepath.Rel(root, filepath.Dir(p))
			if err != nil {
				return err
			}
			found[filepath.ToSlash(rel)] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 10 {
		t.Fatalf("found %d rooms: is the root of the module at %s?", len(found), root)
	}
	return slices.Sorted(maps.Keys(found))
}

// root is the module's root, seen from this package.
const root = "../.."

// importsOf are the rooms of ours that each file of a room imports.
func importsOf(t *testing.T, room string) map[string][]string {
	t.Helper()
	ours := map[string][]string{}
	for file, imports := range allImportsOf(t, room) {
		for _, imported := range imports {
			if name, ok := strings.CutPrefix(imported, module+"/"); ok {
				ours[file] = append(ours[file], name)
			}
		}
	}
	return ours
}

// allImportsOf are the packages that each file of a room imports.
func allImportsOf(t *testing.T, room string) map[string][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, room, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			all[filepath.ToSlash(file)] = append(all[filepath.ToSlash(file)], imported)
		}
	}
	return all
}

// mayHoldState are the rooms whose code may name what gives or takes a State, which
// shows everything to everybody. All others read an incident through a View.
var mayHoldState = map[string]bool{"session": true, "session/incident": true, "tui/panetest": true}

func TestReadersGetAView(t *testing.T) {
	names := namesOfState(t)
	for _, room := range rooms(t) {
		if mayHoldState[room] {
			continue
		}
		files, err := filepath.Glob(filepath.Join(root, room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				readsViews(t, file, names)
			}
		}
	}
}

// readsViews checks that a file names nothing that makes, takes or returns a State.
func readsViews(t *testing.T, file string, ofState map[string]bool) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if of, ok := s.X.(*ast.Ident); ok && of.Name == "incident" && ofState[s.Sel.Name] {
			t.Errorf("%s names incident.%s: readers get a View of an incident, by For", file, s.Sel.Name)
		}
		return true
	})
}

// namesOfState are the exported functions of incident that take or return a State, and
// the type itself.
func namesOfState(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{"State": true}
	files, err := filepath.Glob(filepath.Join(root, "session/incident", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() && mentionsState(fn.Type) {
				names[fn.Name.Name] = true
			}
		}
	}
	if len(names) < 3 {
		t.Fatalf("of a State there are only %v", names)
	}
	return names
}

func mentionsState(fn *ast.FuncType) (found bool) {
	ast.Inspect(fn, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == "State"
		return !found
	})
	return found
}
