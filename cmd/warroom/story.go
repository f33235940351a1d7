package main

import "time"

// beat is one action of a person in the story.
type beat struct {
	after time.Duration // after the beat before
	who   string
	verb  string // as at the prompt, without the slash; THAT is the entry before
}

// that stands for the number of the story's last entry.
const that = "THAT"

// storyTitle is the title of the demo's incident.
const storyTitle = "CI token used from an unknown network"

// storyPeople holds the people of the story and their ranks.
var storyPeople = []struct{ name, rank string }{
	{"ana", "manager"}, {"raj", "responder"}, {"kim", "responder"}, {"noor", "responder"},
}

// storySheets holds the sheets of the story's systems, the second of them
// stale.
const storySheets = `
- name: vault
  title: Keeps the secrets of every service
  architecture: Three nodes in two zones; unsealed by two of five keys
  classification: secret
  components: [api, audit log, storage]
  owners: [noor, team security]
  contacts:
    - {name: noor, for: on call, reach: "+44 20 7946 0007"}
  rto: 1h
  rpo: 5m
  targets: [availability >= 99.9 %, p99-latency <= 300 ms]
  dr_plan: {where: the red folder, owner: noor, reviewed: 2025-10-01, last_drilled: 2025-06-01}
  backup: {where: the second region, restore_tested: 2025-06-01}
  degradation: [certificates for builds, the audit search]
  reviewed: 2025-10-01
- name: build-fleet
  title: Builds and signs what we ship
  classification: confidential
  components: [scheduler, runners, image store]
  owners: [kim]
  rto: 8h
  depends_on: [vault]
  reviewed: 2024-02-01
  review_every: 180d
`

// opening is played before your screen opens, so that you are a latecomer.
var opening = []beat{
	{0, "kim", "say vault alert: the deploy token read 212 secrets in four minutes"},
	{0, "kim", "fact -25m first vault read with the deploy token from 203.0.113.7"},
	{0, "kim", "milestone occurred -25m"},
	{0, "ana", "role deputy @raj"},
	{0, "ana", "role security-officer @noor"},
	{0, "ana", "role workload-lead @kim"},
	{0, "ana", "mode bridge https://meet.example.com/storm"},
	{0, "noor", "fact the address belongs to a hosting company, none of our runners"},
	{0, "kim", "ioc 203.0.113.7 compromised read the vault"},
	{0, "kim", "affects vault"},
	{0, "kim", "affects build-fleet"},
	{0, "noor", "kind security somebody else uses our token"},
	{0, "kim", "observe vault p99-latency 420 ms at -10m"},
	{0, "noor", "channel ci-chat suspect the token could read it"},
	{0, "noor", "cia C=high I=low? A=none U=high 212 secrets read"},
	{0, "ana", "sev 2 secrets read, nothing written yet"},
	{0, "noor", "finding the token was in the log of a public build, 09:41 yesterday"},
	{0, "noor", "vector token from a public build log 80% T1552.001"},
	{0, "noor", "fix H1 revoke the token"},
	{0, "noor", "fallback H1 seal the vault"},
	{0, "raj", "vector one of us 10% T1078"},
	{0, "noor", "stream forensics closed @noor @kim"},
	{0, "noor", "in forensics memory first, then the disks"},
	{0, "noor", "say nobody touches bld-07 before its memory is taken"},
	{0, "ana", "task @raj 4m pull the runner logs"},
	{0, "ana", "task @kim 45m list what the 212 secrets open"},
	{0, "raj", "ack A9"},
	{0, "raj", "say pulling them now, the scheduler's too"},
	{0, "kim", "propose revoke the deploy token now"},
	{0, "noor", "support P1"},
	{0, "raj", "object P1 deploys stop, and the fix can't ship"},
	{0, "kim", "say @ana I can revoke it now, deploys stop until we mint a new one"},
	{0, "raj", "say then ana decides, I want her key on that"},
	{0, "raj", "decide P1 go --by ana"},
}

