package incident

import (
	"slices"
	"strings"
)

// nameSystem returns the fact that names a system as affected: with its sheet or, if it has none
// and may do without, by its name. It refuses a name that looks like a slip, unless the
// asker is sure.
func (s *State) nameSystem(c affectSystem, name string, a Ask) (systemAffected, error) {
	if c.Unlisted {
		if err := checkUnlisted(name); err != nil {
			return systemAffected{}, err
		}
	}
	if c.Unlisted && !c.Sure {
		if near := s.nearestName(name, a); near != "" {
			return systemAffected{}, refuse("%s is neither here nor in the sheets: did you mean %s? If not, write %s%s, and it is named without a sheet", name, near, name, sureMark)
		}
	}
	fact, err := c.fromSheet(s, name, a)
	switch {
	case err != nil:
		return systemAffected{}, err
	case len(s.Affected.Systems) >= maxSystems:
		return systemAffected{}, refuse("%d systems are named and no more fit: remove one with /unaffected SYSTEM WHY", maxSystems)
	}
	return fact, checkShare(s, a.By, countBy(s.Affected.Systems, a.By.Name, func(sys *System) string { return sys.By }), maxSystems, "systems")
}

// nearestName returns the system or asset, in sight or with a sheet, whose name is most
// like another, "" for none. A thing that has the very name is known, and near nothing.
func (s *State) nearestName(name string, a Ask) string {
	var known []string
	for sys := range s.For(a.By).Systems() {
		known = append(known, sys.Sheet.Name)
	}
	for sheet := range a.rules().Sheets {
		known = append(known, sheet)
	}
	known = append(known, s.assetNames(a.By)...)
	if slices.Contains(known, name) {
		return ""
	}
	slices.Sort(known)
	best, fewest := "", 3
	for _, other := range known {
		if d := likeness(name, other); d < fewest {
			best, fewest = other, d
		}
	}
	return CleanLine(best)
}

// likeness returns how many edits make one name the other: 0 where one is a part of the
// other, and many where the names are short or number the members of a fleet.
func likeness(name, other string) int {
	const minPart = 3
	switch {
	case numberSiblings(name, other):
		return maxDistance
	case len(name) >= minPart && isPartOf(name, other), len(other) >= minPart && isPartOf(other, name):
		return 0
	case min(len(name), len(other)) <= minPart:
		return maxDistance
	}
	return distance(name, other)
}

// numberSiblings reports whether two names differ in their numbers alone, as web-1 and web-12
// do: these are members of a fleet, and neither is a slip of the other.
func numberSiblings(name, other string) bool {
	return name != other && withoutNumbers(name) == withoutNumbers(other)
}

// isPartOf reports whether a part stands in a name, and not in the middle of a number.
func isPartOf(part, name string) bool {
	before, after, ok := strings.Cut(name, part)
	splits := func(left, right string) bool {
		return left != "" && right != "" && isDigit(left[len(left)-1]) && isDigit(right[0])
	}
	return ok && !splits(before, part) && !splits(part, after)
}

// withoutNumbers returns a name with "#" in place of each number.
func withoutNumbers(name string) string {
	var b strings.Builder
	for i := range len(name) {
		switch {
		case !isDigit(name[i]):
			b.WriteByte(name[i])
		case i == 0 || !isDigit(name[i-1]):
			b.WriteByte('#')
		}
	}
	return b.String()
}

// maxAssetNames bounds the assets that a system's name is compared with: the latest ones.
const maxAssetNames = 200

// assetNames returns the names of our latest affected assets that p sees, in lower case.
func (s *State) assetNames(p Person) (names []string) {
	v, all := s.For(p), s.Affected.Assets
	for i := all.Len() - 1; i >= max(0, all.Len()-maxAssetNames); i-- {
		if asset := all.At(i); !asset.IOC && v.Sees(asset.Seq) {
			names = append(names, lower(asset.Value))
		}
	}
	return names
}
