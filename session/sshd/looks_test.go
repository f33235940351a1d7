package sshd

import (
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

func TestManyWhoAskShareALook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		looked, answers := 0, make(chan struct{})
		l := &looks{log: slog.New(slog.DiscardHandler), look: func() { looked++; <-answers }}
		go l.ask()
		synctest.Wait() // the first looks
		asked := time.Now()
		done := make(chan struct{})
		for range 50 {
			go func() { l.ask(); done <- struct{}{} }()
		}
		synctest.Wait()
		close(answers)
		for range 50 {
			<-done
		}
		if looked != 2 || time.Since(asked) > 0 {
			t.Errorf("50 who ask while one looks: %d looks, %s", looked, time.Since(asked))
		}
	})
}

func TestALookThatHangsIsWaitedForOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answers := make(chan struct{})
		l := &looks{log: slog.New(slog.DiscardHandler), look: func() { <-answers }}
		for n, want := range []time.Duration{lookWait, 0, 0} {
			asked := time.Now()
			l.ask()
			if took := time.Since(asked); took != want {
				t.Errorf("ask %d waits %s, not %s", n, took, want)
			}
			pass := time.NewTimer(time.Millisecond)
			<-pass.C
		}
		close(answers)
		synctest.Wait()
		if done, stuck := l.want(); stuck {
			t.Error("the disk answers, and nobody waits for it")
		} else {
			<-done
		}
	})
}

func TestALookThatBreaksHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &looks{log: slog.New(slog.DiscardHandler), look: func() { panic("broken") }}
		asked := time.Now()
		l.ask()
		l.ask()
		if took := time.Since(asked); took > 0 {
			t.Errorf("they wait %s", took)
		}
	})
}
