package main

// recoverLines are "Contain, eradicate, recover".
var recoverLines = []procedure{
	{"Recover: phases with exit criteria", "", `
		ana /phase containment !> containment waits for kind-stated because kind is unknown, personal-stated because personal data is
		kim /check lunch !> there is nothing to check named
		kim /check scope-known seven hosts !> scope-known wants an entry that says it
		ana /done A2 seven hosts
		kim /check scope-known A2
		kim /kind security
		kim /personal-data no none was there
		kim /check owner-told
		kim /check impact-stated
		kim /check channels-agreed
		kim /check evidence-safe
		kim /uncheck evidence-safe a disk was wiped
		ana /phase containment !> containment waits for evidence-safe
		kim /check evidence-safe the other copy is whole
		kim /phase containment !> only the incident manager, the deputy
		ana /phase containment => triage → containment
		ana /phase triage !> give a reason to go back`},
	{"Recover: exit criteria are overridden by the accountable one alone, with a reason", "", `
		kim say here
		ana /role decider @kim
		ana /phase containment override it spreads !> you can't override this: kim, who is decider
		kim /phase containment override !> give a reason to override
		kim /phase containment override it spreads => triage → containment, overriding kind-stated`},
	{"Recover: the shutdown branch goes to disaster recovery", "", `
		kim /affects payments-api
		kim /state payments-api shutdown the attacker is in its database => D1 waits for ana's key: shut down payments-api: the attacker is in its database
		cy show => running
		cy timeline => opened the checklist Shutdown and disaster recovery
		cy brief => NOT DONE YET, and too late afterwards; dr-evidence: Capture memory before the power goes (/check dr-evidence)
		cy show --json => "before":["dr-evidence"]
		ana /confirm D1 !> not done yet, and can't be done after the shutdown: dr-evidence
		cy show --json => "system_state":"running"
		kim /check dr-evidence hashed
		ana /confirm D1 => payments-api running → shutdown
		cy show --json => "targets":[{"system":"payments-api","back_by":"
		kim /check dr-restore-point the nightly one !> dr-restore-point wants an entry that says it
		kim /task @kim find the nightly copy
		kim /done A8 it is whole
		kim /check dr-restore-point A8 the nightly one => checked dr-restore-point, for forensics (A8)
		kim /check dr-loss A8 !> dr-loss wants a decision that holds
		kim /state restored it answers
		cy show --json => "targets":[]`},
	{"Recover: the gate asks for a restore point from before the compromise", "", `
		kim /milestone occurred -30m
		kim /gate restore-point A8 !> give the restore point's time
		kim /gate restore-point -10m A8 !> the compromise began at
		kim /gate restore-point 2020-01-01T03:00Z !> Cite the evidence
		kim /gate restore-point 2020-01-01T03:00Z #1 !> #1 (DECL) shows nothing by itself
		kim /gate restore-point 2020-01-01T03:00Z E99 !> there is no evidence E99
		kim /task @kim find a restore point
		kim /gate restore-point 2020-01-01T03:00Z A8 !> A8 isn't done
		kim /done A8 the yearly one
		kim /gate restore-point 2020-01-01T03:00Z A8 the yearly one => gate: restore-point of 2020-01-01 03:00Z (A8)`},
	{"Recover: the gate asks for vulnerability, failover and failback, targets, privacy", "--sev 5 Secrets were read", `
		ana /phase recovery override nothing else to do
		ana /phase review !> gate vulnerability-closed, gate failover-tried, gate targets-hold, gate privacy-kept
		kim /gate vulnerability-closed looked at it !> is the vulnerability closed? Cite the evidence
		kim /change patched the runners -- install the old image
		kim /gate vulnerability-closed C1 patched
		kim /task @kim try the failover
		kim /done A1 both ways
		kim /gate failover-tried A1 both ways
		kim /tradeoff RTO payments-api: 1h -> 2h because it is slow
		kim /gate targets-hold D1 !> D1 waits for ana's key
		ana /confirm D1
		kim /gate targets-hold D1
		kim /gate privacy-kept not-needed D1 !> give a reason
		ana /decide nobody's data was there
		kim /gate privacy-kept not-needed D2 no personal data was there
		cy show --json => "not_needed":true
		kim /gate privacy-kept open one table did
		cy show --json => "key":"privacy-kept","text":"is privacy kept?","met":false
		cy show --json => "key":"targets-hold","text":"do the reliability targets hold, or were they readjusted by decision?","met":true`},
	{"Recover: the targets of a system are observed, and readjusted by decision", "", `
		kim /observe payments-api availability 99.2 !> /affects payments-api
		kim /affects payments-api
		cy /observe payments-api availability 99.2 !> observers can read
		kim /observe payments-api uptime 99.2 !> its sheet has availability, p99-latency
		kim /observe payments-api availability NaN !> isn't a number
		kim /observe payments-api availability 99.2 => BREACHED: >= 99.5 %
		kim /observe payments-api p99-latency 0.2 s => meets <= 300 ms
		cy show => payments-api availability 99.2 %, BREACHED: >= 99.5 %
		cy brief => payments-api availability 99.2 %, BREACHED: >= 99.5 %
		cy show --json => "target":{"name":"availability","direction":"at-least","value":99.5,"unit":"%"},"value":99.2,"breached":true
		ana /tradeoff availability payments-api: 99.5 % -> slow !> write its new value as a number
		ana /tradeoff availability payments-api: 99.5 % -> 99 % until 2h
		cy show =/> BREACHED
		cy show --json => "value":99.2,"breached":false,"waived":false,"readjusted_by":"D1"
		kim /observe payments-api availability 98.7 => BREACHED: >= 99 % by D1`},
	{"Recover: time to detect, acknowledge, contain, recover", "", `
		kim /milestone occurred -60m the token leaked
		kim /milestone detected -40m the first alert
		kim /milestone acknowledged -35m kim picked up
		kim /milestone contained -70m !> contained can't be before detected
		kim /milestone contained -20m the rule went live
		cy show --json => "ttd":120
		cy show --json => "tta":30
		cy show --json => "ttc":120
		cy show --json => "ttr":null
		kim /state degraded
		kim /state restored it answers
		cy show --json =/> "ttr":null`},
	{"Recover: work that waits is documented", "", `
		kim /pause the vendor sleeps !> only the incident manager
		ana /pause the vendor sleeps
		cy timeline => work waits: the vendor sleeps
		cy show --json =/> "paused_since":null
		ana /resume the patch is here
		cy show --json => "paused_since":null`},
}

