package session

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// peopleFact is one event of the people stream. Its wire name never changes its
// meaning.
type peopleFact interface {
	kind() string
	fold(s *peopleState, at time.Time, by string)
}

// keyEnrolled happened when a key was let in.
type keyEnrolled struct {
	Name        string      `json:"name"`
	Rank        string      `json:"rank"`
	Key         string      `json:"key"`
	Fingerprint string      `json:"fingerprint"`
	Only        incident.ID `json:"only,omitempty"`
	Until       time.Time   `json:"until,omitzero"`
	By          string      `json:"by"` // who enrolled or invited them
	How         string      `json:"how"`
}

// keyRevoked happened when one key was revoked.
type keyRevoked struct {
	Fingerprint string `json:"fingerprint"`
	Why         string `json:"why"`
}

// keyRestored happened when one revoked key of a person was let in again.
type keyRestored struct {
	Name        string `json:"name"`
	Fingerprint string `json:"fingerprint"`
}

// personRevoked happened when a person was revoked with all their keys.
type personRevoked struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

// invited happened when an invite was written.
type invited struct {
	Sum   string      `json:"sum"`            // of the code, in hex: see codeSum
	Salt  string      `json:"salt,omitempty"` // "" of an older version
	Name  string      `json:"name,omitempty"`
	Rank  string      `json:"rank"`
	Only  incident.ID `json:"only,omitempty"`
	Until time.Time   `json:"until"`
}

// inviteUsed happened when the invite's code was given. The next record is the
// enrolment.
type inviteUsed struct {
	Sum         string `json:"sum"`
	Fingerprint string `json:"fingerprint"`
}

// storedPeople is the payload of a record of the people stream.
type storedPeople struct {
	Kind string          `json:"kind"`
	By   string          `json:"by"`
	Body json.RawMessage `json:"body"`
}

// peopleKinds decodes each kind that this version knows.
var peopleKinds = map[string]func(json.RawMessage) (peopleFact, error){
	keyEnrolled{}.kind():   peopleAs[keyEnrolled],
	keyRevoked{}.kind():    peopleAs[keyRevoked],
	keyRestored{}.kind():   peopleAs[keyRestored],
	personRevoked{}.kind(): peopleAs[personRevoked],
	invited{}.kind():       peopleAs[invited],
	inviteUsed{}.kind():    peopleAs[inviteUsed],

	certificateSeen{}.kind(): peopleAs[certificateSeen],
}

func (keyEnrolled) kind() string   { return "key-enrolled" }
func (keyRevoked) kind() string    { return "key-revoked" }
func (keyRestored) kind() string   { return "key-restored" }
func (personRevoked) kind() string { return "person-revoked" }
func (invited) kind() string       { return "invited" }
func (inviteUsed) kind() string    { return "invite-used" }

func peopleAs[F peopleFact](body json.RawMessage) (peopleFact, error) {
	var f F
	err := json.Unmarshal(body, &f)
	return f, err
}

func encodePeople(by string, f peopleFact) ([]byte, error) {
	body, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("encode a %s record: %w", f.kind(), err)
	}
	return json.Marshal(storedPeople{f.kind(), by, body})
}

// decodePeople decodes a record. The fact is nil where a newer version wrote it.
func decodePeople(r store.Record) (f peopleFact, by string) {
	var p storedPeople
	if json.Unmarshal(r.Payload, &p) != nil || peopleKinds[p.Kind] == nil {
		return nil, ""
	}
	f, err := peopleKinds[p.Kind](p.Body)
	if err != nil {
		return nil, ""
	}
	return f, p.By
}

func (f keyEnrolled) fold(s *peopleState, at time.Time, _ string) {
	rank, err := incident.ParseRank(f.Rank)
	if err != nil {
		return // a rank of a newer version, which this one can't grant
	}
	s.readmit(f.Name, f.Fingerprint)
	delete(s.former, f.Fingerprint)
	s.enrolled[f.Fingerprint] = Enrolment{
		Name: f.Name, Rank: rank, Key: f.Key, Fingerprint: f.Fingerprint,
		Only: f.Only, Until: f.Until, By: f.By, How: f.How, At: at,
	}
}

func (f keyRevoked) fold(s *peopleState, _ time.Time, _ string) { s.revokeKey(f.Fingerprint) }

// fold readmits the key and, if it was enrolled, restores its enrolment.
func (f keyRestored) fold(s *peopleState, _ time.Time, _ string) {
	s.readmit(f.Name, f.Fingerprint)
	if e, ok := s.former[f.Fingerprint]; ok && e.Name == f.Name {
		delete(s.former, f.Fingerprint)
		s.enrolled[f.Fingerprint] = e
	}
}

// fold revokes the name: no key counts for it, wherever it is listed, until one is
// enrolled or restored, and then only that one. It withdraws the invites for the person
// and those that they wrote, since they may hold the codes.
func (f personRevoked) fold(s *peopleState, _ time.Time, _ string) {
	s.revokedPeople[f.Name] = keySet{}
	delete(s.certified, f.Name)
	delete(s.noted, f.Name)
	for fingerprint, e := range s.enrolled {
		if e.Name == f.Name {
			s.revokeKey(fingerprint)
		}
	}
	s.invites = slices.DeleteFunc(s.invites, func(i Invite) bool { return i.Name == f.Name || i.By == f.Name })
}

func (f invited) fold(s *peopleState, at time.Time, by string) {
	rank, err := incident.ParseRank(f.Rank)
	if err != nil {
		return
	}
	s.invites = append(s.invites, Invite{
		Name: f.Name, Rank: rank, Only: f.Only, Until: f.Until, By: by, At: at, sum: f.Sum, salt: f.Salt,
	})
}

func (f inviteUsed) fold(s *peopleState, _ time.Time, _ string) {
	s.invites = slices.DeleteFunc(s.invites, func(i Invite) bool { return i.sum == f.Sum })
}

func (f keyRevoked) revocation() Revocation {
	return Revocation{Fingerprint: f.Fingerprint, Why: f.Why}
}
func (f personRevoked) revocation() Revocation { return Revocation{Name: f.Name, Why: f.Why} }
