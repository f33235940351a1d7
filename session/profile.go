package session

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"

	"warroom/session/incident"
	"warroom/store"
)

// Profile is what the server remembers for a key: settings, and what was read.
type Profile struct {
	Theme string                   `json:"theme,omitempty"`
	Zone  string                   `json:"zone,omitempty"`  // an IANA name; "" is UTC
	Alert string                   `json:"alert,omitempty"` // how to call the person's attention
	Last  incident.ID              `json:"last,omitempty"`  // the bridge that they were at when the link broke
	Read  map[incident.ID]ReadMark `json:"read,omitempty"`

	// Drafts holds the lines that were at the prompt of a bridge when its screen
	// ended. They are for the key alone, and only SaveDraft changes them.
	Drafts map[incident.ID]string `json:"drafts,omitempty"`
}

// ReadMark is how far a person has read an incident.
type ReadMark struct {
	Seq     uint64 `json:"seq"`     // the last entry that was on their screen
	Written uint64 `json:"written"` // entries of the timeline and chat up to it
}

// profilePrefix begins the streams of profiles; the key's fingerprint follows. The name
// is of an older version.
const profilePrefix = "desk/"

// profileBurst is how many times a key's profile is recorded at once; then it is once
// every ProfileEvery, so that a person who keeps changing the theme doesn't fill the
// record.
const profileBurst = 20

// cachedProfile is a profile as the key's screens have it, and its last record, which
// may be of an earlier one.
type cachedProfile struct {
	profile   Profile
	last      uint64
	dirty     bool // it differs from that record
	scheduled bool // a write is due when the key's pace allows it
}

// Profile returns the profile of the key with this fingerprint, a zero one at first. The
// caller must not change its map.
func (h *Hub) Profile(ctx context.Context, key string) (Profile, error) {
	h.mu.Lock()
	k, ok := h.profiles[key]
	h.mu.Unlock()
	if ok {
		return k.profile, nil
	}
	k, err := h.readProfile(ctx, key)
	return k.profile, h.readFault(err)
}

// readProfile reads a profile from the log into the cache.
func (h *Hub) readProfile(ctx context.Context, key string) (cachedProfile, error) {
	last, err := h.last(ctx, profilePrefix+key)
	if err != nil {
		return cachedProfile{}, fmt.Errorf("find a profile: %w", err)
	}
	k := cachedProfile{last: last.Seq}
	if last.Seq > 0 {
		records, err := h.log.Read(ctx, profilePrefix+key, last.Seq-1, 1)
		if err != nil {
			return cachedProfile{}, fmt.Errorf("read a profile: %w", err)
		}
		if len(records) == 0 || records[0].Header != last {
			return cachedProfile{}, &store.Broken{Stream: profilePrefix + key, Seq: last.Seq, Why: "it can't be reached"}
		}
		if json.Unmarshal(records[0].Payload, &k.profile) != nil {
			k.profile = Profile{} // of another version: begin with a zero one
		}
	}
	return h.cacheProfile(key, k), nil
}

// cacheProfile takes in a profile as the log has it, and returns the merged one:
// changes made here since then stay.
func (h *Hub) cacheProfile(key string, k cachedProfile) cachedProfile {
	h.mu.Lock()
	defer h.mu.Unlock()
	now, ok := h.profiles[key]
	switch {
	case !ok || k.last > now.last && !now.dirty:
		now.profile = k.profile
	case k.last > now.last:
		now.profile = now.profile.WithRead(k.profile)
	}
	now.last = max(now.last, k.last)
	h.profiles[key] = now
	return now
}

// SaveProfile saves d for the key, but for its drafts. The last change counts, but what
// another screen of the key has marked as read stays read. If the key's profile changes often, it is recorded
// later, when the hub closes at the latest: see ProfileWaits.
func (h *Hub) SaveProfile(ctx context.Context, key string, d Profile) error {
	return h.changeProfile(ctx, key, func(last Profile) Profile {
		next := d.WithRead(last)
		next.Drafts = last.Drafts
		return next
	})
}

