package intake

import (
	"slices"
	"strings"

	"warroom/session/incident"
)

// typeWords holds the words of others for a type, without signs and in lower case:
// those of MISP, TheHive, IRIS, OpenCTI, Sentinel, Defender, Sophos, Volexity, OTX and
// STIX, Zeek and OpenSSL. A word for several types leaves the choice to the value.
var typeWords = map[string][]incident.AssetType{
	"ipv4addr": {incident.AssetIPv4}, "ipv6addr": {incident.AssetIPv6},
	"domainname": {incident.AssetDomain}, "hostname": {incident.AssetDomain}, "fqdn": {incident.AssetDomain}, "host": {incident.AssetDomain}, "dns": {incident.AssetDomain},
	"uri":      {incident.AssetURL},
	"filename": {incident.AssetFile, incident.AssetPath}, "file": files, "attachment": {incident.AssetFile, incident.AssetPath},
	"emailattachment": {incident.AssetFile, incident.AssetPath}, "stixfile": files,
	"filepath": {incident.AssetPath, incident.AssetFile}, "filepathname": {incident.AssetPath, incident.AssetFile}, "path": {incident.AssetPath, incident.AssetFile},
	"directory": {incident.AssetPath}, "filepattern": nil,
	"registrykey": {incident.AssetRegistry}, "regkey": {incident.AssetRegistry}, "registrypathkey": {incident.AssetRegistry}, "windowsregistrykey": {incident.AssetRegistry},
	"registrypath": {incident.AssetRegistry}, "mutexname": {incident.AssetMutex},
	"mail": {incident.AssetEmail}, "emailaddress": {incident.AssetEmail}, "emailaddr": {incident.AssetEmail}, "emailsrc": {incident.AssetEmail},
	"emaildst": {incident.AssetEmail}, "emailreplyto": {incident.AssetEmail}, "emailsender": {incident.AssetEmail}, "emailsenderaddress": {incident.AssetEmail},
	"whoisregistrantemail": {incident.AssetEmail},
	"useraccount":          {incident.AssetAccount}, "username": {incident.AssetAccount}, "user": {incident.AssetAccount},
	"as": {incident.AssetASN}, "autonomoussystem": {incident.AssetASN}, "vulnerability": {incident.AssetCVE},
	"btc": {incident.AssetBitcoin}, "cryptocurrencywallet": {incident.AssetBitcoin}, "macaddr": {incident.AssetMAC}, "macaddress": {incident.AssetMAC},
	"ja3fingerprintmd5": {incident.AssetJA3}, "ja4fingerprint": {incident.AssetJA4}, "ja4plus": {incident.AssetJA4},
	"x509serialnumber": {incident.AssetCertSerial}, "serialnumber": {incident.AssetCertSerial}, "certificateserial": {incident.AssetCertSerial},
	"httpuseragent": {incident.AssetUserAgent},
	"ip":            addresses, "ipaddr": addresses, "ipaddress": addresses, "address": addresses, "ipsrc": addresses, "ipdst": addresses, "ips": addresses,
	"networkip": addresses, "networksourceip": addresses, "networkdestinationip": addresses, "sourceip": addresses, "destinationip": addresses,
	"srcip": addresses, "dstip": addresses, "c2": {incident.AssetUntyped}, "inteladdr": addresses, "inteldomain": {incident.AssetDomain}, "intelurl": {incident.AssetURL},
	"intelfilehash": hashes, "intelfilename": {incident.AssetFile, incident.AssetPath}, "intelemail": {incident.AssetEmail}, "intelsubnet": {incident.AssetCIDR},
	"intelusername": {incident.AssetAccount}, "sha2256": {incident.AssetSHA256}, "sha2512": {incident.AssetSHA512}, "network": {incident.AssetCIDR}, "ipport": {incident.AssetIPPort}, "iprange": {incident.AssetCIDR},
	"hash": hashes, "filehash": hashes, "filehashvalue": hashes, "hashes": hashes, "checksum": hashes, "malwaresample": hashes,
}

var (
	// files are named by their names, or by their hashes.
	files = append([]incident.AssetType{incident.AssetFile, incident.AssetPath}, hashes...)

	addresses = []incident.AssetType{incident.AssetIPv4, incident.AssetIPv6, incident.AssetCIDR, incident.AssetIPPort}
	hashes    = []incident.AssetType{
		incident.AssetSHA256, incident.AssetSHA1, incident.AssetMD5, incident.AssetSHA512, incident.AssetSSDEEP, incident.AssetTLSH,
	}
)

// plainWord returns a word without case and signs, so that "SHA-256", "sha256" and
// "file_hash-sha 256" are alike.
func plainWord(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-.:/()\t", r) {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(s)))
}

// typesOf returns the types that a word stands for, nil where it is none. Words of
// several, "IPs" and "Domains", are known, too.
func typesOf(word string) []incident.AssetType {
	plain := plainWord(word)
	for _, w := range [...]string{plain, strings.TrimPrefix(plain, "filehash"), strings.TrimPrefix(plain, "file"),
		strings.TrimSuffix(plain, "s"), strings.TrimSuffix(plain, "es"), strings.TrimSuffix(strings.TrimSuffix(plain, "es"), "hash"),
	} {
		if w == "" {
			continue
		}
		if types, ok := typeWords[w]; ok {
			return types
		}
		if t, ok := incident.AssetTypeOf(w); ok && !t.IsOurs() {
			return []incident.AssetType{t}
		}
	}
	if t, ok := incident.AssetTypeOf(strings.TrimSpace(word)); ok && !t.IsOurs() {
		return []incident.AssetType{t}
	}
	switch plain {
	case "useragent":
		return []incident.AssetType{incident.AssetUserAgent}
	case "certserial":
		return []incident.AssetType{incident.AssetCertSerial}
	}
	return nil
}

// settle returns c settled as the first of the types that its value is valid for.
func settle(c incident.NameAsset, types []incident.AssetType) (incident.NameAsset, error) {
	if len(types) > 1 { // the value says which
		c.Type = incident.AssetUntyped
		if s, err := c.Settled(); err == nil && slices.Contains(types, s.Type) {
			return s, nil
		}
	}
	var first error
	for _, of := range types {
		c.Type = of
		s, err := c.Settled()
		if err == nil {
			return s, nil
		}
		if first == nil {
			first = err
		}
	}
	return c, first
}
