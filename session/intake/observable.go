package intake

import (
	"fmt"
	"maps"
	"slices"

	"warroom/session/incident"
)

// valueTypes holds the observables whose value is in "value". The last three are
// OpenCTI's.
var valueTypes = map[string][]incident.AssetType{
	"ipv4-addr": addresses, "ipv6-addr": addresses, "domain-name": {incident.AssetDomain}, "url": {incident.AssetURL}, "email-addr": {incident.AssetEmail},
	"mac-addr": {incident.AssetMAC}, "hostname": {incident.AssetDomain}, "cryptocurrency-wallet": {incident.AssetBitcoin}, "user-agent": {incident.AssetUserAgent},
}

// without lists observables that no type stands for.
var without = []string{"email-message", "process", "software", "network-traffic", "x509-certificate", "windows-registry-key", "user-account", "x-misp-attribute"}

// addObservable adds what an observable names, and leaves those that no type stands for.
// Other objects say how indicators belong together, and are passed over.
func (l *List) addObservable(place string, o object) error {
	added := 0
	add := func(value string, types ...incident.AssetType) error {
		if value == "" {
			return nil
		}
		added++
		if o.Revoked {
			l.leave(place, fmt.Sprintf("the %s was revoked", short(o.Type)))
			return nil
		}
		c, err := settle(incident.NameAsset{Value: value, IOC: true, Why: o.Description}, types)
		if err != nil {
			l.leave(place, err.Error())
			return nil
		}
		return l.put(place, c)
	}
	var err error
	switch o.Type {
	case "file", "artifact":
		err = add(o.Name, incident.AssetFile, incident.AssetPath)
		for _, name := range slices.Sorted(maps.Keys(o.Hashes)) {
			if types := typesOf(name); types == nil {
				l.leave(place, fmt.Sprintf("a hash of type %q isn't taken", short(name)))
			} else if err == nil {
				err = add(o.Hashes[name], types...)
			}
		}
	case "autonomous-system":
		err = add(o.Number.String(), incident.AssetASN)
	case "windows-registry-key":
		err = add(o.Key, incident.AssetRegistry)
	case "mutex":
		err = add(o.Name, incident.AssetMutex)
	case "directory":
		err = add(o.Path, incident.AssetPath)
	case "x509-certificate":
		err = add(o.Serial, incident.AssetCertSerial)
	case "user-account":
		if o.Login == "" {
			o.Login = o.UserID
		}
		err = add(o.Login, incident.AssetAccount)
	default:
		if types := valueTypes[o.Type]; types != nil {
			err = add(o.Value, types...)
		}
	}
	if added == 0 && slices.Contains(without, o.Type) {
		l.leave(place, fmt.Sprintf("there is nothing in this %s that a type stands for", short(o.Type)))
	}
	return err
}

// addObserved adds the observables of observed data, as 2.0 has them.
func (d *document) addObserved(place string, o object) error {
	for _, name := range slices.Sorted(maps.Keys(o.Objects)) {
		if inner, bad := objectOf(o.Objects[name]); bad == "" {
			if err := d.list.addObservable(place, inner); err != nil {
				return err
			}
		}
	}
	return nil
}
