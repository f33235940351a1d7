package incident

import (
	"strings"
	"time"
)

type modeShown struct {
	Kind string `json:"kind"`
	Link string `json:"link"`

	By string     `json:"by"`
	At *time.Time `json:"at"`
}

// modePart tells how the responders talk.
func modePart(v View, r Reader) Part {
	m := v.Mode()
	p := single("mode", ToneText, strings.TrimSpace(m.Kind+" "+m.Link), Field{"mode", modeShown{m.Kind, m.Link, m.By, instant(m.At)}})
	if m.By == "" {
		return p
	}
	return p.below("agreed by " + m.By + " at " + r.Stamp(m.At))
}

type channelShown struct {
	Name  string `json:"name"`
	Trust string `json:"trust"`
	Why   string `json:"why"`

	By string    `json:"by"`
	At time.Time `json:"at"`
}

// channelsPart tells which channels were judged. A brief has those that can't be trusted.
func channelsPart(v View, r Reader) Part {
	return list[Channel]{
		label: "channels", key: "channels", most: 3, now: lazily(v.Untrusted), all: lazily(v.Channels),
		tone:  toneBy(func(c Channel) bool { return c.Trust != channelTrusted }, ToneWarn, ToneText),
		line:  func(c Channel) string { return withReason(c.Name+" "+c.trustText(), c.Why) },
		more:  func(c Channel) []string { return []string{"judged by " + c.By + " at " + r.Stamp(c.At)} },
		value: func(c Channel) any { return channelShown{c.Name, c.Trust.String(), c.Why, c.By, c.At.UTC()} },
	}.part()
}

// trustText returns how far the channel can be trusted, in capitals where it can't be.
func (c Channel) trustText() string {
	if c.Trust == channelTrusted {
		return c.Trust.String()
	}
	return strings.ToUpper(c.Trust.String())
}
