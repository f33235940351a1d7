//go:build unix

package torture

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"warroom/cmd/warroom/torture/disk"
)

var (
	run      = flag.Bool("torture", false, "break servers; it takes minutes and both cores")
	seed     = flag.Uint64("seed", 0, "what is injected, and when; 0: a new one, which is printed")
	rounds   = flag.Int("rounds", 0, "at most so many rounds of each kind; 0: until the time is over")
	lasting  = flag.Duration("time", 20*time.Minute, "how long, without the controls; 0: until the rounds are done")
	only     = flag.String("only", "", "kinds, with commas between; empty: all")
	except   = flag.String("except", "", "kinds to leave out, with commas between")
	controls = flag.Bool("controls", true, "try each kind on a server without the fix, too")
	keepDir  = flag.String("keep", "", "where the folders of failed rounds are left; empty: a new temporary folder")
)

// controlTries is how many rounds a control has to be found out, where it says none.
const controlTries = 12

func kinds() []kind {
	return []kind{kill(), first(), term(), hang(), power(), strict(), eio(), doubt(), checkpoint(), files(), clock(), bits()}
}

func TestTorture(t *testing.T) {
	if !*run {
		t.Skip("breaks servers only with -torture")
	}
	if *seed == 0 {
		*seed = rand.Uint64()
	}
	fmt.Printf("seed %d\n", *seed)
	scratch := t.TempDir()
	if *keepDir == "" {
		var err error
		if *keepDir, err = os.MkdirTemp("", "warroom-torture-"); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(*keepDir) // stays where something was left in it
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := campaign{ctx: ctx, forge: newForge(scratch), scratch: scratch, random: rand.New(rand.NewPCG(*seed, 0))}
	for _, k := range kinds() {
		if named(*only, k.name, true) && !named(*except, k.name, false) {
			c.take(k)
		}
	}
	if *controls {
		c.judgeTheJudge()
	}
	c.run(*lasting, *rounds)
	c.report(os.Stdout)
	if ctx.Err() != nil {
		t.Log("interrupted")
	}
	for _, why := range c.failures() {
		t.Error(why)
	}
}

// named tells whether name is in a list; an empty list says what otherwise.
func named(list, name string, otherwise bool) bool {
	if list == "" {
		return otherwise
	}
	return slices.Contains(strings.Split(list, ","), name)
}

// campaign is all kinds, and what they came to.
type campaign struct {
	ctx     context.Context
	forge   *forge
	scratch string
	random  *rand.Rand
	tallies []*tally
}

// tally is what the rounds of a kind came to.
type tally struct {
	kind     kind
	skipped  string // why it isn't played
	rounds   int
	verdict  *verdict
	injected map[string]int
	control  *tally // of the control; nil while it wasn't tried
	err      error  // of the campaign itself
}

func newTally(k kind) *tally {
	return &tally{kind: k, verdict: newVerdict(), injected: map[string]int{}}
}

// take takes a kind, or says why it can't be played here.
func (c *campaign) take(k kind) {
	t := newTally(k)
	if k.fuse {
		t.skipped = noFUSE(c.scratch)
	}
	c.tallies = append(c.tallies, t)
}

// noFUSE is why no disk of ours can be mounted; "" where it can.
func noFUSE(scratch string) string {
	at, err := os.MkdirTemp(scratch, "probe-")
	if err != nil {
		return err.Error()
	}
	defer os.Remove(at)
	unmount, err := disk.New(disk.Kind{}).Mount(at)
	if err == nil {
		err = unmount()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// judgeTheJudge has each kind play on a server without the fix until a fault is
// found.
func (c *campaign) judgeTheJudge() {
	for _, t := range c.tallies {
		if t.skipped != "" || t.kind.control.without == "" {
			continue
		}
		k := t.kind
		if k.control.play != nil {
			k.play = k.control.play
		}
		t.control = newTally(k)
		tries := cmp.Or(k.control.tries, controlTries)
		binary, err := c.forge.build(k.name+"-control", slices.Concat(k.hooks, k.control.edits))
		for err == nil && c.ctx.Err() == nil && t.control.rounds < tries && !t.control.foundOut() {
			err = k.hold(c.ctx, binary, c.scratch, "", c.next(), tries-t.control.rounds, t.control)
		}
		t.control.err = err
	}
}

// foundOut tells whether the rounds of a control found what they must.
func (t *tally) foundOut() bool {
	shows := t.kind.control.shows
	return len(shows) == 0 && t.verdict.faults() > 0 ||
		slices.ContainsFunc(shows, func(f fault) bool { return t.verdict.found[f] > 0 })
}

// next gives a house a random source of its own.
func (c *campaign) next() *rand.Rand { return rand.New(rand.NewPCG(*seed, c.random.Uint64())) }

// run has the kinds take turns, a house each.
func (c *campaign) run(long time.Duration, rounds int) {
	end := time.Now().Add(long)
	if rounds == 0 {
		rounds = 1 << 30
	}
	for playing := true; playing; {
		playing = false
		for _, t := range c.tallies {
			if t.skipped != "" || t.err != nil || t.rounds >= rounds || c.ctx.Err() != nil || long > 0 && time.Now().After(end) {
				continue
			}
			playing = true
			var binary string
			if binary, t.err = c.forge.build(t.kind.name, t.kind.hooks); t.err == nil {
				t.err = t.kind.hold(c.ctx, binary, c.scratch, *keepDir, c.next(), rounds-t.rounds, t)
			}
		}
	}
}

// failures are what the campaign must not end with.
func (c *campaign) failures() (all []string) {
	for _, t := range c.tallies {
		name := t.kind.name
		if t.err != nil {
			all = append(all, fmt.Sprintf("%s: %v", name, t.err))
		}
		if n := t.verdict.faults(); n > 0 {
			all = append(all, fmt.Sprintf("%s: %d faults:\n  %s", name, n, strings.Join(t.verdict.details, "\n  ")))
		}
		if t.control == nil {
			continue
		}
		if t.control.err != nil {
			all = append(all, fmt.Sprintf("%s: the control: %v", name, t.control.err))
		} else if !t.control.foundOut() && c.ctx.Err() == nil {
			all = append(all, fmt.Sprintf("%s is blind: a server without %s was not found out in %d rounds: %s",
				name, t.kind.control.without, t.control.rounds, t.control.verdict.sum()))
		}
	}
	return all
}
