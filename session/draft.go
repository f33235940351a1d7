package session

import (
	"context"
	"maps"
	"strings"

	"warroom/session/incident"
)

// maxDrafts bounds the incidents of which a key's draft is kept. That of the
// oldest incident goes first.
const maxDrafts = 20

// DraftKept tells a person who is back at an incident of the draft that is kept for them.
const DraftKept = "you had typed a line and not sent it: the up key brings it back"

// JoinDraft returns texts as one draft, one below the other, as many as fit into it.
func JoinDraft(texts ...string) string {
	var all string
	for _, text := range texts {
		if text != "" && len(all)+1+len(text) <= incident.MaxLine {
			all = strings.TrimPrefix(all+"\n"+text, "\n")
		}
	}
	return all
}

// SaveDraft keeps text, at most incident.MaxLine bytes, for the key until it is
// back at the incident; "" forgets what is kept. It is no part of the incident's
// record. Like a profile it may be recorded later.
func (h *Hub) SaveDraft(ctx context.Context, key string, id incident.ID, text string) error {
	if len(text) > incident.MaxLine {
		return incident.Refusal{Why: "the draft is longer than a line: it is not kept"}
	}
	return h.changeProfile(ctx, key, func(p Profile) Profile { return p.withDraft(id, text) })
}

// ForgetDrafts forgets all drafts of the key.
func (h *Hub) ForgetDrafts(ctx context.Context, key string) error {
	return h.changeProfile(ctx, key, func(p Profile) Profile { p.Drafts = nil; return p })
}

// withDraft returns p with the draft of an incident.
func (p Profile) withDraft(id incident.ID, text string) Profile {
	drafts := maps.Clone(p.Drafts)
	switch {
	case text == "":
		delete(drafts, id)
	case drafts == nil:
		drafts = map[incident.ID]string{id: text}
	default:
		drafts[id] = text
	}
	for len(drafts) > maxDrafts {
		delete(drafts, oldest(drafts))
	}
	if len(drafts) == 0 {
		drafts = nil
	}
	p.Drafts = drafts
	return p
}

// oldest returns the incident that was declared first.
func oldest(drafts map[incident.ID]string) (first incident.ID) {
	for id := range drafts {
		if first == "" || id.Number() < first.Number() {
			first = id
		}
	}
	return first
}
