package incident

import (
	"slices"
	"strings"
	"time"
)

const (
	maxChannels    = 50
	maxChannelName = 40 // bytes
)

// Channel is a way to talk that an attacker may read.
type Channel struct {
	Name  string // in lower case
	Trust channelTrust
	Why   string
	By    string
	At    time.Time
	first string // who named it
}

// channelTrust says how far a channel can be trusted.
type channelTrust uint8

// The degrees of trust.
const (
	channelTrusted channelTrust = iota
	channelSuspect
	channelCompromised
)

var trustWords = []string{"trusted", "suspect", "compromised"}

func (t channelTrust) String() string { return enumName(t, trustWords...) }

// MarshalText writes the word.
func (t channelTrust) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText parses the whole word.
func (t *channelTrust) UnmarshalText(b []byte) error { return parseExact(t, b, trustWords) }

// Suspect reports whether the channel may be in an attacker's hands.
func (c Channel) Suspect() bool { return c.Trust == channelSuspect }

// Compromised reports whether the channel is known to be in an attacker's hands.
func (c Channel) Compromised() bool { return c.Trust == channelCompromised }

// Untrusted returns, by name, the channels that nobody should use as before.
func (v View) Untrusted() []Channel {
	return slices.DeleteFunc(v.Channels(), func(c Channel) bool { return c.Trust == channelTrusted })
}

// setTrust asks to set the trust in a channel.
type setTrust struct {
	Name string
	To   channelTrust
	Why  string
}

// channelJudged happened when the trust in a channel was set.
type channelJudged struct {
	Name string       `json:"name"`
	To   channelTrust `json:"to"`
	Why  string       `json:"why"`
}

var channelVerb = Verb{
	Name: "channel", Args: "NAME trusted|suspect|compromised [why]", asks: setTrust{},
	Help: "say how far a way to talk can be trusted, and why",
	complete: func(s sources, arg int) []string {
		switch arg {
		case 0:
			return channelNames(s)
		case 1:
			return trustWords
		}
		return nil
	},
	parse: func(args string) (Command, error) {
		name, rest := cutWord(args)
		first, why := cutWord(rest)
		if first == "" {
			return nil, refuse("say how far %s can be trusted: %s", quote(name), strings.Join(trustWords, ", "))
		}
		i, err := matchPrefix(first, "trust", trustWords)
		return setTrust{Name: unquoted(name), To: channelTrust(i), Why: why}, err
	},
}

func channelNames(s sources) []string {
	var names []string
	for _, c := range s.Channels() {
		names = append(names, c.Name)
	}
	return names
}

func (setTrust) needs() power { return powerRespond }

func (c setTrust) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	name := strings.ToLower(CleanLine(c.Name))
	if name == "" || len(name) > maxChannelName || strings.ContainsAny(name, blanks) {
		return nil, refuse("name the channel in one word of at most %d bytes, as e-mail or #ops", maxChannelName)
	}
	before, known := s.channel(name)
	switch {
	case c.To > channelCompromised:
		return nil, refuse("use %s", strings.Join(trustWords, ", "))
	case !known && len(s.Comms.Channels) >= maxChannels:
		return nil, refuse("%d channels are listed and no more fit: set the trust of one of those", maxChannels)
	case known && before.Trust == c.To && (why == "" || why == before.Why):
		return nil, refuse("%s is %s already", name, c.To)
	case why == "" && (known || c.To != channelTrusted):
		return nil, refuse("give a reason why %s is %s: /channel %s %s WHY", name, c.To, name, c.To)
	}
	if !known {
		err = checkShare(s, a.By, countBy(s.Comms.Channels, a.By.Name, func(c Channel) string { return c.first }), maxChannels, "channels")
	}
	return []Fact{channelJudged{Name: name, To: c.To, Why: why}}, err
}

// channel returns the channel of that name.
func (s *State) channel(name string) (Channel, bool) {
	if i, ok := findChannel(s.Comms.Channels, name); ok {
		return s.Comms.Channels[i], true
	}
	return Channel{}, false
}

func findChannel(all []Channel, name string) (int, bool) {
	return slices.BinarySearchFunc(all, name, func(c Channel, n string) int { return strings.Compare(c.Name, n) })
}

func (channelJudged) kind() string { return "channel-judged" }

func (f channelJudged) fold(s *State, e *Event) {
	all := slices.Clone(s.Comms.Channels)
	i, known := findChannel(all, f.Name)
	if !known {
		all = slices.Insert(all, i, Channel{first: e.By})
	}
	all[i] = Channel{f.Name, f.To, f.Why, e.By, e.OccurredAt, all[i].first}
	s.Comms.Channels = all
}

func (f channelJudged) line() string { return withReason(f.Name+" is "+f.To.String(), f.Why) }
