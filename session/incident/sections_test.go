package incident

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// sectionFiles is the law of writes: for each section of the State, the words with
// which the names of its files begin. Only these files write its fields; others call
// its functions. The empty name is the State's own fields.
var sectionFiles = map[string][]string{
	"":          {"state", "fold", "declare"},
	"Status":    {"status"},
	"SizeUp":    {"sizeup", "hypothesis"},
	"Course":    {"course"},
	"Hunts":     {"hunt"},
	"Metrics":   {"metrics"},
	"Plan":      {"plan", "task"},
	"Decisions": {"decision", "proposal"},
	"Access":    {"access"},
	"Team":      {"team", "role", "stream"},
	"Comms":     {"comms"},
	"Affected":  {"affected", "system", "asset", "link"},
	"entries":   {"entry"},
}

// mayWrite reports whether a file may make a write. An outline leaves whole sections
// of a state out.
func mayWrite(w write) bool {
	first, _, _ := strings.Cut(strings.TrimSuffix(w.file, ".go"), "_")
	return slices.Contains(sectionFiles[w.section], first) || first == "state" && w.field == ""
}

// TestEverySectionHasItsFiles finds a section, or a section's file, that the law of
// writes doesn't know.
func TestEverySectionHasItsFiles(t *testing.T) {
	state := reflect.TypeFor[State]()
	for i := range state.NumField() {
		f := state.Field(i)
		if f.Anonymous {
			t.Errorf("%s is embedded in the State: give it a name", f.Name)
		}
		if f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[Declaration]() && sectionFiles[f.Name] == nil {
			t.Errorf("the section %s has no line in the law of writes", f.Name)
		}
	}
	for _, words := range sectionFiles {
		for _, word := range words {
			if _, err := os.Stat(word + ".go"); err != nil {
				if all, _ := filepath.Glob(word + "_*.go"); len(all) == 0 {
					t.Errorf("no file's name begins with %s", word)
				}
			}
		}
	}
}

func TestOnlyASectionsFilesWriteIt(t *testing.T) {
	for _, w := range writesOf(t, os.DirFS(".")) {
		if !mayWrite(w) {
			t.Errorf("%s writes %s.%s: let a function of the section do it", w.at, w.section, w.field)
		}
	}
}

// TestAWriteFromElsewhereIsFound plants one of each kind.
func TestAWriteFromElsewhereIsFound(t *testing.T) {
	for line, want := range map[string]string{
		"s.Access.TLP = Red":                              "Access.TLP",
		"s.Team.Roles, x = nil, 1":                        "Team.Roles",
		"next.Status.Phase++":                             "Status.Phase",
		"s.Plan.Ticks[k] = Tick{}":                        "Plan.Ticks",
		"s.Comms = Comms{}":                               "Comms.",
		"s.entries.list = s.entries.list":                 "entries.list",
		"for s.SizeUp.Severity = range 3 {}":              "SizeUp.Severity",
		"p := &s.Affected.Links; _ = p":                   "Affected.Links",
		"func (t *Team) lead(who string) { t.x = who }":   "Team.lead",
		"s.Last = 3":                                      ".Last",
		"clear(s.Access.Members)":                         "Access.Members",
		"delete(s.Access.Members, who)":                   "Access.Members",
		"x := s.Access.TLP; y := s.entries.list; f(x, y)": "",
	} {
		dir := t.TempDir()
		text := "package incident\nfunc plant(s, next *State) {\n" + line + "\n}\n"
		if strings.HasPrefix(line, "func ") {
			text = "package incident\n" + line + "\n"
		}
		if err := os.WriteFile(filepath.Join(dir, "brief.go"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var got string
		for _, w := range writesOf(t, os.DirFS(dir)) {
			if !mayWrite(w) {
				got += w.section + "." + w.field
			}
		}
		if got != want {
			t.Errorf("%s: found %q, want %q", line, got, want)
		}
	}
}

// write is one place that writes a field of a section.
type write struct{ at, file, section, field string }

// writesOf finds what the package's files write of a State. It goes by the names of
// the fields: the sections' are not those of other types.
func writesOf(t *testing.T, dir fs.FS) (all []write) {
	t.Helper()
	files, err := fs.Glob(dir, "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := fs.ReadFile(dir, file)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		note := func(e ast.Expr) {
			if section, field, ok := written(e); ok {
				all = append(all, write{set.Position(e.Pos()).String(), file, section, field})
			}
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl: // what has a pointer to a section can write it
				if section := pointedTo(n.Recv); section != "" && sectionFiles[section] != nil {
					all = append(all, write{set.Position(n.Pos()).String(), file, section, n.Name.Name})
				}
			case *ast.AssignStmt:
				if n.Tok != token.DEFINE {
					for _, e := range n.Lhs {
						note(e)
					}
				}
			case *ast.IncDecStmt:
				note(n.X)
			case *ast.RangeStmt:
				if n.Tok == token.ASSIGN {
					note(n.Key)
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					note(n.X)
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "clear" || f.Name == "delete") {
					note(n.Args[0])
				}
			}
			return true
		})
	}
	return all
}

