package report

import "warroom/session/incident"

// tlpExtension is the extension definition of TLP 2.0 in STIX 2.1.
const tlpExtension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

// markings holds the objects that OASIS has published for TLP 2.0, with fixed
// identifiers.
var markings = map[incident.TLP]struct{ ID, Word string }{
	incident.TLPClear:       {"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"},
	incident.TLPGreen:       {"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green"},
	incident.TLPAmber:       {"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"},
	incident.TLPAmberStrict: {"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"},
	incident.TLPRed:         {"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "red"},
}

// marking returns the object that defines the label.
func marking(t incident.TLP) any {
	type extension struct {
		Type string `json:"extension_type"`
		TLP  string `json:"tlp_2_0"`
	}
	return struct {
		Type       string               `json:"type"`
		Version    string               `json:"spec_version"`
		ID         string               `json:"id"`
		Created    string               `json:"created"`
		Name       string               `json:"name"`
		Extensions map[string]extension `json:"extensions"`
	}{
		"marking-definition", "2.1", markings[t].ID, "2022-10-01T00:00:00.000Z", "TLP:" + t.String(),
		map[string]extension{tlpExtension: {"property-extension", markings[t].Word}},
	}
}
