package incident

import "fmt"

// retypeAsset asks to give an asset the type that it should have had.
type retypeAsset struct {
	What typedAsset
	To   AssetType
	Why  string
}

// assetRetyped happened when an asset got another type. The asset of the old type is
// withdrawn, since others may have it; one of the new type takes its place.
type assetRetyped struct {
	Seq   uint64     `json:"seq"` // the entry that named it
	Type  AssetType  `json:"type"`
	Value string     `json:"value"`
	State AssetState `json:"state"`
	Now   assetNamed `json:"now"`
}

func (retypeAsset) needs() power { return powerRespond }

func (c retypeAsset) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	known, err := c.What.find(s, a.By)
	if err != nil {
		return nil, err
	}
	t, value, err := Canonical(c.To, known.Value, known.IOC)
	if err != nil {
		return nil, err
	}
	if other := s.asset(t, value, a.By); other != nil {
		return nil, refuse("%s is known already, in #%d: take the other one back with withdraw", quote(other.Name()), other.Seq)
	}
	now := assetNamed{Type: t, Value: value, IOC: known.IOC, State: known.State, Why: known.Why, Typed: otherwise(known.Value, value)}
	if why != "" {
		now.Why = why
	}
	return []Fact{assetRetyped{Seq: known.Seq, Type: known.Type, Value: known.Value, State: known.State, Now: now}}, s.checkShelf(a.By, now)
}

func (assetRetyped) kind() string { return "asset-retyped" }

func (f assetRetyped) aboutEntry(*State) uint64 { return f.Seq }

func (f assetRetyped) fold(s *State, e *Event) {
	why := fmt.Sprintf("it is %s, see #%d", withArticle(f.Now.Type.String()), e.Seq)
	assetJudged{Seq: f.Seq, Type: f.Type, Value: f.Value, IOC: f.Now.IOC, From: f.State, To: AssetWithdrawn, Why: why}.fold(s, e)
	s.put(e, f.Now)
}

func (f assetRetyped) line() string {
	return withReason(assetName(f.Type, f.Value, f.Now.IOC)+" is "+withArticle(f.Now.Type.String()), f.Now.Why)
}
