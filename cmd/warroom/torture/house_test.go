//go:build unix

package torture

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"warroom/cmd/warroom/torture/disk"
)

// house is one data folder, and the book of what was written to it.
type house struct {
	scratch string // the folder of all that is the house's
	data    string // the server's
	keys    string
	people  people
	book    *book
	env     []string     // of the server, beside ours
	volume  *disk.Volume // what data is on; nil: the machine's disk
	unmount func() error // nil while the volume is not mounted
}

// newHouse makes a folder for a server: on volume, where there is one.
func newHouse(scratch string, volume *disk.Volume) (*house, error) {
	all, err := newPeople()
	if err != nil {
		return nil, err
	}
	h := &house{scratch: scratch, keys: filepath.Join(scratch, "keys"), people: all, book: newBook(), volume: volume}
	h.env = []string{"TMPDIR=" + scratch, clockFile + "=" + filepath.Join(scratch, "clock")}
	h.data = filepath.Join(scratch, "data")
	if volume != nil {
		h.data = filepath.Join(scratch, "mnt", "data")
		if err := os.MkdirAll(filepath.Dir(h.data), 0o700); err != nil {
			return nil, err
		}
		if err := h.mount(); err != nil {
			return nil, err
		}
	}
	return h, all.enrol(h.keys)
}

func (h *house) mount() (err error) {
	h.unmount, err = h.volume.Mount(filepath.Dir(h.data))
	return err
}

// leave unmounts what is mounted.
func (h *house) leave() error {
	if h.unmount == nil {
		return nil
	}
	err := h.unmount()
	h.unmount = nil
	return err
}

// found declares what people write to, on a server that has just begun.
func (h *house) found(s *server) error {
	for _, title := range []string{"Checkout is failing", "A key was read"} {
		a := h.book.ask("ana", "", "declare")
		got := h.people.ask(s.addr, "ana", "declare --sev 3 "+a.token+" "+title)
		if got.status != 0 {
			return fmt.Errorf("declare: %d %s", got.status, got.words)
		}
		h.book.settle(a, acknowledged, strings.TrimSpace(got.out), []uint64{1})
	}
	return nil
}

// incidents are those that were declared first.
func (h *house) incidents() []string { return []string{"INC-1", "INC-2"} }

// keep copies the data folder to where it can be looked at, and says where.
func (h *house) keep(to string) (string, error) {
	at := filepath.Join(to, filepath.Base(h.scratch))
	err := errors.Join(os.MkdirAll(at, 0o700), copyFolder(h.data, filepath.Join(at, "data")))
	for _, name := range []string{"keys", "server.log"} {
		err = errors.Join(err, copyFile(filepath.Join(h.scratch, name), filepath.Join(at, name)))
	}
	return at, err
}

// copyFolder copies a folder of files.
func copyFolder(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, e := range entries {
		if e.Type().IsRegular() {
			err = errors.Join(err, copyFile(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())))
		}
	}
	return err
}

func copyFile(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o600)
}
