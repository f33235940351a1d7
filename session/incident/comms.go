package incident

// Comms is the section of how the responders talk.
type Comms struct {
	Mode     Mode
	Channels []Channel // by name
}
