package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"warroom/session"
)

// contained runs f. A panic in it becomes an error that carries the stack.
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

// keep runs f until ctx ends: again where it panicked, for it waits by itself
// before it does what broke it.
func (h *house) keep(ctx context.Context, doing string, f func(context.Context)) {
	for ctx.Err() == nil {
		h.guard(doing, func() { f(ctx) })
	}
}
