package panetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
)

// Random returns an incident in which the cast typed n random lines.
func Random(t testing.TB, r *rand.Rand, n int) *Incident {
	i := Declare(t, "by chance")
	cast := []string{"ana", "raj", "mei", "kim", "lee", "noor", "with.a_very-long-name"}
	i.Join(cast...)
	for range n {
		i.Now = i.Now.Add(time.Duration(r.Int64N(int64(40 * time.Minute))))
		who := cast[r.IntN(len(cast))]
		c, err := incident.Parse(line(r, i.Last))
		if err != nil {
			continue
		}
		events, err := incident.Decide(i.State, incident.Ask{By: Person(who), At: i.Now, Rules: i.rules}, c)
		if err != nil {
			continue // what isn't sensible by chance
		}
		for _, e := range events {
			i.State = incident.Fold(i.State, e)
		}
	}
	return i
}

func line(r *rand.Rand, last uint64) string {
	seq := 1 + r.Uint64N(last)
	lines := []string{
		text(r), text(r), "/fact " + text(r), "/note " + text(r), "/finding " + text(r),
		fmt.Sprintf("/fact -%dm %s", r.IntN(3000), text(r)),
		fmt.Sprintf("/sev %d %s", 1+r.IntN(5), text(r)),
		fmt.Sprintf("/star %d", seq), fmt.Sprintf("/promote %d", seq),
		fmt.Sprintf("/correct %d %s", seq, text(r)),
		"/role deputy @kim", "/handover @raj", "/title " + text(r), "/phase containment", "/state degraded",
	}
	return lines[r.IntN(len(lines))]
}

// text returns words in several scripts, some long, some with line ends.
func text(r *rand.Rand) string {
	words := []string{
		"token", "vault", "@kim", "@nobody", "данные", "障害対応", "🔥", "👨‍👩‍👧‍👦", "e\u0301", "─", "┆", "\n", "a-b-c",
		"14:21* fact ana", strings.Repeat("x", 130), "10.0.0.1", "\x1b[31m", "\u202e", "نص", "हिन्दी",
	}
	picked := make([]string, 1+r.IntN(14))
	for i := range picked {
		picked[i] = words[r.IntN(len(words))]
	}
	return strings.Join(picked, " ")
}
