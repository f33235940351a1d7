package main

// sizeUpLines are "Size-up".
var sizeUpLines = []procedure{
	{"Size-up: vector hypotheses with a confidence, a fix and a fallback", "", `
		kim /fact the log has the token; lee was on leave
		kim /vector stolen CI token 70% T1552.001 => H1 stolen CI token 70% T1552.001
		kim /vector an insider
		kim /vector a bad patch T1552.1 !> isn't an ATT&CK technique
		kim /fix H1 revoke the token
		kim /fallback H1 rebuild the runners
		cy show => ): revoke the token; fallback: rebuild the runners
		kim /vector H1 confirmed !> cite entries or evidence
		kim /vector H1 confirmed #1 !> #1 (DECL) shows nothing by itself
		kim /vector H1 confirmed #11 it says so
		kim /vector H2 ruled-out #11 on leave
		cy show => H1 stolen CI token 70% CONFIRMED
		cy brief =/> an insider`},
	{"Size-up: a fix with an owner, a time and a state, and the fallback of one that failed", "", `
		kim /vector stolen CI token 70%
		kim /fact the token read 212 secrets
		kim /fix H1 worked #1 !> H1 has no fix yet
		kim /fix H1 @kim until 2h revoke the token => fix for H1 by kim until
		cy show => (planned, kim, due
		kim /fallback H1 rebuild the runners
		kim /fix H1 worked #1 !> once it is deployed
		kim /fix H1 deployed at once
		kim /fix H1 worked !> cite what shows it
		kim /fix H1 worked #12 !> was written before
		kim /fact the vault is read again
		kim /fix H1 failed #16 reads go on => fallback: rebuild the runners
		cy show => ): revoke the token; NOW the fallback: rebuild the runners
		cy show --json => "fix_state":"failed","fix_owner":"kim"
		cy timeline => the fix of H1 failed by #16: reads go on; fallback: rebuild the runners`},
	{"Size-up: the effect of each vector, and on which the impact rests", "", `
		kim /vector stolen CI token 70%
		kim /cia H1 C=high I=low? secrets are read => effect of H1: C=high I=low?
		kim /cia H1 U=high !> the urgency is the incident's
		cy show => confidentiality would be worse by H1
		kim /cia C=high
		cy show => confidentiality high rests on H1
		kim /fact it was revoked last year
		kim /vector H1 ruled-out #14
		cy show => confidentiality high rested on H1, ruled out: rate it anew
		cy show --json => "impact_rests_on":[{"aspect":"confidentiality","level":"high","on":[],"ruled_out":["H1"]`},
	{"Size-up: effect on confidentiality, integrity and availability", "", `
		kim /cia C=high I=low? secrets read => C unknown → high, I unknown → low?: secrets read
		kim /cia C=low !> give a reason to lower C
		cy show => confidentiality high, integrity low?, availability unknown
		kim /cia C=low only test secrets
		cy show --json => "why":"only test secrets"
		cy show --json => {"confidentiality":"high","integrity":"low?","availability":"unknown","urgency":"unknown"`},
	{"Size-up: severity from depth of damage and urgency", "--sev 3 Secrets were read", `
		cy show =/> proposed
		kim /cia C=high U=high the token is in use
		cy show => SEV1, by the playbook from impact and urgency
		kim /sev 1
		cy brief =/> by the playbook
		cy show --json => "severity_proposed":1`},
	{"Size-up: the severity's whole history and reasons", "--sev 3 Secrets were read", `
		kim /sev 1 secrets read
		kim /sev 2 only a copy !> lowering the severity is for the manager
		ana /sev 2 !> give a reason to lower the severity
		ana /sev 2 only a copy
		cy brief => SEV1 by kim: secrets read
		cy brief => by ana: only a copy
		cy show => SEV2 major, since
		cy timeline => SEV1 → SEV2: only a copy`},
	{"Size-up: course of action with owners and time boxes", "", `
		kim say here
		ana /task @kim 15m list the service accounts => A8 for kim, 15 min: list the service accounts
		ana /task forensics 2h image the disk
		raj /ack A8 !> A8 is for kim
		kim /ack A8
		kim /extend A8 10m seven more
		cy show => A8 kim, acknowledged
		kim /done A8 !> give the result
		kim /done A8 seven accounts
		cy show --json => "result":"seven accounts"
		ana /reassign A9 @lee forensics is away
		lee /drop A9 the disk is gone
		cy timeline => A9 is dropped: the disk is gone`},
	{"Size-up: the course of action of the next period, reviewed when its time is up", "", `
		kim /plan isolate the fleet until 2h !> only the incident manager
		ana /plan isolate the fleet !> say at the end until when
		ana /plan isolate the fleet, image bld-07 until 2h
		cy show => isolate the fleet, image bld-07
		cy brief => isolate the fleet, image bld-07
		cy show --json => "course_of_action":{"text":"isolate the fleet, image bld-07","until":"
		ana /plan until 3h => goes on until
		ana /plan rebuild the fleet until 20h
		cy brief =/> isolate the fleet
		cy show --json => "courses_of_action":[{"text":"rebuild the fleet"
		cy show --json => {"text":"isolate the fleet, image bld-07"`},
	{"Size-up: hunts over assets and indicators, and the sweep list", "--sev 3 Secrets were read", `
		kim /ioc 203.0.113.7
		kim /asset bld-07 host
		kim /hunt did the token read other vaults? @kim => Q1 for kim: did the token read other vaults?
		kim /hunt Q1 over bld-99 !> is nothing that is named here
		kim /hunt Q1 over 203.0.113.7 bld-07
		cy brief => Q1 kim, open
		cy show => ipv4 203[.]0[.]113[.]7 on host bld-07: open (Q1)
		cy show --json => "key":"","ref":"Q1"
		kim /hunt Q1 found !> cite the entries
		kim /hunt Q1 not-found !> say where you looked
		kim /hunt Q1 not-found the logs of all vaults
		cy show --json => "sweep":[{"indicator":"ipv4 203[.]0[.]113[.]7","asset":"host bld-07","state":"not-found","hunt":"Q1","by":"kim"
		cy show --json =/> "ref":"Q1"`},
	{"Size-up: an estimate of the recovery, with its history", "", `
		kim /eta 2h the restore runs !> the estimate is for the manager
		ana /eta 2026-01-01T10:00Z the restore runs !> has passed
		ana /eta 2h the restore runs at 100 MB/s => recovery expected at
		cy show => the restore runs at 100 MB/s
		cy brief => recovery
		ana /eta 3h !> give a reason to move it
		ana /role workload-lead @kim
		kim /eta 3h a disk failed
		cy show --json => "recovery_estimate":{"at":"
		cy show --json => "recovery_estimates":[{"at":"
		cy show --json => "why":"the restore runs at 100 MB/s"
		kim /eta none !> give a reason to take the estimate away
		kim /eta none the vendor can't say
		cy show --json => "recovery_estimate":null
		cy brief =/> recovery
		cy timeline => no estimate of the recovery any more, was`},
	{"Size-up: what changed in the running state", "", `
		kim /state degraded logins are slow => running → degraded
		kim /change blocked the CI role -- detach deny-all => C1 blocked the CI role; to undo: detach deny-all
		cy show --json => "undo":"detach deny-all"
		lee /undo C1 builds run again => undid C1: builds run again
		lee /undo C1 !> undone already
		cy timeline => system running → degraded: logins are slow`},
	{"Size-up: containment", "--sev 3 Secrets were read", `
		kim /state quarantined !> say which system
		kim /state quarantined the build subnet
		cy show => quarantined
		ana /kind outage no attacker was here
		kim /personal-data no none is there
		ana /done A2 seven hosts
		kim /check scope-known owner-told evidence-safe A2
		ana /phase containment
		cy show => containment`},
}
