package incident

// GateQuestion is one question of the recovery gate.
type GateQuestion uint8

// The questions that must be answered before a system counts as recovered.
const (
	GateRestorePoint        GateQuestion = iota // is it from before the compromise began?
	GateVulnerabilityClosed                     // is it gone?
	GateFailoverTried                           // failover and failback
	GateTargetsHold                             // or were readjusted by decision
	GatePrivacyKept
)
