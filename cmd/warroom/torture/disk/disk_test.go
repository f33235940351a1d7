package disk

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

func source() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func page(b byte) []byte { return bytes.Repeat([]byte{b}, pageSize) }

// three is a file of three pages of which the last is not synced.
func three(v *Volume) *inode {
	n := v.newFile(0o600)
	v.add(v.root.folder, "three", n)
	n.write(page(1), 0)
	n.write(page(2), pageSize)
	n.file.sync()
	n.write(page(3), 2*pageSize)
	return n
}

func TestACutLeavesWhatWasSynced(t *testing.T) {
	v := New(Kind{})
	n := three(v)
	n.write(page(9), 0)
	v.Cut(0, source())
	if want := append(page(1), page(2)...); !bytes.Equal(n.now, want) {
		t.Errorf("%d bytes, the first %d", len(n.now), n.now[0])
	}
}

func TestWithLuckACutLeavesEverything(t *testing.T) {
	v := New(Kind{})
	n := three(v)
	whole, torn := 0, 0
	for i := range 50 {
		n.write(page(byte(10+i)), 0)
		v.Cut(1, source())
		if bytes.Equal(n.now[:pageSize], page(byte(10+i))) {
			whole++
		} else {
			torn++
		}
	}
	if len(n.now) < 2*pageSize || whole+torn != 50 {
		t.Errorf("%d bytes, %d whole, %d torn", len(n.now), whole, torn)
	}
}

func TestACutTearsAPageAtASector(t *testing.T) {
	v, random := New(Kind{}), source()
	n := three(v)
	torn := 0
	for range 100 {
		n.write(page(7), 0)
		v.Cut(1, random)
		news := bytes.Count(n.now[:pageSize], []byte{7})
		if news%sectorSize != 0 || !bytes.Equal(n.now[:news], page(7)[:news]) {
			t.Fatalf("%d bytes are new", news)
		}
		if news < pageSize {
			torn++
		}
		n.write(page(1), 0)
		n.file.sync()
	}
	if torn < 10 {
		t.Errorf("%d of 100 are torn", torn)
	}
}

func TestWhatWasCutOffComesBackWithoutASync(t *testing.T) {
	v := New(Kind{})
	n := three(v)
	n.resize(0)
	n.write(page(5), 0)
	v.Cut(0, source())
	if want := append(page(1), page(2)...); !bytes.Equal(n.now, want) {
		t.Errorf("%d bytes", len(n.now))
	}
	n.resize(0)
	n.write(page(5), 0)
	n.file.sync()
	n.resize(2 * pageSize)
	n.file.sync()
	v.Cut(0, source())
	if want := append(page(5), page(0)...); !bytes.Equal(n.now, want) {
		t.Errorf("%d bytes, then %d", len(n.now), n.now[len(n.now)-1])
	}
}

func TestNamesNeedASyncWhereTheVolumeIsStrict(t *testing.T) {
	for _, strict := range []bool{false, true} {
		v := New(Kind{Strict: strict})
		n := three(v)
		n.file.sync()
		v.Cut(0, source())
		if there := v.root.names["three"] != nil; there == strict {
			t.Errorf("strict %v: there %v", strict, there)
		}
		v.add(v.root.folder, "new", v.newFile(0o600))
		v.root.folder.sync()
		v.rename(v.root.folder, "new", "newer")
		v.Cut(0, source())
		if there := v.root.names["new"] != nil; there != strict {
			t.Errorf("strict %v: renamed %v", strict, !there)
		}
	}
}

// TestWhatHangsEndsWithItsProcess reads only what tells it: the rest is for the
// campaign.
func TestWhatHangsEndsWithItsProcess(t *testing.T) {
	hangs := &Rule{Op: Sync, Times: -1, Hang: make(chan struct{})}
	looks := 0
	if hangs.wait(func() bool { looks++; return looks > 2 }) {
		t.Error("it went on though its process was killed")
	}
	if over := make(chan struct{}); true {
		close(over)
		if !(&Rule{Hang: over}).wait(func() bool { return false }) {
			t.Error("it gave up though the disk answers")
		}
	}
	if !(*Rule)(nil).wait(nil) {
		t.Error("nothing hangs")
	}
}
