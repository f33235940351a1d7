package incident

// GateQuestion is one question of the recovery gate.
type GateQuestion uint8

// The questions that must be answered before a system counts as recovered.
const (
	RestorePoint        GateQuestion = iota // is it from before the compromise began?
	VulnerabilityClosed                     // is it gone?
	FailoverTried                           // failover and failback
	TargetsHold                             // or were readjusted by decision
	PrivacyKept
)
