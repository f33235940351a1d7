package incident

import (
	"fmt"
	"strings"
)

// maxToCite bounds the decisions that are searched for one to cite, the newest first.
const maxToCite = 100

// citesDecision returns a line that cites a decision as D3, with the number of the newest
// one that holds in that place. Where none holds, it says first how one is made.
func (s *State) citesDecision(a Ask, line string) string {
	n, holds := s.decisionToCite(a)
	if line = strings.Replace(line, " D3", fmt.Sprintf(" D%d", n), 1); holds {
		return line
	}
	return "decide that first, /decide TEXT, then " + line
}

// decisionToCite returns the number of the newest decision that holds, as far as the asker
// sees them; where none does, that of the next one to be made.
func (s *State) decisionToCite(a Ask) (n uint64, holds bool) {
	v, searched := s.For(a.By), 0
	for _, d := range s.Decisions.All.Backward() {
		if searched++; searched > maxToCite {
			break
		}
		if v.Sees(d.Seq) && checkHolds(d, a.At) == nil {
			return d.N, true
		}
	}
	return uint64(s.Decisions.All.Len()) + 1, false
}
