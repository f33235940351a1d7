package disk

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// mounted shows a volume, where the machine can.
func mounted(t *testing.T, v *Volume) string {
	t.Helper()
	at := t.TempDir()
	unmount, err := v.Mount(at)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		if err := unmount(); err != nil {
			t.Error(err)
		}
	})
	return at
}

func TestASyncThatFailedCountsAsWritten(t *testing.T) {
	for _, patient := range []bool{false, true} {
		v := New(Kind{Patient: patient})
		at := mounted(t, v)
		f, err := os.Create(filepath.Join(at, "file"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(page(1)); err != nil {
			t.Fatal(err)
		}
		v.Inject(&Rule{Op: Sync, File: "file", Times: 1, Err: syscall.EIO})
		if err := f.Sync(); err == nil {
			t.Error("the sync didn't fail")
		}
		if err := f.Sync(); err != nil {
			t.Error(err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if met := v.Heal(); met != 1 {
			t.Errorf("%d met", met)
		}
		v.Cut(0, source())
		if kept := bytes.Equal(v.root.names["file"].now, page(1)); kept != patient {
			t.Errorf("patient %v: kept %v", patient, kept)
		}
	}
}

func TestAWriteFailsAsTheRuleSays(t *testing.T) {
	v := New(Kind{})
	at := mounted(t, v)
	f, err := os.Create(filepath.Join(at, "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	v.Inject(&Rule{Op: Write, File: "file", Skip: 1, Times: 1, Err: syscall.ENOSPC}, &Rule{Op: Write, File: "file", Skip: 1, Times: 1, Short: true})
	for i, want := range []int{pageSize, 0, pageSize / 2, pageSize} {
		n, err := syscall.Pwrite(int(f.Fd()), page(byte(i+1)), 0)
		if max(n, 0) != want {
			t.Errorf("write %d took %d bytes, %v", i, n, err)
		}
	}
}
