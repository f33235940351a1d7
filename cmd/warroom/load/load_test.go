package load

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

var (
	run     = flag.Bool("load", false, "measure; it takes minutes and both cores")
	people  = flag.String("people", "50,200,500", "how many people, one run each")
	sending = flag.Duration("sending", 10*time.Second, "how long five senders send in each run")
)

const (
	senders = 5
	rate    = 50 // lines a second, of all senders together
	sampled = 50 // clients that decrypt; the others take the bytes from the wire
)

// server is what is measured: an address, and the process for its accounts.
type server struct {
	name  string
	addr  string
	pid   int
	brief bool // an enter closes what stands in front
}

// figures are what one run saw.
type figures struct {
	p50, p99       time.Duration
	lost, expected int
	memory         float64  // KiB a session
	idle           float64  // share of a core, in percent; of a flood: all of it
	missed         []string // tokens of the lines that somebody didn't see
}

func TestLoad(t *testing.T) {
	if !*run {
		t.Skip("measures only with -load")
	}
	most := 0
	var sizes []int
	for _, s := range strings.Split(*people, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n <= senders {
			t.Fatalf("-people %q: give numbers over %d", s, senders)
		}
		sizes, most = append(sizes, n), max(most, n)
	}
	keys := make([]ssh.Signer, most+10)
	for i := range keys {
		keys[i] = newSigner(t)
	}
	warroom := startWarroom(t, keys, everyoneResponds, "WARROOM_LIMITS_UNAUTHENTICATED_PER_SOURCE=1000")
	floor := startBroadcaster(t, filepath.Join(t.TempDir(), "floor.db"))

	fmt.Printf("| | warroom | broadcaster | ratio |\n|---|---|---|---|\n")
	w, f := loginAlone(t, warroom, keys), loginAlone(t, floor, keys)
	fmt.Printf("| login to first paint, alone | %s | %s | %.1f |\n", ms(w), ms(f), ratio(w, f))
	for _, n := range sizes {
		f := measure(t, floor, keys[:n], 0)
		w := measure(t, warroom, keys[:n], 0)
		fmt.Printf("| p50, %d people | %s | %s | %.1f |\n", n, ms(w.p50), ms(f.p50), ratio(w.p50, f.p50))
		fmt.Printf("| p99, %d people, %d lines/s (lost %d and %d of %d) | %s | %s | %.1f |\n",
			n, rate, w.lost, f.lost, w.expected, ms(w.p99), ms(f.p99), ratio(w.p99, f.p99))
		fmt.Printf("| memory a session, %d people | %.0f KiB | %.0f KiB | %.1f |\n", n, w.memory, f.memory, w.memory/f.memory)
		fmt.Printf("| %d idle screens, of a core | %.1f %% | %.1f %% | |\n", n, w.idle, f.idle)
	}
	calm := measure(t, warroom, keys[:50], 0)
	stalled := measure(t, warroom, keys[:55], 5)
	fmt.Printf("| p99 of 50 while 5 more stall / without | %s | %s | %.2f |\n", ms(stalled.p99), ms(calm.p99), ratio(stalled.p99, calm.p99))
}

// everyoneResponds is the rank of each key: one manager, and responders.
func everyoneResponds(i int) string {
	if i == 0 {
		return "manager"
	}
	return "responder"
}

// startWarroom builds and starts a server with these people.
func startWarroom(t *testing.T, keys []ssh.Signer, rank func(i int) string, env ...string) server {
	t.Helper()
	dir := t.TempDir()
	binary := filepath.Join(dir, "warroom")
	if out, err := exec.Command("go", "build", "-o", binary, "warroom/cmd/warroom").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	var file strings.Builder
	for i, key := range keys {
		line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key.PublicKey())))
		fmt.Fprintf(&file, "rank=%q %s u%04d\n", rank(i), line, i)
	}
	keysFile := filepath.Join(dir, "keys")
	if err := os.WriteFile(keysFile, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"), "--authorized-keys", keysFile)
	cmd.Env = append(os.Environ(), env...)
	s := startServer(t, "warroom", cmd)
	s.brief = true
	declare(t, s.addr, keys[0])
	return s
}

// startServer runs a program that says where it listens, until the test ends.
func startServer(t *testing.T, name string, cmd *exec.Cmd) server {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	addr, ok := strings.CutPrefix(strings.TrimSpace(line), "listening people ")
	if err != nil || !ok {
		t.Fatalf("%s said %q, %v", name, line, err)
	}
	return server{name: name, addr: addr, pid: cmd.Process.Pid}
}

