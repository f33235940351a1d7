package incident

// gateQuestion is one question of the recovery gate.
type gateQuestion uint8

// gatePrefix stands before a question's word among the keys of criteria.
const gatePrefix = "gate "

// The questions that must be answered before a system counts as recovered.
const (
	gateRestorePoint        gateQuestion = iota // is it from before the compromise began?
	gateVulnerabilityClosed                     // is it gone?
	gateFailoverTried                           // failover and failback
	gateTargetsHold                             // or were readjusted by decision
	gatePrivacyKept
)
