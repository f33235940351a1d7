package main

// triageLines are "Triage on a bridge".
var triageLines = []procedure{
	{"Triage: declaring opens the room with its playbook", "--sev 3 Secrets were read", `
		kim timeline => declared "Secrets were read" SEV3
		kim timeline => follows The built-in playbook
		kim timeline => which asks for 4 tasks
		kim /sev 2 it is more than one host => it asks for 3 more tasks
		kim timeline => opened the checklist Triage on the bridge
		ana /sev 3 only test data
		kim /sev 1 live data =/> playbook's task
		kim show => A6 deputy (nobody), open, due
		kim show --json => "playbook":"The built-in playbook`},
	{"Triage: the mode of communication is agreed and shown", "", `
		kim /mode async !> only the incident manager, the deputy
		ana /mode bridge https://meet.example.com/inc => the team talks on a call
		cy show => https://meet.example.com/inc
		ana /mode async
		cy show --json => "mode":{"kind":"async","link":"","by":"ana",`},
	{"Triage: which channels are trusted and which are compromised", "", `
		kim /channel slack suspect odd logins
		kim /channel mail compromised the attacker reads along
		cy show => slack SUSPECT: odd logins
		cy brief => mail COMPROMISED: the attacker reads along
		kim /channel phone trusted
		cy brief =/> phone
		cy show --json => {"name":"phone","trust":"trusted"`},
	{"Triage: a shelf for incident assets", "", `
		kim /asset bld-07 compromised image hash differs
		kim /ioc hxxp://evil[.]example[.]com/a compromised seen in the proxy's log
		kim /ioc 300.1.1.1 !> isn't a valid ipv4 address
		kim /ioc http://evil.example.com/a !> known already
		cy timeline => IOC url hxxp://evil[.]example[.]com/a is compromised
		cy show --json => "value":"http://evil.example.com/a"
		kim /asset bld-07 cleared rebuilt => compromised → cleared: rebuilt`},
	{"Triage: the system sheet of each affected workload", "", `
		kim /affects payments !> did you mean payments-api
		kim /affects payments-api => owners kim
		cy show => payments-api, owners kim
		cy show --json => "architecture":"Three nodes behind the edge proxy","classification":"confidential","components":["api","worker"]
		kim /can owner payments-api => Vault Ltd (card vault) support
		kim /unaffected payments-api another cluster
		cy show =/> payments-api, owners`},
	{"Triage: a stale system sheet is flagged", "", `
		kim /affects orders-db => sheet STALE, reviewed 2020-01-01
		kim /affects payments-api =/> STALE
		cy show => orders-db, owners lee; sheet STALE
		kim /affects mainframe unlisted => has no sheet`},
	{"Triage: the right people: manager, security officer, workload leads", "", `
		cy show --json => "roles":{"manager":"ana"}
		kim /role security-officer @noor !> only the incident manager, the deputy
		ana /role security-officer @noor
		ana /role workload-lead @kim
		cy show => security-officer noor
		cy show => workload-lead kim`},
	{"Triage: a role is handed over, and moves when it is taken", "", `
		ana /role deputy @raj
		ana /handover @raj
		raj show => manager ana
		raj brief => Secrets were read
		raj /take => took manager from ana
		raj show => manager raj
		raj /handover @kim
		kim /decline => manager`},
	{"Triage: who reports to whom", "", `
		lee say on it
		kim say me too
		ana /reports @lee @kim
		cy show --json => {"who":"lee","to":"kim"}`},
	{"Triage: need-to-know membership", "--sev 2 --scope confidential An insider", `
		raj list =/> An insider
		raj show !> no such incident
		raj /fact let me in !> no such incident
		ana /admit @raj
		raj list => An insider
		raj say thank you => raj: thank you`},
	{"Triage: a guest has an end", "--sev 2 --scope restricted An insider", `
		lee show !> no such incident
		ana /admit @lee 2h
		lee show => An insider
		ana show --json => "members":[{"name":"ana","until":null},{"name":"lee","until":"`},
	{"Triage: an entry may be for fewer than the bridge is", "", `
		kim /fact TLP:RED they have the signing key
		cy timeline =/> signing key
		raj timeline =/> signing key
		ana timeline => [TLP:RED]: they have the signing key
		ana /admit @raj
		raj timeline => they have the signing key
		kim /note ask lee
		cy timeline =/> ask lee`},
	{"Triage: people out of scope are kept out and can be put out", "", `
		lee say what is this about?
		ana /remove @lee not your workload
		lee show !> no such incident
		lee say hello? !> no such incident
		kim timeline => removed lee: not your workload`},
	{"Triage: workstreams work apart and report back", "", `
		noor /stream forensics closed @noor @mei
		noor /in forensics the image is whole
		mei /in forensics finding the key was in memory
		raj /in forensics may I? !> only members of forensics can write there
		raj timeline =/> the key was in memory
		noor timeline => finding: the key was in memory
		noor /report-back forensics one host, one key
		cy timeline => forensics reports: one host, one key`},
	{"Triage: incidents that belong together point to each other", "", `
		kim /link INC-1 related same token => linked to INC-1 as related
		cy show --json => "links":[{"kind":"related","to":"INC-1","by":"kim",`},
}
