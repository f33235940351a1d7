package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// unguarded are the functions that begin a goroutine which recovers from no
// panic, and why none can come about in it.
var unguarded = map[string]string{
	"cmd/warroom/serve.go follow":       "keep guards each turn",
	"session/exec/shift.go fetch":       "it runs under the guard of the door, which it is handed",
	"session/exec/progress.go say":      "it runs under the guard of the door, which it is handed",
	"session/appendlimit.go start":      "it ends a context",
	"session/sshd/input.go newInput":    "it sets a flag under a lock",
	"session/sshd/sharedreload.go join": "each look is contained; what is around it passes a channel on",
	"store/sqlite/sqlite.go open":       "each try recovers, and what is done between tries; what is around them passes requests on",
}

// TestNoGoroutineCanEndTheServer finds every go statement, WaitGroup.Go and
// AfterFunc, and demands that all that runs there runs under a function which
// recovers, or that the table above says why it need not.
func TestNoGoroutineCanEndTheServer(t *testing.T) {
	seen, begun := map[string]bool{}, 0
	for _, room := range rooms(t) {
		if room == "store/storetest" {
			continue // it runs in tests alone, which a panic is to end
		}
		files := sourcesOf(t, room)
		guards := guardsOf(files)
		for file, f := range files {
			for _, d := range f.Decls {
				name := strings.TrimPrefix(file, root+"/")
				if fn, ok := d.(*ast.FuncDecl); ok {
					name += " " + fn.Name.Name
				}
				for _, runs := range goroutinesOf(d) {
					begun++
					switch {
					case guards.hold(runs):
					case unguarded[name] != "":
						seen[name] = true
					default:
						t.Errorf("%s begins a goroutine whose panic would end the server: run it under a guard", name)
					}
				}
			}
		}
	}
	for name := range unguarded {
		if !seen[name] {
			t.Errorf("the table has a line for %s, which begins no goroutine without a guard", name)
		}
	}
	if begun < 20 {
		t.Errorf("found %d goroutines: does the search still see them?", begun)
	}
}

// sourcesOf are a room's files that aren't tests.
func sourcesOf(t *testing.T, room string) map[string]*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, room, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*ast.File{}
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		all[path.Clean(filepath.ToSlash(p))] = f
	}
	return all
}

// guardNames are the functions of one room that recover from a panic in what
// they run, and those that do nothing but call one of these, by name.
type guardNames map[string]bool

func guardsOf(files map[string]*ast.File) guardNames {
	recovers, others := guardNames{}, map[string]*ast.BlockStmt{}
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				if defersRecover(fn.Body) {
					recovers[fn.Name.Name] = true
				} else {
					others[fn.Name.Name] = fn.Body
				}
			}
		}
	}
	for name := range others {
		delete(recovers, name) // a method of this name doesn't recover
	}
	for name, body := range others {
		if call := onlyCall(body); call != nil && recovers.has(call.Fun) {
			recovers[name] = true
		}
	}
	return recovers
}

// has reports whether f is a guard of the room, or session.Guard, which serves all.
func (g guardNames) has(f ast.Expr) bool {
	if sel, ok := f.(*ast.SelectorExpr); ok && nameOf(sel.X) == "session" && sel.Sel.Name == "Guard" {
		return true
	}
	return g[nameOf(f)]
}

// onlyCall is the call that a body consists of; nil where it is more or less.
func onlyCall(body *ast.BlockStmt) *ast.CallExpr {
	if len(body.List) != 1 {
		return nil
	}
	if e, ok := body.List[0].(*ast.ExprStmt); ok {
		if call, ok := e.X.(*ast.CallExpr); ok {
			return call
		}
	}
	return nil
}

func defersRecover(body *ast.BlockStmt) (found bool) {
	for _, s := range body.List {
		d, ok := s.(*ast.DeferStmt)
		if !ok {
			continue
		}
		ast.Inspect(d.Call.Fun, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && nameOf(call.Fun) == "recover" {
				found = true
			}
			return true
		})
	}
	return found
}

// goroutinesOf are the calls, or the functions, that d runs in goroutines.
func goroutinesOf(d ast.Decl) (run []ast.Expr) {
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			run = append(run, n.Call)
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 && (sel.Sel.Name == "Go" || sel.Sel.Name == "AfterFunc") {
				run = append(run, n.Args[len(n.Args)-1])
			}
		}
		return true
	})
	return run
}

// hold reports whether what runs is a call of a guard, or a function that does
// nothing else, but for what it defers and where it leaves the outcome.
func (g guardNames) hold(runs ast.Expr) bool {
	if call, ok := runs.(*ast.CallExpr); ok {
		if g.has(call.Fun) {
			return true
		}
		runs = call.Fun
	}
	literal, ok := runs.(*ast.FuncLit)
	if !ok {
		return g.has(runs)
	}
	for _, s := range literal.Body.List {
		var does ast.Expr
		switch s := s.(type) {
		case *ast.DeferStmt:
			continue
		case *ast.ExprStmt:
			does = s.X
		case *ast.SendStmt:
			does = s.Value
		case *ast.AssignStmt:
			does = s.Rhs[0]
		}
		call, ok := does.(*ast.CallExpr)
		if !ok || !g.has(call.Fun) {
			return false
		}
	}
	return true
}

// nameOf is what stands last in the name of a function.
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
