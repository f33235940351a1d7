package main

// decideLines are "Decide".
var decideLines = []procedure{
	{"Decide: proposals, strong objections, decisions", "", `
		raj /propose quarantine the build subnet
		kim /object P1 !> give a reason to object
		kim /object P1 loses the RAM image
		lee /support P1 it spreads
		cy brief => OBJECTION of kim to P1, open (/answer P1 TEXT): loses the RAM image; P1 is: quarantine the build subnet
		ana /decide P1 go after the memory is captured => D1 go on P1 (quarantine the build subnet): after the memory is captured
		cy show --json => "objections":[{"by":"kim","why":"loses the RAM image","answer":"",
		raj /answer P1 @kim noor captures it first
		cy show --json => "answer":"noor captures it first"
		kim /support P2 !> there is no proposal P2`},
	{"Decide: the accountable person confirms from their own key", "", `
		noor say here
		ana /decide tell the board tonight --by noor => D1 waits for noor's key
		cy show => D1 waits for noor's key: tell the board tonight
		kim /confirm D1 !> D1 waits for noor's key: nobody else can confirm it
		ana /confirm D1 !> D1 waits for noor's key
		noor /confirm D1 agreed => confirms D1 (tell the board tonight): agreed
		cy show --json => "state":"holds","go":true,"text":"tell the board tonight"
		cy show --json => "signers":["noor"]`},
	{"Decide: a decision that nobody confirmed can be withdrawn, with a reason", "", `
		kim /decide switch it off => D1 waits for ana's key
		kim /withdraw D1 !> give a reason
		kim /withdraw D1 too early => withdraws D1: too early
		ana /confirm D1 !> D1 was withdrawn`},
	{"Decide: trade-offs are written down", "", `
		kim /tradeoff RTO payments-api: 1h -> 6h until 2h because the restore is slow
		cy timeline => D1 waits for ana's key: trade-off, RTO payments-api: 1h → 6h until
		ana /confirm D1
		cy show --json => "trade_off":{"target":"RTO payments-api","old":"1h","new":"6h"
		ana /tradeoff payments-api !> name the target, a colon`},
	{"Decide: what the house lists waits for two keys", "", `
		lee say here
		ana /eject @lee the key is stolen => D1 waits for a second key
		ana /confirm D1 !> you signed D1 already
		kim /confirm D1 !> only a key of rank manager
		lee say still here => lee: still here
		ana /withdraw D1 the key is found
		cy show --json => "keys_needed":2`},
}
