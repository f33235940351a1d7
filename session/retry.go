package session

import (
	"errors"

	"warroom/session/incident"
	"warroom/store"
)

// maxTries bounds how often something is decided again because another process
// wrote to the same stream first.
const maxTries = 8

// retryOnConflict calls attempt, which decides and appends, until it returns anything
// but a store.ErrConflict. After each conflict it calls readOn, which takes in what the
// other writer appended, so that the next attempt decides on it. After maxTries
// conflicts it returns a Refusal that says busy.
func retryOnConflict(busy string, attempt, readOn func() error) error {
	for range maxTries {
		if err := attempt(); !errors.Is(err, store.ErrConflict) {
			return err
		}
		if err := readOn(); err != nil {
			return err
		}
	}
	return incident.Refusal{Why: busy}
}
