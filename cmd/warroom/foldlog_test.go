package main

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestALogIsFoldedWhereSomeoneFloodsIt checks that what is rare stays.
func TestALogIsFoldedWhereSomeoneFloodsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out words
		handler := newFoldedLog(slog.NewTextHandler(&out, nil))
		log := slog.New(handler)
		for n := range 1000 {
			log.Info("refused an attempt to come in", "source", "192.0.2.7", "method", "publickey", "n", n)
		}
		log.Info("refused an attempt to come in", "source", "192.0.2.8")
		log.With("room", "x").Info("refused an attempt to come in", "source", "192.0.2.7")
		log.Error("a session failed", "name", "kim")
		if got := strings.Count(out.String(), "source=192.0.2.7"); got != logOfSource {
			t.Errorf("%d lines of one source", got)
		}
		for _, rare := range []string{"192.0.2.8", "name=kim"} {
			if !strings.Contains(out.String(), rare) {
				t.Errorf("%s isn't in\n%s", rare, out.String())
			}
		}
		out.clear()
		for n := range 1000 { // and from everywhere
			log.Info("refused an attempt to come in", "source", fmt.Sprint("2001:db8::", n))
		}
		if got := strings.Count(out.String(), "\n"); got > logOfKind {
			t.Errorf("%d lines of one kind", got)
		}
		out.clear()
		time.Sleep(logWindow)
		synctest.Wait()
		if !strings.Contains(out.String(), `kind="refused an attempt to come in" more=1902 within=1m0s`) {
			t.Errorf("at the end of the minute:\n%s", out.String())
		}
		out.clear()
		log.Info("refused an attempt to come in", "source", "192.0.2.7")
		if !strings.Contains(out.String(), "192.0.2.7") {
			t.Errorf("the next minute begins with\n%s", out.String())
		}
		for range 2 * logOfSource {
			log.Warn("turned a connection away", "source", "192.0.2.7")
		}
		out.clear()
		handler.fold.tellAll()
		if !strings.Contains(out.String(), "more=10") {
			t.Errorf("at the end:\n%s", out.String())
		}
	})
}
