package incident

// Comms is the section of the ways in which the responders talk.
type Comms struct {
	Mode     Mode
	Channels []Channel // by name
}

var commsSection = section{
	verbs: []Verb{modeVerb, channelVerb},
	kinds: map[string]codec{
		"mode-set":       {"mode", inTimeline, into[ModeSet]},
		"channel-judged": {"chan", inTimeline, into[ChannelJudged]},
	},
}
