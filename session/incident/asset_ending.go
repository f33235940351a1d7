package incident

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// fileEndings lists the endings of files that people name in incidents. A name with
// one is a file, if no domain can end so.
var fileEndings = endings(`
	7z 7zip ace apk appx appxbundle arj asp aspx ashx asmx aar au3 bak bash bat bin bz2 cab cer cfg cfm cgi chm class clixml cmd cnf conf config
	cpl cpp crt crx cs csproj csv ctf cue dat db dbf deb dex dll dmg dmp doc docm docx dotm dotx drv dump dylib eml elf env evt evtx exe fon gadget
	gif gpg gz hive hta htm html ics ics img inf ini ipa iqy iso jar java jfif jnlp job jpeg jpg js jse json jsp jspx key kdbx ko ksh lha library-ms
	lnk log lua lzh m3u macho manifest mdb mem mht mhtml msc msg msi msix msixbundle msp mst mui nfs nsi ocx odt ods odp oft old ole ost
	p7b p7m p12 pcap pcapng pdb pdf pem pfx php php5 phps phtml pif pkg plist png pot potm potx ppa ppam pps ppsm ppsx ppt pptm pptx prf ps1 psc1 psd1
	psm1 pst pyc pyd pyo pyw rar raw rdp reg rpm rtf sav scf scpt scr sct searchconnector-ms settingcontent-ms shb shs shtml sldm slk sql sqlite svg
	swf swp sys tar tbz tgz tif tiff tlb theme themepack tmp ttf txt txz udl url vb vba vbe vbs vhd vhdx vmdk vmem vmx vxd war wav webarchive wim
	wll wsc wsf wsh xbap xht xlam xlb xll xls xlsb xlsm xlsx xlt xltm xml xps xsl xslt xz yaml yara yml z zipx zst
	part crdownload download enc encrypted locked crypt rdata out core bashrc service timer socket desktop`)

// bothEndings lists the endings of files that domains have, too.
var bothEndings = endings("app cab cat dot inc java map md mov one pl pm ps pub py rs sh so zip")

func endings(words string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		all[word] = true
	}
	return all
}

// privateEndings end names that no public resolver answers for: those for special use
// (RFC 2606, RFC 6761, RFC 6762, RFC 8375, RFC 9476), and those of houses and of other
// networks.
var privateEndings = []string{
	"example", "test", "invalid", "localhost", "local", "onion", "alt", "arpa", "internal", "intranet", "private", "corp", "home", "lan", "i2p", "bit",
}

// endingOf reports whether a name, in ASCII and lower case, ends as a domain does, and
// whether it ends as a file does.
func endingOf(name string) (domain, file bool) {
	last := name[strings.LastIndexByte(name, '.')+1:]
	suffix, managed := publicsuffix.PublicSuffix(name)
	domain = managed || strings.Contains(suffix, ".") || slices.Contains(privateEndings, last)
	return domain, bothEndings[last] || !domain && fileEndings[last]
}

// isFileName reports whether the last part of a name ends as a file does.
func isFileName(name string) bool {
	last := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	return len(last) < len(name) && (fileEndings[last] || bothEndings[last])
}
