package sshd

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

// offer reads what the door offers before any key exchange (RFC 4253, section
// 7.1): the name lists of its SSH_MSG_KEXINIT, in their order there.
func offer(t *testing.T, addr string) [][]string {
	t.Helper()
	conn, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "SSH-2.0-test\r\n"); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(conn)
	if _, err := r.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		t.Fatal(err)
	}
	body := make([]byte, binary.BigEndian.Uint32(head[:4])-1)
	if _, err := io.ReadFull(r, body); err != nil {
		t.Fatal(err)
	}
	const kexInit, cookie = 20, 16
	if body[0] != kexInit {
		t.Fatalf("the door begins with message %d", body[0])
	}
	var lists [][]string
	for rest := body[1+cookie:]; len(lists) < 6; {
		n := binary.BigEndian.Uint32(rest)
		lists = append(lists, strings.Split(string(rest[4:4+n]), ","))
		rest = rest[4+n:]
	}
	return lists
}

func TestTheDoorOffersStrictKeyExchangeAndNoWeakMAC(t *testing.T) {
	lists := offer(t, openHouse(t, nil).addr())
	if !slices.Contains(lists[0], "kex-strict-s-v00@openssh.com") {
		t.Errorf("no strict key exchange among %q", lists[0])
	}
	if want := []string{"ssh-ed25519"}; !slices.Equal(lists[1], want) {
		t.Errorf("host keys %q, want %q", lists[1], want)
	}
	for _, macs := range lists[4:6] {
		for _, mac := range macs {
			if !strings.HasSuffix(mac, "-etm@openssh.com") {
				t.Errorf("the MAC %s is not encrypt-then-MAC", mac)
			}
		}
	}
}
