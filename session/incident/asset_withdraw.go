package incident

// withdrawAsset asks to take back an indicator or an asset that was named by mistake.
// It stays in the record and on the screens, and goes out in no list.
type withdrawAsset struct {
	What typedAsset
	Why  string
}

func (withdrawAsset) needs() power { return powerRespond }

func (c withdrawAsset) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	known, err := c.What.find(s, a.By)
	switch {
	case err != nil:
		return nil, err
	case why == "":
		return nil, refuse("say why %s is taken back, as: withdraw a scanner of ours", quote(known.Name()))
	}
	return []Fact{assetJudged{
		Seq: known.Seq, Type: known.Type, Value: known.Value, IOC: known.IOC, From: known.State, To: AssetWithdrawn, Why: why,
	}}, nil
}
