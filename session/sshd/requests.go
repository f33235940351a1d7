package sshd

import (
	"encoding/binary"
	"regexp"
	"slices"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"warroom/session"
)

// filteredChannel passes to the library only the requests that this server allows. It
// answers the rest itself: a request that isn't in the table is refused, whether for an
// agent, X11, a subsystem, a break or something new.
type filteredChannel struct {
	gossh.NewChannel
	ch   *channel
	door *Door
}

// Accept opens the channel. Of the client's requests, only the first shell or exec goes
// on to the library.
func (w filteredChannel) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	inner, requests, err := w.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	w.ch.Channel = inner
	asks := time.AfterFunc(w.ch.limits.Handshake, func() { w.door.guard("end a session that asks for nothing", w.ch.closeUnused) })
	passed := make(chan *gossh.Request)
	go w.door.guard("requests of a session", func() {
		defer close(passed)
		defer asks.Stop()
		defer gossh.DiscardRequests(requests)
		w.ch.answerRequests(requests, passed)
	})
	return w.ch, passed, nil
}

// requestTable has what a client may request of a session, beside a shell and exec.
var requestTable = map[string]func(*channel, []byte) bool{
	"pty-req":       (*channel).askPTY,
	"window-change": (*channel).changeWindow,
	"env":           (*channel).askEnv,
	"signal":        (*channel).signal,
}

// answerRequests answers requests until the client closes the channel, and passes the
// first shell or exec on.
func (ch *channel) answerRequests(requests <-chan *gossh.Request, passed chan<- *gossh.Request) {
	for r := range requests {
		if r.Type == "shell" || r.Type == "exec" {
			if ch.requested.Swap(true) {
				reply(r, false)
				continue
			}
			passed <- r
			continue
		}
		allowed := requestTable[r.Type]
		reply(r, allowed != nil && allowed(ch, r.Payload))
	}
}

func reply(r *gossh.Request, ok bool) {
	if r.WantReply {
		_ = r.Reply(ok, nil) // a client that is gone needs no answer
	}
}

// askPTY handles a pty-req (RFC 4254, section 6.2).
func (ch *channel) askPTY(payload []byte) bool {
	var r struct {
		Term                    string
		Columns, Rows           uint32
		PixelWidth, PixelHeight uint32
		Modes                   string
	}
	if ch.who().noPTY || ch.requested.Load() || ch.sizes != nil || gossh.Unmarshal(payload, &r) != nil || len(r.Term) > maxTerm {
		return false
	}
	ch.term, ch.size, ch.sizes = printable(r.Term), clampSize(r.Columns, r.Rows), session.NewLatest[Size]()
	ch.sizes.Put(ch.size)
	return true
}

// changeWindow handles a window-change (RFC 4254, section 6.7). It never waits.
func (ch *channel) changeWindow(payload []byte) bool {
	if ch.sizes == nil || len(payload) < 8 {
		return false
	}
	if size := clampSize(binary.BigEndian.Uint32(payload), binary.BigEndian.Uint32(payload[4:])); size != ch.size {
		ch.size = size
		ch.sizes.Put(size)
	}
	return true
}

// maxTerm bounds the name of a terminal type, in bytes.
const maxTerm = 64

// environment is what a client set, within its limits.
type environment struct {
	pairs []string
	bytes int
}

// envAllowed matches the variables that a screen reads.
var envAllowed = regexp.MustCompile(`^(LANG|LC_[A-Z]+|TERM|COLORTERM|NO_COLOR)$`)

// asksWords reports whether the client's locale asks for whole words, with the modifier
// "words", as LC_ALL=C.UTF-8@words.
func (e environment) asksWords() bool {
	return slices.ContainsFunc(e.pairs, func(pair string) bool {
		return strings.HasPrefix(pair, "LC_ALL=") && strings.HasSuffix(pair, "@words")
	})
}

func (ch *channel) askEnv(payload []byte) bool {
	var r struct{ Name, Value string }
	if ch.requested.Load() || gossh.Unmarshal(payload, &r) != nil || !envAllowed.MatchString(r.Name) {
		return false
	}
	pair := r.Name + "=" + printable(r.Value)
	if len(ch.env.pairs) >= ch.limits.EnvCount || ch.env.bytes+len(pair) > ch.limits.EnvBytes {
		return false
	}
	ch.env.pairs, ch.env.bytes = append(ch.env.pairs, pair), ch.env.bytes+len(pair)
	return true
}

// signal ends the session if the client sent a signal that means so.
func (ch *channel) signal(payload []byte) bool {
	var r struct{ Name string }
	if gossh.Unmarshal(payload, &r) != nil {
		return false
	}
	switch r.Name {
	case "HUP", "INT", "QUIT", "TERM":
		ch.cancel(session.Ended{Why: "you ended the session with a signal"})
	}
	return true
}

// printable drops everything but printable ASCII from s.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
}
