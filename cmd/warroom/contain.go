package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"warroom/session"
)

// contained runs f. It turns a panic into an error with the stack.
func contained(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return f()
}

// guard runs f under session.Guard.
func (h *house) guard(doing string, f func()) { session.Guard(h.logger, doing, f) }

// keep runs f until ctx ends, and runs it again after a panic. f waits before
// it acts, so this is no busy loop.
func (h *house) keep(ctx context.Context, doing string, f func(context.Context)) {
	for ctx.Err() == nil {
		h.guard(doing, func() { f(ctx) })
	}
}
