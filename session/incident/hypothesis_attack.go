package incident

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxTechniques bounds the techniques of one hypothesis.
const maxTechniques = 20

// tactics maps the IDs of MITRE ATT&CK for Enterprise to their names.
var tactics = map[string]string{
	"TA0043": "Reconnaissance",
	"TA0042": "Resource Development",
	"TA0001": "Initial Access",
	"TA0002": "Execution",
	"TA0003": "Persistence",
	"TA0004": "Privilege Escalation",
	"TA0005": "Defense Evasion",
	"TA0006": "Credential Access",
	"TA0007": "Discovery",
	"TA0008": "Lateral Movement",
	"TA0009": "Collection",
	"TA0011": "Command and Control",
	"TA0010": "Exfiltration",
	"TA0040": "Impact",
}

// Tactic returns the name of an ATT&CK tactic by its ID, as "TA0006"; "" if
// there is none.
func Tactic(id string) string { return tactics[id] }

// techniqueHomes are the addresses before the IDs of techniques and tactics.
var techniqueHomes = []string{"https://attack.mitre.org/techniques/", "https://attack.mitre.org/tactics/", "attack.mitre.org/techniques/", "attack.mitre.org/tactics/"}

// namedTechnique returns the ATT&CK ID that a word was meant as, well formed or not: T or
// TA, then three digits or more, with dots among them. It reads the form of Sigma's rules,
// "attack.t1566.001" and "attack.initial-access", brackets and the address of its page.
func namedTechnique(word string) (id string, ok bool) {
	bare := strings.Trim(word, "()[]{}<>,;:\"'")
	if len(bare) < len("T000") {
		return "", false
	}
	for _, home := range techniqueHomes {
		bare = strings.TrimPrefix(bare, home)
	}
	if tag, isTag := strings.CutPrefix(lower(bare), "attack."); isTag {
		if tactic := tacticTagged(tag); tactic != "" {
			return tactic, true
		}
		bare = tag
	}
	if c := bare[:min(len(bare), 1)]; c != "T" && c != "t" {
		return "", false
	}
	upper := strings.ReplaceAll(strings.ToUpper(strings.TrimRight(bare, "./")), "/", ".")
	digits := strings.TrimPrefix(upper[1:], "A")
	return upper, startsLike(digits, "000") && strings.Trim(strings.TrimSuffix(digits, anyway), "0123456789.") == ""
}

// tacticTagged returns the ID of a tactic by its name in Sigma's rules, as "initial-access"
// or "initial_access"; "" for none.
func tacticTagged(tag string) string {
	tag = strings.NewReplacer("-", " ", "_", " ").Replace(tag)
	for id, name := range tactics {
		if strings.EqualFold(tag, name) {
			return id
		}
	}
	return ""
}

// anyway is the sign behind an ID that is taken though the list here lacks it: new
// techniques come out twice a year, and the matrices for ICS and mobile have others.
const anyway = "!"

// checkTechniques returns the IDs in upper case, each once. It asks about those that the
// list here lacks.
func checkTechniques(ids []string) ([]string, error) {
	if len(ids) > maxTechniques {
		return nil, refuse("%d techniques are too many: name at most %d, the likeliest", len(ids), maxTechniques)
	}
	var checked []string
	for _, id := range ids {
		upper, sure := strings.CutSuffix(strings.ToUpper(id), anyway)
		switch {
		case strings.HasPrefix(upper, "TA") && tactics[upper] == "":
			return nil, refuse("%q isn't an ATT&CK tactic for enterprises: use TA0001 to TA0011, TA0040, TA0042 and TA0043", quote(id))
		case tactics[upper] == "" && !isTechnique(upper):
			return nil, refuse("%q isn't an ATT&CK technique: write it as T1552 or T1552.001", quote(id))
		case tactics[upper] == "" && !sure:
			if err := askTechnique(upper); err != nil {
				return nil, err
			}
		}
		if !slices.Contains(checked, upper) {
			checked = append(checked, upper)
		}
	}
	return checked, nil
}