// story is played while you watch.
var story = []beat{
	{5 * time.Second, "ana", "called E3 the head of security, who joins at noon"},
	{5 * time.Second, "ana", "answer P1 the fix ships with the new token"},
	{3 * time.Second, "ana", "confirm D1"},
	{4 * time.Second, "kim", "change revoked the deploy token -- mint a new one in the vault"},
	{3 * time.Second, "ana", "state build-fleet degraded no deploys until there is a new token"},
	{4 * time.Second, "raj", "done A9 three jobs of the build fleet ran code that we did not merge"},
	{3 * time.Second, "noor", "say then it is more than reading. which runners?"},
	{5 * time.Second, "raj", "fact bld-07, bld-09 and bld-12 ran a job from a fork at 10:02"},
	{2 * time.Second, "noor", "vector H1 confirmed THAT the job had the token"},
	{3 * time.Second, "noor", "asset bld-07 compromised ran the job from the fork"},
	{3 * time.Second, "ana", "sev 1 the build fleet ran foreign code"},
	{3 * time.Second, "raj", "fact the badge log has all of us in one room at 10:02"},
	{2 * time.Second, "raj", "vector H2 ruled-out THAT"},
	{3 * time.Second, "raj", "fact bld-03 ran it too"},
	{3 * time.Second, "raj", "strike THAT that was another job"},
	{4 * time.Second, "ana", "decide tell the customers before noon --by you"},
	{4 * time.Second, "kim", "fact memory of bld-07 imaged, sha256 in the evidence locker"},
	{2 * time.Second, "kim", "check evidence-safe THAT"},
	{2 * time.Second, "raj", "finding 212 secrets were read, by three runners, since 10:02"},
	{2 * time.Second, "raj", "check scope-known THAT"},
	{2 * time.Second, "noor", "check impact-stated"},
	{2 * time.Second, "noor", "check channels-agreed ci-chat is out, we talk here"},
	{2 * time.Second, "noor", "personal-data no the vault holds none"},
	{2 * time.Second, "kim", "check owner-told the security team, which is here"},
	{3 * time.Second, "ana", "phase containment"},
	{2 * time.Second, "ana", "plan take the three runners off, keep their memory, rotate what they read until 2h"},
	{4 * time.Second, "kim", "say taking the three out of the pool"},
	{4 * time.Second, "kim", "fact the three are out of the pool"},
	{2 * time.Second, "kim", "correct THAT at -1m"},
	{4 * time.Second, "noor", "note could be the group from the spring, say nothing outside yet"},
	{3 * time.Second, "ana", "tlp AMBER+STRICT"},
	{4 * time.Second, "ana", "state build-fleet quarantined --for forensics off the network"},
	{2 * time.Second, "ana", "hunt did the token read other vaults? @noor"},
	{2 * time.Second, "noor", "hunt Q1 over 203.0.113.7 bld-07"},
	{2 * time.Second, "noor", "hunt Q1 not-found the logs of all vaults since yesterday"},
	{4 * time.Second, "kim", "in forensics finding the job looked for signing keys and found none"},
	{4 * time.Second, "noor", "report-back forensics it looked for signing keys and found none"},
	{3 * time.Second, "raj", "fact no artefact that was built after 10:02 has left the registry"},
	{2 * time.Second, "raj", "check spread-stopped THAT"},
	{2 * time.Second, "noor", "fact the token is revoked, and the three runners see no network"},
	{2 * time.Second, "noor", "check access-cut THAT"},
	{2 * time.Second, "ana", "decide cut the runners off rather than watch them: they see that we know"},
	{2 * time.Second, "ana", "check strategy-chosen D3"},
	{2 * time.Second, "ana", "decide no deploys until noon, which product accepts"},
	{2 * time.Second, "ana", "check effects-known D4"},
	{3 * time.Second, "ana", "phase eradication"},
	{4 * time.Second, "ana", "tradeoff RTO build-fleet: 8h -> 24h until 20h because every image is rebuilt"},
	{5 * time.Second, "raj", "say rotating the 212 secrets, 40 done"},
	{2 * time.Second, "kim", "eta 4h the images of the fleet are rebuilt one by one"},
	{8 * time.Second, "raj", "say 120 done"},
	{8 * time.Second, "raj", "fact all 212 secrets are rotated"},
	{2 * time.Second, "raj", "check credentials-rotated THAT"},
	{3 * time.Second, "noor", "fact build logs are private now"},
	{2 * time.Second, "noor", "check vector-closed THAT"},
	{3 * time.Second, "kim", "fact the three were rebuilt from the golden image"},
	{2 * time.Second, "kim", "check footholds-removed THAT"},
	{4 * time.Second, "noor", "finding no use of any of the 212 since the revocation"},
	{2 * time.Second, "noor", "fact 203.0.113.7 is in no other log of ours"},
	{2 * time.Second, "noor", "check indicators-swept THAT"},
	{4 * time.Second, "ana", "sev 3 contained, every secret rotated, no sign of use"},
	{3 * time.Second, "ana", "phase recovery"},
	{3 * time.Second, "kim", "keep C1 @noor until 2h the new token is being minted"},
	{4 * time.Second, "kim", "undo C1 a new token is minted, deploys run"},
	{3 * time.Second, "noor", "gate vulnerability-closed THAT the log mask is on"},
	{4 * time.Second, "kim", "fact build fleet is back on images of last week"},
	{2 * time.Second, "kim", "gate restore-point -168h THAT"},
	{3 * time.Second, "ana", "state build-fleet restored from the images of last week"},
	{3 * time.Second, "raj", "fact the release of today is built and signed"},
	{5 * time.Second, "ana", "handover @raj manager"},
	{4 * time.Second, "raj", "take"},
	{4 * time.Second, "raj", "say I have it. ana, get some sleep. review is tomorrow at ten"},
	{4 * time.Second, "raj", "phase review override failover is tried tonight, the gate is answered after"},
}
