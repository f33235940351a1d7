package incident

import "testing"

// typicalLines are lines as people type them.
var typicalLines = []string{
	"say image hashed, handing to noor", "fact first vault read", "fact 13:40 first vault read", "fact -15m the build host was unplugged", "fact 2026-03-01T13:40:00Z first vault read",
	"finding the token was minted by CI", "note ask lee about the runner image", "sev 1 secrets read", "phase containment", "task @kim 15m isolate bld-07", "task forensics 2h image the disk",
	"vector stolen CI token 70% T1552.001", "vector H2 ruled-out #113 on leave", "vector H1 token of the runner", "in forensics imaging bld-07", "check scope-known #112 seven hosts", "decide P2 go after memory capture",
	"cia C=high I=low? secrets were read", "gate restore-point 2026-03-01T03:00Z #12 a clean one", "close false-alarm a scanner test", "milestone occurred -2h", "handover @raj", "propose quarantine the build subnet",
}

// BenchmarkParseVerb parses typical lines, one a turn.
func BenchmarkParseVerb(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, line := range typicalLines {
			if _, err := ParseVerb(line); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(typicalLines)), "ns/line")
}