// askTechnique asks about a technique or a part of one that the list here lacks.
func askTechnique(id string) error {
	technique, part, isPart := strings.Cut(id[1:], ".")
	at := strings.Index(techniques, " "+technique+" ")
	if from := strings.Index(techniques, " "+technique+":"); at < 0 && from < 0 {
		return refuse("ATT&CK %s for enterprises has no %q: check its number; %s%s takes it all the same", attackVersion, quote(id), id, anyway)
	} else if from >= 0 {
		at = from
	}
	parts, _ := cutDigits(strings.TrimPrefix(techniques[at+1+len(technique):], ":"), 2)
	if n, _ := strconv.Atoi(part); isPart && (n < 1 || int64(n) > parts) {
		has := "no parts"
		if parts > 0 {
			has = fmt.Sprintf("the parts .001 to .%03d", parts)
		}
		return refuse("ATT&CK %s for enterprises has no %q, T%s has %s: check its number; %s%s takes it all the same", attackVersion, quote(id), technique, has, id, anyway)
	}
	return nil
}

// isTechnique reports whether an ID in upper case has the shape of T1552 or
// T1552.001.
func isTechnique(id string) bool {
	return startsLike(id, "T0000") && len(id) == len("T0000") || startsLike(id, "T0000.000") && len(id) == len("T0000.000")
}

// attackVersion is the version of ATT&CK that the list of techniques is of.
const attackVersion = "18"

// techniques lists the numbers of the techniques of MITRE ATT&CK for Enterprise, each with
// that of its last part where it has parts.
const techniques = " 1001:3 1003:8 1005 1006 1007 1008 1010 1011:1 1012 1014 1016:2 1018 1020:1 1021:8 1025 1027:17 1029 1030 1033 1036:12" +
	" 1037:5 1039 1040 1041 1046 1047 1048:3 1049 1052:1 1053:7 1055:15 1056:4 1057 1059:13 1068 1069:3 1070:10 1071:5 1072 1074:2" +
	" 1078:4 1080 1082 1083 1087:4 1090:4 1091 1092 1095 1098:7 1102:3 1104 1105 1106 1110:4 1111 1112 1113 1114:3 1115 1119 1120 1123" +
	" 1124 1125 1127:3 1129 1132:2 1133 1134:5 1135 1136:3 1137:6 1140 1176:2 1185 1187 1189 1190 1195:3 1197 1199 1200 1201 1202 1203" +
	" 1204:5 1205:2 1207 1210 1211 1212 1213:6 1216:2 1217 1218:15 1219:3 1220 1221 1222:2 1480:2 1482 1484:2 1485:1 1486 1489 1490" +
	" 1491:2 1495 1496:4 1497:3 1498:2 1499:4 1505:6 1518:2 1525 1526 1528 1529 1530 1531 1534 1535 1537 1538 1539 1542:5 1543:5 1546:18" +
	" 1547:15 1548:6 1550:4 1552:8 1553:6 1554 1555:6 1556:9 1557:4 1558:5 1559:3 1560:3 1561:2 1562:13 1563:2 1564:14 1565:3 1566:4" +
	" 1567:4 1568:3 1569:3 1570 1571 1572 1573:2 1574:14 1578:5 1580 1583:8 1584:8 1585:3 1586:3 1587:4 1588:7 1589:3 1590:6 1591:4" +
	" 1592:4 1593:3 1594 1595:3 1596:5 1597:2 1598:4 1599:1 1600:2 1601:2 1602:2 1606:2 1608:6 1609 1610 1611 1612 1613 1614:1 1615 1619" +
	" 1620 1621 1622 1647 1648 1649 1650 1651 1652 1653 1654 1656 1657 1659 1665 1666 1667 1668 1669 1671 1672 1673 1674 1675 1677 1678" +
	" 1679 1680 1681 "
