package incident

import "slices"

// Comms is the section of the ways in which the responders talk.
type Comms struct {
	Mode     Mode
	Channels []Channel // by name
}

var commsSection = section{
	verbs: []Verb{modeVerb, channelVerb},
	kinds: map[string]codec{
		"mode-set":       {"mode", inTimeline, into[modeSet]},
		"channel-judged": {"chan", inTimeline, into[channelJudged]},
	},
}

// Mode returns how the responders talk.
func (v View) Mode() Mode { return v.state.Comms.Mode }

// Channels returns the ways to talk that were judged, by name.
func (v View) Channels() []Channel { return slices.Clone(v.state.Comms.Channels) }