// changeProfile changes the profile of the key, and writes it as soon as the key's pace
// allows that.
func (h *Hub) changeProfile(ctx context.Context, key string, change func(Profile) Profile) error {
	if err := store.CheckStream(profilePrefix + key); err != nil {
		return fmt.Errorf("save a profile: %w", err)
	}
	if why := h.Frozen(); why != "" {
		return incident.Refusal{Why: why}
	}
	if _, err := h.Profile(ctx, key); err != nil {
		return err
	}
	if !h.updateProfile(key, change) {
		return nil
	}
	return h.writeProfile(ctx, key)
}

// ProfileWaits reports whether the key's last change isn't recorded yet.
func (h *Hub) ProfileWaits(key string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.profiles[key].scheduled
}

// updateProfile changes a key's profile in the cache, and reports whether it is to be
// written now.
func (h *Hub) updateProfile(key string, change func(Profile) Profile) (now bool) {
	h.mu.Lock()
	k := h.profiles[key]
	next := change(k.profile)
	k.dirty = k.dirty || !reflect.DeepEqual(next, k.profile)
	if !maps.Equal(next.Read, k.profile.Read) {
		h.wakeLobbiesOf(key)
	}
	k.profile = next
	now = k.dirty && (h.closed || !k.scheduled && h.paces.profiles.try(key))
	waits := k.dirty && !now && !k.scheduled
	k.scheduled = k.scheduled || waits
	h.profiles[key] = k
	h.mu.Unlock()
	if waits {
		h.later("save a profile", func(ctx context.Context) { h.saveProfileLater(ctx, key) })
	}
	return now
}

// saveProfileLater writes a key's profile when its pace allows that, or when the hub
// closes.
func (h *Hub) saveProfileLater(ctx context.Context, key string) {
	for pause(ctx, h.paces.profiles.owes(key)) == nil && h.Frozen() != "" {
		if pause(ctx, h.opt.ProfileEvery) != nil {
			break
		}
	}
	if h.Frozen() != "" {
		return // the hub is closing
	}
	h.paces.profiles.try(key)
	h.mu.Lock()
	k := h.profiles[key]
	k.scheduled = false
	h.profiles[key] = k
	h.mu.Unlock()
	if err := h.writeProfile(context.WithoutCancel(ctx), key); err != nil {
		h.opt.Logger.Error("save a profile", "key", key, "err", err)
	}
}

// writeProfile writes a key's profile if it differs from the last record.
func (h *Hub) writeProfile(ctx context.Context, key string) error {
	attempt := func() error {
		h.mu.Lock()
		k := h.profiles[key]
		h.mu.Unlock()
		if !k.dirty {
			return nil
		}
		payload, err := json.Marshal(k.profile)
		if err != nil {
			return fmt.Errorf("encode a profile: %w", err)
		}
		if _, err = h.append(ctx, profilePrefix+key, k.last, []store.Draft{{At: h.opt.Now(), Payload: payload}}); err != nil {
			return err
		}
		h.onProfileWritten(key, k)
		return nil
	}
	readOn := func() error { _, err := h.readProfile(ctx, key); return h.readFault(err) }
	return retryOnConflict("your other screens are changing the same settings: try again", attempt, readOn)
}

// onProfileWritten notes that k.profile was written behind record k.last.
func (h *Hub) onProfileWritten(key string, k cachedProfile) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.profiles[key]
	now.last = max(now.last, k.last+1)
	now.dirty = !reflect.DeepEqual(now.profile, k.profile)
	h.profiles[key] = now
}

// WithRead returns d with the read marks of other that are further on.
func (d Profile) WithRead(other Profile) Profile {
	read := maps.Clone(d.Read)
	for id, mark := range other.Read {
		if mark.Seq > read[id].Seq {
			if read == nil {
				read = map[incident.ID]ReadMark{}
			}
			read[id] = mark
		}
	}
	d.Read = read
	return d
}