// closeLines are the gates of closing.
var closeLines = []procedure{
	{"Close: no incident closes without its exit criteria", "--sev 3 Secrets were read", `
		kim /close !> only the incident manager, the deputy
		ana /kind outage no attacker was here
		ana /close !> settle 8 things before ID is closed: A4, 
		cy show => settle before closing
		cy show => (/check scope-known REF)
		ana /drop A1 sized up in the call
		ana /done A2 nothing else
		ana /drop A3 nobody waits
		ana /drop A4 short enough
		ana /decide tell nobody --by ana
		kim /personal-data no none was there
		kim /check scope-known owner-told evidence-safe A2
		kim /decide go home
		ana /close !> settle 1 thing before ID is closed: D2
		kim /withdraw D2 a joke
		ana /close true-positive all is settled !> a SEV3 is closed from the review, after its phases
		ana /close !> say what it was, and in one line what came of it: /close VERDICT RESULT, with true-positive
		ana /close all is settled !> "all" isn't a verdict
		ana /close true-positive !> say in one line what came of it
		ana /close true-positive override all is settled => closed as true positive
		cy show => true positive: all is settled
		cy show --json => "verdict":"true-positive","result":"all is settled"
		kim say one more thing !> ID is closed: it can be read`},
	{"Close: what is outstanding is passed over with a reason, which stays", "--sev 3 Secrets were read", `
		kim say here
		ana /role decider @kim
		ana /close undetermined override enough !> kim, who is decider
		kim /close false-alarm override !> say in one line
		kim /close false-alarm override a scanner => closed as false alarm, overriding A4, A1, A2, `},
	{"Close: a closed incident is reopened, with a reason", "--sev 5 A false alarm", `
		kim /personal-data no nothing was read
		kim /check owner-told evidence-safe
		ana /close false-alarm nothing was there
		ana /reopen !> write it as /reopen WHY
		ana /reopen it is back => reopened in triage: it is back
		kim say here we go => kim: here we go`},
}
