package incident

import "time"

// clocksPart keeps the place of the clocks.
func clocksPart(View, Reader) Part {
	return single("clocks", ToneText, "", Field{"clocks", []struct{}{}})
}

// playbookPart tells which playbook the incident took, who keeps it, and whether its review
// is overdue.
func playbookPart(v View, r Reader) Part {
	book := v.Playbook()
	if book == nil {
		return single("playbook", ToneText, "", Field{"playbook", ""}, Field{"playbook_kept", nil}).quiet()
	}
	tone := ToneText
	if book.Stale(r.Now) {
		tone = ToneWarn
	}
	name := book.Name + " " + book.Version
	return single("playbook", tone, name+", "+book.Kept(r.Now), Field{"playbook", name}, Field{"playbook_kept", playbookShown{
		book.Owner, book.Edition, book.ApprovedBy, instant(book.Reviewed), instant(book.LastDrilled), book.Stale(r.Now),
	}}).quiet()
}

// playbookShown is who keeps a playbook, and when it was last looked at.
type playbookShown struct {
	Owner       string     `json:"owner"`
	Edition     string     `json:"version"`
	ApprovedBy  string     `json:"approved_by"`
	Reviewed    *time.Time `json:"reviewed"`
	LastDrilled *time.Time `json:"last_drilled"`
	Stale       bool       `json:"stale"`
}

type missingShown struct {
	What string `json:"what"`
	Key  string `json:"key"`
	Ref  string `json:"ref"`
	Do   string `json:"do"`
}

// outstandingPart tells what must be settled before closing.
func outstandingPart(v View, r Reader) Part {
	left := func() []Blocker {
		left, _ := v.CloseBlockers(r.Now)
		return left
	}
	return list[Blocker]{
		label: "to settle", heading: "settle before closing", key: "outstanding", all: lazily(left),
		seq:   func(m Blocker) uint64 { return m.Seq },
		line:  func(m Blocker) string { return m.What + "  (" + m.Do + ")" },
		value: func(m Blocker) any { return missingShown{m.What, m.Key, m.Ref.String(), m.Do} },
	}.part()
}
