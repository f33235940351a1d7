package incident

// assetJudged happened when the state of a known asset changed.
type assetJudged struct {
	Seq   uint64     `json:"seq"` // the entry that named it
	Type  AssetType  `json:"type"`
	Value string     `json:"value"`
	IOC   bool       `json:"ioc"`
	From  AssetState `json:"from"`
	To    AssetState `json:"to"`
	Why   string     `json:"why"`
}

// judge returns a fact for what c changes on a known asset.
func (c NameAsset) judge(known *Asset) ([]Fact, error) {
	f := assetJudged{Seq: known.Seq, Type: known.Type, Value: known.Value, IOC: c.IOC, From: known.State, To: known.State, Why: c.Why}
	if c.Stated {
		f.To = c.State
	}
	if f.From == f.To && f.IOC == known.IOC && (c.Why == "" || c.Why == known.Why) {
		return nil, refuse("%s is known already, as %s: give another state or a reason to change it", quote(known.Name()), f.To)
	}
	return []Fact{f}, nil
}

func (assetJudged) kind() string { return "asset-judged" }

func (f assetJudged) aboutEntry(*State) uint64 { return f.Seq }

// fold keeps the known reason if the change gives none.
func (f assetJudged) fold(s *State, e *Event) {
	for _, i := range s.Affected.assets.Find(assetKey(f.Type, f.Value)) {
		a := *s.Affected.Assets.At(i)
		if a.Seq != f.Seq {
			continue
		}
		a.IOC, a.State, a.By, a.At = f.IOC, f.To, e.By, e.OccurredAt
		if f.Why != "" || f.From != f.To {
			a.Why = f.Why
		}
		was := s.Affected.Assets.At(i).State
		s.Affected.Assets = s.Affected.Assets.Set(i, &a)
		s.Affected.recordState(i, was, a.State)
	}
}

func (f assetJudged) line() string {
	name := assetName(f.Type, f.Value, f.IOC)
	if f.From == f.To {
		return withReason(name+" stays "+f.To.String(), f.Why)
	}
	return withReason(name+" "+f.From.String()+" → "+f.To.String(), f.Why)
}
