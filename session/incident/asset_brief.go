package incident

type assetShown struct {
	Type  string `json:"type"`
	Value string `json:"value"` // refanged
	IOC   bool   `json:"ioc"`
	State string `json:"state"`
	Why   string `json:"why"`
	By    string `json:"by"`
	Seq   uint64 `json:"seq"`
}

// assetsPart tells the affected things and the indicators. A brief has those that are
// compromised, the last judged so first.
func assetsPart(v View, _ Reader) Part {
	return list[*Asset]{
		label: "assets", heading: "assets and indicators", key: "assets", all: v.Assets(), now: v.Compromised(), most: 4,
		seq:  func(a *Asset) uint64 { return a.Seq },
		tone: toneBy(func(a *Asset) bool { return a.State == AssetCompromised }, ToneDanger, ToneText),
		said: func(a *Asset) string { return a.Value }, // defanged
		line: func(a *Asset) string {
			return withReason(assetName(a.Type, a.Value, a.IOC)+" is "+a.State.String()+", by "+a.By, a.Why)
		},
		value: func(a *Asset) any {
			return assetShown{a.Type.String(), a.Value, a.IOC, a.State.String(), a.Why, a.By, a.Seq}
		},
	}.part()
}