// pointedTo is the type that a receiver points to, "" for none.
func pointedTo(recv *ast.FieldList) string {
	if recv == nil {
		return ""
	}
	if star, ok := recv.List[0].Type.(*ast.StarExpr); ok {
		if name, ok := star.X.(*ast.Ident); ok {
			return name.Name
		}
	}
	return ""
}

// written is the section and the field that a target of a write belongs to.
func written(e ast.Expr) (section, field string, ok bool) {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return written(e.X)
	case *ast.StarExpr:
		return written(e.X)
	case *ast.ParenExpr:
		return written(e.X)
	case *ast.SelectorExpr:
		if inner, isSelector := e.X.(*ast.SelectorExpr); isSelector && sectionFiles[inner.Sel.Name] != nil {
			return inner.Sel.Name, e.Sel.Name, true
		}
		if section, field, ok := written(e.X); ok {
			return section, field, true
		}
		if who, isName := e.X.(*ast.Ident); isName && slices.Contains([]string{"s", "next", "o"}, who.Name) {
			switch name := e.Sel.Name; {
			case sectionFiles[name] != nil:
				return name, "", true
			case slices.Contains([]string{"ID", "Last", "Written", "Drill", "Declared"}, name):
				return "", name, true
			}
		}
	}
	return "", "", false
}

// TestEveryVerbsFileBearsItsName checks that the file in which a verb is declared
// can be found by the verb.
func TestEveryVerbsFileBearsItsName(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		for _, name := range verbsIn(t, file) {
			found++
			if !bears(file, name) {
				t.Errorf("/%s is in %s: give the verb a file of its name", name, file)
			}
		}
	}
	if found != len(Verbs()) {
		t.Errorf("%d verbs are found in files, and there are %d", found, len(Verbs()))
	}
	if bears("status_close.go", "reopen") || bears("plan_check.go", "uncheck") || !bears("access_break_glass.go", "break-glass") {
		t.Error("a verb in another's file passes")
	}
}

func bears(file, verb string) bool {
	return strings.Contains("_"+strings.TrimSuffix(file, ".go"), "_"+strings.ReplaceAll(verb, "-", "_"))
}

// verbsIn are the names of the verbs that a file declares.
func verbsIn(t *testing.T, file string) (names []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range g.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				continue
			}
			lit, ok := v.Values[0].(*ast.CompositeLit)
			if !ok {
				continue
			}
			if typ, ok := lit.Type.(*ast.Ident); !ok || typ.Name != "Verb" {
				continue
			}
			for _, e := range lit.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "Name" {
					names = append(names, strings.Trim(kv.Value.(*ast.BasicLit).Value, `"`))
				}
			}
		}
	}
	return names
}
