package main

import "time"

// beat is one thing that someone in the story does.
type beat struct {
	after time.Duration // since the beat before
	who   string
	verb  string // as at the prompt, without the slash
}

// storyTitle is what the demo's incident is declared as.
const storyTitle = "CI token used from an unknown network"

// storyPeople are who plays, with their ranks.
var storyPeople = []struct{ name, rank string }{
	{"ana", "manager"}, {"raj", "responder"}, {"kim", "responder"}, {"noor", "responder"},
}

// opening is played before your screen opens, so that you come late.
var opening = []beat{
	{0, "kim", "say vault alert: the deploy token read 212 secrets in four minutes"},
	{0, "kim", "fact -25m first vault read with the deploy token from 203.0.113.7"},
	{0, "ana", "role deputy @raj"},
	{0, "ana", "role security-officer @noor"},
	{0, "noor", "fact the address belongs to a hosting company, none of our runners"},
	{0, "raj", "say pulling the runner logs now"},
	{0, "ana", "sev 2 secrets read, nothing written yet"},
	{0, "noor", "finding the token was in the log of a public build, 09:41 yesterday"},
	{0, "kim", "say @ana I can revoke the token now, deploys stop until we mint a new one"},
	{0, "ana", "say @kim go"},
}

// story is played while you watch.
var story = []beat{
	{4 * time.Second, "kim", "fact deploy token revoked, deploys are stopped"},
	{3 * time.Second, "ana", "state degraded no deploys until there is a new token"},
	{4 * time.Second, "raj", "say runner logs: three jobs of the build fleet ran code we did not merge"},
	{3 * time.Second, "noor", "say then it is more than reading. which runners?"},
	{5 * time.Second, "raj", "fact bld-07, bld-09 and bld-12 ran a job from a fork at 10:02"},
	{3 * time.Second, "ana", "sev 1 the build fleet ran foreign code"},
	{3 * time.Second, "ana", "phase containment"},
	{4 * time.Second, "kim", "say taking the three out of the pool, memory first"},
	{5 * time.Second, "noor", "note could be the group from the spring, say nothing outside yet"},
	{4 * time.Second, "ana", "tlp AMBER+STRICT"},
	{6 * time.Second, "kim", "fact memory of bld-07 imaged, sha256 in the evidence locker"},
	{4 * time.Second, "raj", "fact no artefact that was built after 10:02 has left the registry"},
	{5 * time.Second, "noor", "finding the foreign job looked for signing keys and found none"},
	{4 * time.Second, "ana", "state quarantined build fleet off the network"},
	{5 * time.Second, "kim", "say bld-07, 09 and 12 are off. rebuilding from the golden image"},
	{6 * time.Second, "ana", "phase eradication"},
	{5 * time.Second, "raj", "say rotating the 212 secrets, 40 done"},
	{8 * time.Second, "raj", "say 120 done"},
	{8 * time.Second, "raj", "fact all 212 secrets are rotated"},
	{5 * time.Second, "noor", "finding no use of any of the 212 since the revocation"},
	{4 * time.Second, "ana", "sev 3 contained, every secret rotated, no sign of use"},
	{4 * time.Second, "ana", "phase recovery"},
	{5 * time.Second, "kim", "fact build fleet is back on fresh images"},
	{4 * time.Second, "ana", "state restored"},
	{5 * time.Second, "ana", "handover @raj manager"},
	{4 * time.Second, "raj", "take"},
	{4 * time.Second, "raj", "say I have it. ana, get some sleep. review is tomorrow at ten"},
	{4 * time.Second, "raj", "phase review"},
}