func declare(t *testing.T, addr string, key ssh.Signer) {
	t.Helper()
	c, err := ssh.Dial("tcp", addr, &ssh.ClientConfig{
		User: "load", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := s.CombinedOutput("declare --sev 3 Checkout is failing"); err != nil {
		t.Fatalf("declare: %v\n%s", err, out)
	}
}

// loginAlone is the median time from dialling to the first paint.
func loginAlone(t *testing.T, s server, keys []ssh.Signer) time.Duration {
	t.Helper()
	var all []time.Duration
	for range 15 {
		c, err := dial(s.addr, keys[len(keys)-1])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c.paint)
		c.close()
	}
	return quantile(all, .5)
}

// measure logs everyone in, has five of them send, and counts when the others
// saw each line. The last stalled clients stop reading and are not counted.
func measure(t *testing.T, s server, keys []ssh.Signer, stalled int) figures {
	t.Helper()
	before := resident(s.pid)
	all := make([]*client, len(keys))
	var wg sync.WaitGroup
	var failed error
	var mu sync.Mutex
	gate := make(chan struct{}, 4) // logins at a time
	for i, key := range keys {
		gate <- struct{}{}
		wg.Go(func() {
			defer func() { <-gate }()
			c, err := dial(s.addr, key)
			if err != nil {
				mu.Lock()
				failed = err
				mu.Unlock()
				return
			}
			all[i] = c
		})
	}
	wg.Wait()
	if failed != nil {
		t.Fatal(failed)
	}
	defer func() {
		for _, c := range all {
			c.close()
		}
	}()
	if s.brief {
		pause(time.Second) // until the last one's brief stands
		for _, c := range all {
			_, _ = c.ch.Write([]byte("\r"))
		}
	}
	pause(3 * time.Second) // joins are still on their way to 500 screens
	live := all[:len(all)-stalled]
	for i, c := range live {
		c.drain.Store(i%max(1, len(live)/sampled) != 0 && i%max(1, len(live)/senders) != 0)
	}
	for _, c := range all[len(live):] {
		c.stalled.Store(true)
	}
	var f figures
	f.memory = float64(resident(s.pid)-before) / float64(len(all))
	f.idle = idle(s.pid, 5*time.Second)
	f.count(send(live), live)
	return f
}

// sent is one line on its way.
type sent struct {
	token string
	at    time.Time
	by    *client
}

// send has five clients send at a steady rate with some jitter, and waits until
// the last line had time to arrive.
func send(live []*client) []sent {
	count := int(sending.Seconds() * rate)
	all := make([]sent, count)
	began := time.Now().Add(100 * time.Millisecond)
	var wg sync.WaitGroup
	for j := range senders {
		c := live[j*(len(live)/senders)]
		wg.Go(func() {
			for i := j; i < count; i += senders {
				slot := time.Second / rate
				at := began.Add(time.Duration(i)*slot + rand.N(slot/2))
				token := newToken()
				pause(time.Until(at) - 40*time.Millisecond)
				_, _ = c.ch.Write([]byte("\x1b[200~" + token + " replica lag on shard seven is up again\x1b[201~"))
				pause(time.Until(at))
				all[i] = sent{token, time.Now(), c}
				_, _ = c.ch.Write([]byte("\r"))
			}
		})
	}
	wg.Wait()
	pause(3 * time.Second)
	return all
}

// count compares what was sent with what the sampled clients saw.
func (f *figures) count(lines []sent, live []*client) {
	var took []time.Duration
	for _, c := range live {
		if c.drain.Load() {
			continue
		}
		c.mu.Lock()
		for _, line := range lines {
			if line.by == c {
				continue
			}
			f.expected++
			if at, ok := c.seen[line.token]; ok {
				took = append(took, at.Sub(line.at))
			} else {
				f.lost++
				f.missed = append(f.missed, line.token)
			}
		}
		c.mu.Unlock()
	}
	f.p50, f.p99 = quantile(took, .5), quantile(took, .99)
}

// pause lets time pass: a load has a pace.
func pause(d time.Duration) { <-time.After(d) }

func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[min(len(all)-1, int(q*float64(len(all))))]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }

// resident is a process's memory in KiB, 0 where the system doesn't tell.
func resident(pid int) int { return memory(pid, "VmRSS:") }

func memory(pid int, what string) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == what {
			kib, _ := strconv.Atoi(f[1])
			return kib
		}
	}
	return 0
}

// idle is the share of a core, in percent, that a process takes over d.
func idle(pid int, d time.Duration) float64 {
	before := ticks(pid)
	pause(d)
	return float64(ticks(pid)-before) / ticksPerSecond / d.Seconds() * 100
}

// ticksPerSecond are the kernel's clock ticks, on every Linux.
const ticksPerSecond = 100

func ticks(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	f := strings.Fields(rest)
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return user + system
}
