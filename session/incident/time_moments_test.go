package incident

import (
	"bufio"
	"cmp"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

var momentZones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"}

// plainMoments are the forms that are taken, with what they mean to someone whose clock
// shows noon on Monday 30 November 2026, as that clock shows it, or in UTC with a Z. %P is
// five minutes past this midnight, for forms whose day isn't the same everywhere.
var plainMoments = []struct{ typed, want string }{
	{"09:05", "2026-11-30 09:05:00"}, {"9:05", "2026-11-30 09:05:00"}, {"11:59", "2026-11-30 11:59:00"}, {"12:00", "2026-11-30 12:00:00"},
	{"09:05:30", "2026-11-30 09:05:30"}, {"09:05:30.250", "2026-11-30 09:05:30"}, {"09:05h", "2026-11-30 09:05:00"}, {"09:05 Uhr", "2026-11-30 09:05:00"},
	{"14:05", "-"}, {"14:01", "-"}, {"14:00", "refused"}, {"12:01", "refused"}, {"13:59:59", "refused"},
	{"23:50", "2026-11-29 23:50:00"}, {"00:10", "2026-11-30 00:10:00"}, {"0:10", "2026-11-30 00:10:00"},
	{"11:10 PM", "2026-11-29 23:10:00"}, {"11:10pm", "2026-11-29 23:10:00"}, {"11pm", "2026-11-29 23:00:00"}, {"11 PM", "2026-11-29 23:00:00"},
	{"11:10 p.m.", "2026-11-29 23:10:00"}, {"11:10 am", "2026-11-30 11:10:00"}, {"12:10 AM", "2026-11-30 00:10:00"}, {"12 am", "2026-11-30 00:00:00"}, {"12:00pm", "2026-11-30 12:00:00"},
	{"9:05:30 AM", "2026-11-30 09:05:30"},
	{"yesterday 23:50", "2026-11-29 23:50:00"}, {"Yesterday, 23:50", "2026-11-29 23:50:00"}, {"yesterday at 11:50 PM", "2026-11-29 23:50:00"}, {"yesterday 12:01", "2026-11-29 12:01:00"},
	{"today 09:00", "2026-11-30 09:00:00"}, {"today 12:01", "refused"}, {"23:50 yesterday", "2026-11-29 23:50:00"}, {"9:00 today", "2026-11-30 09:00:00"},
	{"Fri 23:50", "2026-11-27 23:50:00"}, {"Friday 23:50", "2026-11-27 23:50:00"}, {"friday, 23:50", "2026-11-27 23:50:00"}, {"Mon 09:00", "2026-11-30 09:00:00"}, {"Mon 23:50", "2026-11-23 23:50:00"}, {"Mon 13:00", "refused"}, {"Tue 12:30", "2026-11-24 12:30:00"}, {"Thurs 10:00", "2026-11-26 10:00:00"},
	{"28 Nov 23:50", "2026-11-28 23:50:00"}, {"28 nov 23:50", "2026-11-28 23:50:00"}, {"28 November, 23:50", "2026-11-28 23:50:00"}, {"28. Nov. 23:50", "2026-11-28 23:50:00"}, {"28th Nov 23:50", "2026-11-28 23:50:00"},
	{"28 Nov 11:50 PM", "2026-11-28 23:50:00"}, {"2 Jan 15:04", "2026-01-02 15:04:00"}, {"31 Dec 23:59", "refused"}, {"1 Dec 10:00", "refused"}, {"30 Nov 12:30", "refused"}, {"29 Feb 10:00", "refused"},
	{"28 Nov 2026 23:50", "2026-11-28 23:50:00"}, {"28 Nov 2026 23:50:12", "2026-11-28 23:50:12"}, {"28 Nov 2026 23:50:12 UTC", "2026-11-28 23:50:12Z"}, {"28 Nov 2026, 23:50", "2026-11-28 23:50:00"}, {"23:50 28 Nov", "2026-11-28 23:50:00"}, {"23:50 on 28 Nov 2026", "2026-11-28 23:50:00"},
	{"2 Jan 15:04Z", "2026-01-02 15:04:00Z"},
	{"Nov 28 23:50:00", "2026-11-28 23:50:00"}, {"Nov 28 2026 23:50", "2026-11-28 23:50:00"}, {"Nov 28, 2026 11:50 PM", "2026-11-28 23:50:00"}, {"Sat Nov 28 23:50:00 2026", "2026-11-28 23:50:00"}, {"Sat, 28 Nov 2026 23:50:12 +0000", "2026-11-28 23:50:12Z"}, {"Fri Nov 28 23:50:00 2026", "refused"}, {"Sat 28 Nov 2026 23:50", "2026-11-28 23:50:00"},
	{"28-Nov-2026 23:50:00", "2026-11-28 23:50:00"}, {"28/Nov/2026:23:50:12 +0000", "2026-11-28 23:50:12Z"}, {"28/Nov/2026:23:50:12 -0500", "2026-11-29 04:50:12Z"},
	{"2026-11-28 23:50", "2026-11-28 23:50:00"}, {"2026-11-28 23:50:12", "2026-11-28 23:50:12"}, {"2026-11-28 23:50Z", "2026-11-28 23:50:00Z"}, {"2026-11-28 23:50+01:00", "2026-11-28 22:50:00Z"}, {"2026-11-28 23:50:00 +0100", "2026-11-28 22:50:00Z"}, {"2026-11-28 23:50 UTC", "2026-11-28 23:50:00Z"}, {"2026-11-28 23:50:12 -05:00", "2026-11-29 04:50:12Z"},
	{"2026-11-28T23:50", "2026-11-28 23:50:00"}, {"2026-11-28T23:50Z", "2026-11-28 23:50:00Z"}, {"2026-11-28t23:50:00z", "2026-11-28 23:50:00Z"}, {"2026-11-28T23:50:00+02:00", "2026-11-28 21:50:00Z"}, {"2026-11-28T23:50:00-05:00", "2026-11-29 04:50:00Z"}, {"2026-11-28T23:50:00.123456Z", "2026-11-28 23:50:00Z"}, {"2026-11-28T23:50:00,123Z", "2026-11-28 23:50:00Z"}, {"2026/11/28 23:50:00", "2026-11-28 23:50:00"}, {"2026-11-28_23:50", "2026-11-28 23:50:00"},
	{"20261128T235000Z", "2026-11-28 23:50:00Z"}, {"20261128T2350Z", "2026-11-28 23:50:00Z"}, {"20261128T235000", "2026-11-28 23:50:00"}, {"20261128T235000+0100", "2026-11-28 22:50:00Z"}, {"20261128T235000.5Z", "2026-11-28 23:50:00Z"}, {"20261128 23:50", "2026-11-28 23:50:00"},
	{"1795909800", "2026-11-28 23:50:00Z"}, {"1795909800000", "2026-11-28 23:50:00Z"}, {"1795909800.5", "2026-11-28 23:50:00Z"}, {"4102444800", "refused"}, {"1400000000", "refused"},
	{"-15m", "2026-11-30 11:45:00"}, {"-1h30m", "2026-11-30 10:30:00"}, {"-1d2h", "2026-11-29 10:00:00"}, {"-30s", "2026-11-30 11:59:30"}, {"-15 min", "2026-11-30 11:45:00"}, {"-15 min ago", "2026-11-30 11:45:00"}, {"–15m", "2026-11-30 11:45:00"}, {"15m ago", "2026-11-30 11:45:00"}, {"15 min ago", "2026-11-30 11:45:00"}, {"15min ago", "2026-11-30 11:45:00"}, {"2 hours ago", "2026-11-30 10:00:00"}, {"1 h 30 min ago", "2026-11-30 10:30:00"}, {"an hour ago", "2026-11-30 11:00:00"}, {"a day ago", "2026-11-29 12:00:00"},
	{"00:05Z", "%"}, {"03:05+02:00", "2026-11-30 01:05:00Z"}, {"03:05+0200", "2026-11-30 01:05:00Z"}, {"03:05 +0200", "2026-11-30 01:05:00Z"}, {"03:05 UTC", "2026-11-30 03:05:00Z"}, {"03:05Z", "2026-11-30 03:05:00Z"}, {"0305Z", "2026-11-30 03:05:00Z"}, {"05:05 UTC+2", "2026-11-30 03:05:00Z"}, {"23:05-05:00", "2026-11-30 04:05:00Z"},
	{"03:05 (UTC)", "2026-11-30 03:05:00Z"}, {"03:05 z", "2026-11-30 03:05:00Z"}, {"03:05, UTC", "2026-11-30 03:05:00Z"}, {"03:05 in UTC", "2026-11-30 03:05:00Z"}, {"3:05 AM (UTC)", "2026-11-30 03:05:00Z"}, {"03:05 [UTC]", "2026-11-30 03:05:00Z"}, {"03:05 UCT", "2026-11-30 03:05:00Z"}, {"03:05 hours UTC", "2026-11-30 03:05:00Z"}, {"03:05 utc", "2026-11-30 03:05:00Z"}, {"0305 UTC", "2026-11-30 03:05:00Z"}, {"0305 hours UTC", "2026-11-30 03:05:00Z"},
	{"05:05 (GMT+2)", "2026-11-30 03:05:00Z"}, {"2026-11-28 10:41 (UTC)", "2026-11-28 10:41:00Z"}, {"2026-11-28 10:10 UTC+5:30", "2026-11-28 04:40:00Z"}, {"2026-11-28 10:10 +5:30", "2026-11-28 04:40:00Z"}, {"2026-11-28 10:10+5:30", "2026-11-28 04:40:00Z"}, {"2026-11-28 10:10 UTC+0530", "2026-11-28 04:40:00Z"}, {"2026-11-28 23:50:12-05", "2026-11-29 04:50:12Z"}, {"Sat, 28 Nov 2026 23:50:12 -0500 (EST)", "2026-11-29 04:50:12Z"}, {"Sat Nov 28 23:50:00 UTC 2026", "2026-11-28 23:50:00Z"}, {"23:50 UTC 28 Nov 2026", "2026-11-28 23:50:00Z"}, {"23:50 (UTC) on 28 Nov", "2026-11-28 23:50:00Z"}, {"23:50 28 Nov UTC", "2026-11-28 23:50:00Z"},
	{"10:00 Sat, 28 Nov", "2026-11-28 10:00:00"}, {"10:00 3 days ago", "2026-11-27 10:00:00"}, {"10:00 a week ago", "2026-11-23 10:00:00"}, {"3 days ago 10:00", "2026-11-27 10:00:00"}, {"1 day ago at 10:00", "2026-11-29 10:00:00"}, {"2 weeks ago 10:00", "2026-11-16 10:00:00"}, {"a week ago, 10:00", "2026-11-23 10:00:00"}, {"two days ago at 23:50", "2026-11-28 23:50:00"},
	{"8:00 in the morning", "2026-11-30 08:00:00"}, {"yesterday 8:00 in the evening", "2026-11-29 20:00:00"}, {"8:00 yesterday in the evening", "2026-11-29 20:00:00"}, {"yesterday evening 8:00", "2026-11-29 20:00:00"}, {"8:00 PM in the evening", "2026-11-29 20:00:00"}, {"8:00 at night", "2026-11-29 20:00:00"}, {"12:00 noon", "2026-11-30 12:00:00"}, {"yesterday morning 10:00", "2026-11-29 10:00:00"}, {"Friday night 23:50", "2026-11-27 23:50:00"}, {"this morning 10:00", "2026-11-30 10:00:00"}, {"10:00 this morning", "2026-11-30 10:00:00"}, {"2:00 at night", "2026-11-30 02:00:00"},
	{"11.10pm", "2026-11-29 23:10:00"}, {"11.10 pm", "2026-11-29 23:10:00"}, {"1110 PM", "2026-11-29 23:10:00"}, {"1159pm", "2026-11-29 23:59:00"}, {"930am", "2026-11-30 09:30:00"},
	{"on 28 Nov 10:00", "2026-11-28 10:00:00"}, {"half an hour ago", "2026-11-30 11:30:00"}, {"1 hour and 30 minutes ago", "2026-11-30 10:30:00"}, {"two hours ago", "2026-11-30 10:00:00"}, {"an hour and a half ago", "2026-11-30 10:30:00"}, {"15 min. ago", "2026-11-30 11:45:00"}, {"1 hour, 30 minutes ago", "2026-11-30 10:30:00"}, {"Weds 10:00", "2026-11-25 10:00:00"}, {"10:00 two days ago", "2026-11-28 10:00:00"}, {"28th of November 23:50", "2026-11-28 23:50:00"}, {"09:05.", "2026-11-30 09:05:00"}, {"09:05 Z.", "%"},
	{"１０：００", "2026-11-30 10:00:00"}, {"10：00", "2026-11-30 10:00:00"}, {"2026-11-28\u00a010:00", "2026-11-28 10:00:00"}, {"yesterday\u00a010:00", "2026-11-29 10:00:00"}, {"١٠:٠٠", "2026-11-30 10:00:00"}, {"\u200b10:00", "2026-11-30 10:00:00"}, {"\ufeff10:00", "2026-11-30 10:00:00"}, {"10:\u00ad00", "2026-11-30 10:00:00"}, {"2026\u201111\u201128 10:00", "2026-11-28 10:00:00"}, {"2026–11–28 10:00", "2026-11-28 10:00:00"}, {"10:00\u202fAM", "2026-11-30 10:00:00"}, {"−15m", "2026-11-30 11:45:00"}, {"@09:05", "2026-11-30 09:05:00"}, {"11:10\u00a0PM", "2026-11-29 23:10:00"},
	{"1795909800123456", "2026-11-28 23:50:00Z"}, {"1795909800123456789", "2026-11-28 23:50:00Z"}, {"2026.11.28 23:50", "2026-11-28 23:50:00"}, {"2026-11-8 10:00", "2026-11-08 10:00:00"}, {"2026-11-28-23:50", "2026-11-28 23:50:00"}, {"28Nov2026 23:50", "2026-11-28 23:50:00"}, {"28Nov2026 23:50:12", "2026-11-28 23:50:12"},
	{"at 09:05", "2026-11-30 09:05:00"}, {"09:05:", "2026-11-30 09:05:00"}, {"09:05,", "2026-11-30 09:05:00"},
}

// aboutMoments are moments that are said to be near.
var aboutMoments = []string{"~09:05", "~ 09:05", "about 09:05", "around 9:05 AM", "ca. 09:05", "~today 09:05", "today about 09:05", "approx. 09:05", "≈09:05"}

// unclearMoments look like moments and aren't plain: they are asked about.
var unclearMoments = []string{
	"03/04", "03/04 10:00", "3/4 10:00", "28/11/2026 23:50", "11/28/2026 11:50 PM", "28/11/26 23:50", "3.4. 10:00", "28.11. 23:50", "28.11.2026", "28.11.2026 23:50", "28-11-2026 23:50",
	"24:10", "24:00", "23:60", "25:00", "09:05:61", "13:10 PM", "0:10 AM", "11:10 XM", "2026-11-28 24:00", "2026-13-01 10:00", "2026-02-30 10:00", "30 Feb 10:00", "2026-11-28T", "2026-11-28T25:00Z", "1026-03-01 10:00",
	"09:05-09:20", "09:05–09:20", "09:05 - 09:20", "09:05 to 09:20", "09:05..09:20", "03:00-05:00", "2026-11-28 23:50-23:55", "9:05 until 9:20",
	"28 Nov", "28 Nov 2026", "2026-11-28", "Nov 28", "28 Okt 23:50", "28 Novembr 23:50", "28 Nvo 23:50", "yesteday 09:05", "Firday 09:05", "last Friday 09:05", "yesterday noon", "09:05 Friday",
	"09:05 EST5EDT", "09:05 est", "09:05 pst", "09:05 msk", "09:05 (EST)", "09:05 GMT+5.5", "09:05 +5.5", "09:05 +02", "09:05 UTC +2", "09:05 UTC CET", "09:05Z (CET)", "09:05 BRT", "09:05 TRT", "09:05 IDT", "09:05 IRST", "09:05 NPT", "09:05 ART", "09:05 CLT", "09:05 Eastern", "09:05 Moscow", "09:05 Moscow time", "09:05 local time", "09:05 (Europe/Berlin)", "09:05 in Europe/Berlin", "UTC 09:05", "EST 9:05", "UTC+2 09:05",
	"10:00-11", "10:00-12", "10:10-9", "9:00-9", "2026-11-28 10:00-11", "28 Nov 10:00-11", "10:00–11", "10:00/11", "10:00 to 11", "10:00~10:20", "10:00 -11", "10:00 – 10:20",
	"10:00 28/11", "10:00 28/11/2026", "10:00 saturday,", "10:00 last Friday", "10:00 28.11.2026", "10:00 28.11.", "10:00 28.11", "10:00 28-11-2026", "10:00 11/28", "10:00 (28/11)", "10:00 20261128", "10:00 28th", "10:00 3 hours ago", "10:00 15m ago", "10:00 an hour ago", "10:00-10:00", "10:00 the 28th", "10:00 this Friday", "10:00 next Friday", "10:00 and 10:20", "10:00 & 10:20", "10:00+1", "09:05 UTC±0", "09:05 CET/CEST", "09:05 New York time", "28th 10:00", "28 10:00", "the 28th 10:00", "the 28th of Nov 10:00", "Sat 28 10:00", "this Sat 10:00", "next Fri 10:00", "early this morning", "earlier 10:00", "5m earlier", "5 minutes back", "an hour or so ago", "10ish", "10;30", "10點", "10:00 on the 28th", "10:00 (28 Nov)", "10:00 last night", "10:00 day before yesterday", "10:00 the day before yesterday", "10:00 the previous night", "10:00, 28/11", "10:00 3/12", "10:00 30 Feb", "10:00 2026-11-31", "10:00 28 Okt", "10:00 28 Novembr", "10:00 3 may", "10:00 may 3", "10:00 UTC 28/11", "10:00 28/11 UTC", "10:00 (Sat)",
	"-1d 10:00", "3 hours ago 10:00", "-15m at 10:00", "15m ago 23:50",
	"12:00 midnight", "8:00 in the afternoon", "10:00 noon", "8:00 evening", "yesterday night 02:00", "yesterday 12:00 at night",
	"noon", "midnight", "around noon", "at midnight", "12 noon", "12 midnight", "8 in the evening", "8 at night", "at night", "in the evening", "this morning", "noon yesterday", "last night", "last night 23:50", "last week", "the day before yesterday 10:00", "day before yesterday 10:00", "yesterday", "yesterday the token was stolen", "Friday the deploy went out", "Monday", "yesterday morning",
	"since 10:00", "from 09:00", "after 10:00", "before 10:00", "between 10:00 and 11:00", "by 10:00", "until 10:00", "as of 10:00", "shortly after 10:00", "since yesterday", "since 28/11", "since noon",
	"a few minutes ago", "couple of hours ago", "a couple of hours ago", "minutes ago", "3 months ago", "15mn ago", "1,5h ago", "15 minutes earlier", "quarter past 10", "half past ten", "ten past ten", "10 past 10", "quarter to 6", "5 o’clock", "5 o'clock", "17 o'clock",
	"yesterday 2350", "yesterday 23.50", "yesterday 23h50", "today 0930", "today 23.50",
	"0930", "0000", "2310 military", "2310", "2310 the DB fell", "9.30 the DB fell", "9.30", "2310 EST", "11h10pm", "23.10h", "23.10Z", "10 UTC", "10Z", "10 EST", "23h", "23 h 10", "281010Z NOV 26", "101000Z", "10時30分", "10.30 Uhr", "10-30 pm", "1175pm",
	"[28/Nov/2026:23:50:12 +0000]", "[2026-11-28 23:50]", "(28 Nov)", "20261128235000", "20261128235000Z", "202611282350", "20261128_235000", "20261128-235000", "T10:00Z", "T10:00", "Nov 28-29 10:00", "Nov 28–29 10:00", "28-29 Nov 10:00", "28/11/26", "28-11-26", "• 10:00", "- 10:00", "> 10:00", "\"10:00\"", "“10:00”", "+10:00", "2026-11-8", "20:00 (tonight)", "um 10:00", "28 Okt", "3 mai",
	"23.10", "23h10", "2310h", "2310 hrs", "11 o'clock", "[09:05]", "(09:05)", "T+10", "T+01:07:44", "+5m", "-15", "-15y", "09:05 CET+1", "09:05 PST", "09:05 Europe/Berlin", "2026-11-28 23:50 EDT", "09:05x",
}

// plainTexts begin with a number or a word of time, and are texts.
var plainTexts = []string{
	"3 hosts down", "404 on login", "2026 budget is out", "10 of 12 hosts", "1.5 GB left the network", "10.0.0.1 answers again", "1.2.3 was rolled out", "24/7 support was called", "3/4 of the hosts", "16:9 screens", "10:1 compression",
	"00:15:5d:01:02:03 was seen", "00:11:22:33:44:55 was seen", "2001:db8::1 answers", "10:8080", "15 accounts locked", "15m cable cut", "2 hours of logs are missing", "2nd host down", "1,000 hosts", "100% cpu", "20261128 tickets", "0123456789 was dialled",
	"2026-11-28-backup.tar was read", "2026-11-28.log was deleted", "today nothing", "Sun servers are down", "may be down", "March release", "now it is back", "noon shift took over", "midnight blizzard was named", "at the gateway", "about 3 hosts", "a host", "an hour of logs", "T1566 seen", "-v was left out", "- first", "+1 from me", "(3 hosts)", "\"quoted\"", "last backup failed", "monitoring said so", "about half", "~3 hosts", "~/.ssh/config was read", "5 m cable", "8 ms later", "7 of 9", "1st of many", "11 pmd findings", "v2", "1e9 rows", "0x41 read", "3D printers",
	"10 hosts are down", "500 errors since the deploy", "8 ips were seen", "4111111111111111 was leaked", "2310 errors since noon", "1433 is open", "2.50 GB lost", "9.30 million rows", "1.12 was released", "2026 hosts", "2026.11.28 was rolled out", "since the deploy", "after 3 hosts fell", "after 2 hours the link came back", "from 10.0.0.1 came 3 GB", "before the change", "by hand", "until further notice", "as expected", "just a test", "half the hosts", "quarter of the users", "two hosts", "ten past tickets", "a few hosts", "some hosts", "the host", "the day team", "the same attacker", "in the logs", "in short", "at least 3 hosts", "on call paged", "on 28 hosts", "midnight blizzard called", "midnight backup failed", "this host", "last login", "tonight we restore", "tomorrow the vendor comes", "day one", "minutes of the meeting", "hours lost", "10.2.3.4 answers", "10.0.0.0/8 is blocked", "443/tcp is open", "24/7", "10-12 hosts", "3-4 of them", "5G is down", "2nd attempt", "7zip was run", "1h30m outage", "12 monkeys", "8 nights", "3 mailboxes", "2 mailers", "6 metres", "9 artefacts", "10 cats", "• first", "> quoted", "(see above)", "[x] done", "#112 is wrong", "“quoted”", "é", "日本 is down", "١٠ hosts", "test", "t1 seen", "t-shirt", "et al", "TLS 1.2", "utc is used", "EST is their zone", "UTC offset wrong", "MAY be", "sec team", "Second host", "march 3-4 people", "time is short", "kl was called", "until: done", "~", "@kim said", "@", "/etc/passwd was read", "\\\\host\\share", "the 5th host", "next host", "this time", "early signs", "earlier alerts", "later that, kim", "2.5 GB", "2,5 GB", "10% lost", "10k rows", "0 hosts", "00 was sent", "1/3 of the hosts",
}

// textsBehind are texts behind a time of day that nobody means as more of it.
var textsBehind = []string{
	"the DB fell", "10 hosts are down", "500 errors", "3/4 of the hosts", "24/7 support was called", "1.5 GB left", "10.2.3.4 answers", "10.20.30.40 answers", "2nd host down", "1st of many", "5th host down", "12th attempt failed", "art director called", "met with kim", "cat /etc/passwd was run", "GET /admin", "PUT /x", "POST /login", "git push", "est. 40 hosts", "the 2nd host fell", "the 12th host fell", "this time", "next host", "and kim", "on call paged", "on 28 hosts", "on the 3 hosts", "in the logs", "in short", "at least 3", "the same attacker", "the other node", "the next host", "last backup failed", "this host", "a host", "an hour lost", "morning standup was late", "London office lost power", "central logging failed", "Central logging failed", "first time", "UTC-based logs", "- 3 hosts", "-v was left out", "10-12 hosts", "+15% load", "to kim", "to 300 hosts", "(3 hosts)", "[x] done", "“quoted”", "café", "that host", "yesterdays backup", "may be down", "one host", "monitoring said so", "10k rows", "half the hosts", "2 hours of logs are missing", "Zürich called", "IT called", "PTO", "10:1 compression", "until further notice", "#112", "@kim said", "--force was used", "4 users", "hours lost", "h2 fell", "in 3 hosts", "march of the logs",
}

func TestEachFormOfAMomentIsRead(t *testing.T) {
	for _, name := range momentZones {
		zone := must(time.LoadLocation(name))
		a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, zone), Zone: zone}
		for _, c := range plainMoments {
			for _, line := range []string{c.typed + " the first read", c.typed, trimMarks(c.typed) + ": the first read"} {
				m, text, err := cutMoment(line)
				var at time.Time
				if err == nil {
					at, err = m.resolve(a)
				}
				want := c.want
				layout, in := "2006-01-02 15:04:05", zone
				if strings.HasSuffix(want, "Z") {
					layout, in = "2006-01-02 15:04:05Z", time.UTC
				}
				if strings.HasSuffix(want, "Z") && a.At.Before(must(time.ParseInLocation(layout, want, in))) {
					want = "refused" // it hasn't passed where the day began early
				}
				switch {
				case want == "%":
				case want == "-":
					if err != nil || at.In(zone).Format("2006-01-02 15:04") != "2026-11-29 "+c.typed {
						t.Errorf("%s: %q is %s (%v)", name, line, at, err)
					}
				case want == "refused":
					if refusal := (Refusal{}); !errors.As(err, &refusal) {
						t.Errorf("%s: %q is taken for %s", name, line, at)
					}
				case err != nil || at.In(in).Format(layout) != want || strings.TrimPrefix(text, "the first read") != "":
					t.Errorf("%s: %q is %s with the text %q (%v), want %s", name, line, at.In(in), text, err, want)
				}
			}
		}
	}
}

func TestAMomentIsReadAcrossMidnightAndClockChanges(t *testing.T) {
	for _, c := range []struct{ zone, now, typed, want string }{
		{"UTC", "2026-11-30T00:20:00Z", "23:50", "2026-11-29T23:50:00Z"},
		{"UTC", "2026-11-30T00:20:00Z", "00:10", "2026-11-30T00:10:00Z"},
		{"UTC", "2026-11-29T23:50:00Z", "00:10", ""},
		{"UTC", "2026-11-30T00:20:00Z", "today 00:10", "2026-11-30T00:10:00Z"},
		{"UTC", "2026-11-30T00:20:00Z", "today 23:50", ""},
		{"UTC", "2026-11-30T00:20:00Z", "Sun 23:50", "2026-11-29T23:50:00Z"},
		{"UTC", "2027-01-01T00:20:00Z", "31 Dec 23:50", "2026-12-31T23:50:00Z"},
		{"UTC", "2027-01-01T00:20:00Z", "yesterday 23:50", "2026-12-31T23:50:00Z"},
		{"UTC", "2028-03-01T00:20:00Z", "29 Feb 10:00", "2028-02-29T10:00:00Z"},
		{"Asia/Kolkata", "2026-11-29T19:00:00Z", "yesterday 23:50", "2026-11-29T18:20:00Z"},
		{"America/New_York", "2026-11-30T03:00:00Z", "yesterday 23:50", "2026-11-29T04:50:00Z"},
		{"America/New_York", "2026-11-30T03:00:00Z", "00:30Z", "2026-11-30T00:30:00Z"},
		{"America/New_York", "2026-11-30T03:00:00Z", "yesterday 23:50Z", "2026-11-29T23:50:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "today 02:30", ""},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30:00 CEST", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30:00 CET", "2026-10-25T01:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30+02:00", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "yesterday 02:30", "2026-10-24T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25T12:00:00Z", "25 Oct 2026 02:30:00 EST", ""},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "today 02:30", ""},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-29 03:30", "2026-03-29T01:30:00Z"},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "today 01:30", "2026-03-29T00:30:00Z"},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "11:30 CEST", "2026-03-29T09:30:00Z"},
		{"Europe/Berlin", "2026-03-29T10:00:00Z", "11:30 CET", ""},
		{"America/New_York", "2026-11-01T12:00:00Z", "today 01:30", ""},
		{"America/New_York", "2026-11-01T12:00:00Z", "today 01:30-0400", "2026-11-01T05:30:00Z"},
		{"America/New_York", "2026-03-08T12:00:00Z", "Sun 02:30", ""},
		{"Asia/Kolkata", "2026-10-25T12:00:00Z", "today 02:30", "2026-10-24T21:00:00Z"},
	} {
		a := Ask{At: must(time.Parse(time.RFC3339, c.now)), Zone: must(time.LoadLocation(c.zone))}
		at, _, err := ParseTime(c.typed, a)
		if refusal := (Refusal{}); c.want == "" && !errors.As(err, &refusal) || c.want != "" && (err != nil || at.Format(time.RFC3339) != c.want) {
			t.Errorf("%s at %s: %q is %s (%v), want %q", c.zone, c.now, c.typed, at, err, c.want)
		}
	}
}

func TestWhatLooksLikeAMomentIsAskedAbout(t *testing.T) {
	a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)}
	for _, typed := range unclearMoments {
		for _, line := range []string{typed, typed + " lost"} {
			m, text, err := cutMoment(line)
			if err == nil && m.form == formClock {
				_, err = m.resolve(a) // an abbreviation is known to be another's zone then
			}
			if refusal := (Refusal{}); !errors.As(err, &refusal) || !isSentence(err.Error()) {
				t.Errorf("%q is taken as %+v and %q (%v)", line, m, text, err)
			}
			if m, text, err := cutMoment("-- " + line); err != nil || m.form != formNow || text != line {
				t.Errorf("%q behind -- is %+v and %q (%v)", line, m, text, err)
			}
		}
	}
}

func TestATextThatBeginsWithANumberIsAText(t *testing.T) {
	for _, line := range plainTexts {
		if m, text, err := cutMoment(line); err != nil || m.form != formNow || text != line {
			t.Errorf("%q is taken as %+v and %q (%v)", line, m, text, err)
		}
	}
}

func TestATextBehindATimeOfDayStaysAsItIs(t *testing.T) {
	for _, text := range textsBehind {
		for _, line := range []string{"09:05 ", "yesterday 09:05 ", "2026-11-28T09:05Z "} {
			if m, got, err := cutMoment(line + text); err != nil || m.form == formNow || got != text {
				t.Errorf("%q is taken as %+v and %q (%v)", line+text, m, got, err)
			}
		}
	}
	for line, want := range map[string]string{
		"09:05 -- 28/11 was wrong": "28/11 was wrong", "09:05 -- Moscow office called": "Moscow office called", "-15m -- 10:00 backup failed": "10:00 backup failed", "09:05: 28/11 was wrong": "28/11 was wrong", "09:05 — 28/11 was wrong": "28/11 was wrong",
		"10：00 the\u00a0DB fell – twice": "the\u00a0DB fell – twice", "\u200b10:00 ＤＢ": "ＤＢ", "2026‑11‑28 10:00: a‑b": "a‑b",
	} {
		if m, got, err := cutMoment(line); err != nil || m.form == formNow || got != want {
			t.Errorf("%q is taken as %+v and %q (%v), want the text %q", line, m, got, err, want)
		}
	}
}

// TestAMomentIsReadWhereverOneIsTyped puts the forms in each verb that takes one.
func TestAMomentIsReadWhereverOneIsTyped(t *testing.T) {
	zone := must(time.LoadLocation("Europe/Berlin"))
	a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, zone), Zone: zone}
	past := map[string]func(Command) typedTime{
		"fact %s x":                  func(c Command) typedTime { return c.(addFact).When },
		"finding %s x":               func(c Command) typedTime { return c.(addFinding).When },
		"in forensics fact %s x":     func(c Command) typedTime { return c.(enterIn).When },
		"in forensics finding %s x":  func(c Command) typedTime { return c.(enterIn).When },
		"milestone occurred %s x":    func(c Command) typedTime { return c.(setMilestone).When },
		"gate restore-point %s #2 x": func(c Command) typedTime { return c.(answerGate).Restore },
	}
	for line, when := range past {
		for _, m := range plainMoments {
			c, err := ParseVerb(strings.Replace(line, "%s", m.typed, 1))
			if err != nil {
				if m.want != "refused" {
					t.Errorf("%s with %q: %v", line, m.typed, err)
				}
				continue
			}
			alone, err := parseMoment(m.typed)
			if err != nil {
				if m.want != "refused" {
					t.Errorf("%q alone: %v", m.typed, err)
				}
				continue
			}
			got, err := when(c).resolve(a)
			want, wantErr := alone.resolve(a)
			if !got.Equal(want) || (err == nil) != (wantErr == nil) {
				t.Errorf("%s with %q is %s (%v), want %s (%v)", line, m.typed, got, err, want, wantErr)
			}
		}
		for _, typed := range unclearMoments {
			c, err := ParseVerb(strings.Replace(line, "%s", typed, 1))
			if err == nil {
				_, err = when(c).resolve(a)
			}
			if err == nil {
				t.Errorf("%s takes %q as %+v", line, typed, when(c))
			}
		}
	}
	for line, until := range map[string]func(Command) typedEnd{
		"admit @lee %s":                         func(c Command) typedEnd { return c.(admitPerson).Until },
		"admit @lee until %s":                   func(c Command) typedEnd { return c.(admitPerson).Until },
		"tradeoff a: b -> c until %s":           func(c Command) typedEnd { return c.(setTradeOff).Until },
		"task @kim until %s look":               func(c Command) typedEnd { return *cmp.Or(c.(giveTask).Due, &typedEnd{whenAt(noon)}) },
		"task @kim by %s in forensics look":     func(c Command) typedEnd { return *cmp.Or(c.(giveTask).Due, &typedEnd{whenAt(noon)}) },
		"plan isolate the fleet until %s":       func(c Command) typedEnd { return c.(setCourse).Until },
		"plan until %s":                         func(c Command) typedEnd { return c.(setCourse).Until },
		"eta %s":                                func(c Command) typedEnd { return c.(setEstimate).To },
		"eta %s the restore runs":               func(c Command) typedEnd { return c.(setEstimate).To },
		"tradeoff a: b -> c until %s because d": func(c Command) typedEnd { return c.(setTradeOff).Until },
	} {
		for typed, want := range map[string]string{
			"18:00": "2026-11-30 18:00", "6pm": "2026-11-30 18:00", "6:00 PM": "2026-11-30 18:00", "11:00": "2026-12-01 11:00", "18:00 CET": "2026-11-30 18:00", "17:00Z": "2026-11-30 18:00", "19:00+02:00": "2026-11-30 18:00",
			"tomorrow 09:00": "2026-12-01 09:00", "today 18:00": "2026-11-30 18:00", "Fri 18:00": "2026-12-04 18:00", "Mon 09:00": "2026-12-07 09:00", "2 Jan 15:04": "2027-01-02 15:04", "2 Dec 15:04": "2026-12-02 15:04", "2026-12-02 15:04": "2026-12-02 15:04", "2026-12-02T15:04:00+01:00": "2026-12-02 15:04",
			"20261202T140400Z": "2026-12-02 15:04", "2h": "2026-11-30 14:00", "2 hours": "2026-11-30 14:00", "1h30m": "2026-11-30 13:30",
			"yesterday 18:00": "", "today 09:00": "", "28 Nov 10:00": "", "24:10": "", "03/04": "", "-2h": "", "2026-12-02": "", "tomorrow": "", "~18:00": "", "6 XM": "", "noon": "", "15m ago": "",
			"18:00 (CET)": "2026-11-30 18:00", "17:00 (UTC)": "2026-11-30 18:00", "6:00 in the evening": "2026-11-30 18:00", "tomorrow morning 9:00": "2026-12-01 09:00", "tonight 20:00": "2026-11-30 20:00", "１８：００": "2026-11-30 18:00", "tomorrow\u00a009:00": "2026-12-01 09:00", "18:00 tomorrow": "2026-12-01 18:00", "1 hour and 30 minutes": "2026-11-30 13:30", "half an hour": "", "18.30pm": "", "6.30pm": "2026-11-30 18:30", "1h30": "", "18:00-11": "", "10:00-11": "", "18:00 3/12": "", "18:00 28/12": "", "10:00 Friday": "", "18:00 est": "", "18:00 Moscow": "", "18:00 midnight": "", "18h30": "", "1830": "", "0930": "", "tomorrow 0930": "", "3 days ago 10:00": "", "20261202": "", "1,5h": "", "15mn": "", "0m": "", "since 18:00": "",
		} {
			c, err := ParseVerb(strings.Replace(line, "%s", typed, 1))
			var at time.Time
			if err == nil {
				at, err = until(c).resolve(a)
			}
			if got := at.In(zone).Format("2006-01-02 15:04"); want == "" && err == nil || want != "" && (err != nil || got != want) {
				t.Errorf("%s with %q is %s (%v), want %q", line, typed, got, err, want)
			}
		}
	}
}

// TestAQuestionShowsWhatToWrite: the cure that a refusal shows is the right one.
func TestAQuestionShowsWhatToWrite(t *testing.T) {
	for line, want := range map[string]string{
		"fact 5 o'clock x": "05:00 or 17:00", "fact 11 o’clock x": "11:00 or 23:00", "fact 12 o'clock x": "00:00 or 12:00", "fact 17 o'clock x": "17:00", "fact 8 at night": "08:00 or 20:00",
		"admit @cy 1h30": "1h30m", "admit @cy until 18h30": "18h30m, or as 18:30", "fact 23h x": "23:00", "fact 10:00-11 x": "10:00 and the rest as text", "fact yesterday 2350 x": "yesterday 23:50",
		"fact 10:10 Moscow x": "10:10+01:00", "fact 10:10 GMT+5.5 x": "10:10+05:30", "task @kim 1,5h x": "1.5h",
	} {
		if _, err := ParseVerb(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s says %v, want %q", line, err, want)
		}
	}
}

func TestAMomentThatIsNearSaysSo(t *testing.T) {
	s, _ := saidAt(t, New("INC-1"), noon.Add(-time.Hour), Declare{Title: "db down"})
	for _, typed := range aboutMoments {
		for _, verb := range []string{"fact ", "finding "} {
			_, e := saidAt(t, s, noon, must(ParseVerb(verb+typed+" first read")))
			if e.Line() != "(about this time) first read" || !e.OccurredAt.Equal(noon.Add(-2*time.Hour-55*time.Minute)) {
				t.Errorf("%s%s: %q at %s", verb, typed, e.Line(), e.OccurredAt)
			}
		}
		if _, err := Decide(s, Ask{By: Person{Name: "ana", Rank: RankManager}, At: noon}, must(ParseVerb("gate restore-point "+typed+" #1"))); err == nil {
			t.Errorf("a restore point of %s is taken", typed)
		}
	}
}

// TestMomentsAsOthersWriteThem reads the cases of the project, where they are: none is
// taken for now without a question but what is a text.
func TestMomentsAsOthersWriteThem(t *testing.T) {
	file, err := os.Open("../../../shared/cases/times.txt")
	if err != nil {
		t.Skip("no cases here")
	}
	defer file.Close()
	texts := map[string]bool{"2310 military": true, "now x": true}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if m, text, err := cutMoment(lines.Text()); err == nil && m.form == formNow && !texts[text] {
			t.Errorf("%q is a text of now", lines.Text())
		}
	}
}

// FuzzMoment: any text begins with a moment, or not, or is asked about with a sentence; and
// what is taken is read again from what is printed.
func FuzzMoment(f *testing.F) {
	for _, c := range plainMoments {
		f.Add(c.typed + " x")
	}
	for _, group := range [][]string{aboutMoments, unclearMoments, plainTexts} {
		for _, typed := range group {
			f.Add(typed)
		}
	}
	a := Ask{At: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), Zone: must(time.LoadLocation("Europe/Berlin"))}
	f.Fuzz(func(t *testing.T, text string) {
		var refusal Refusal
		m, rest, err := cutMoment(text)
		if err != nil && (!errors.As(err, &refusal) || !isSentence(refusal.Why)) {
			t.Fatalf("%q is refused with %q", text, err)
		}
		if err == nil && len(rest) > len(text) {
			t.Fatalf("%q leaves %q", text, rest)
		}
		if d, _, err := cutDeadline(text); err == nil {
			if at, err := d.resolve(a); err == nil && d != (typedEnd{}) && !at.After(a.At) {
				t.Fatalf("%q is due at %s", text, at)
			}
		}
		at, err := m.resolve(a)
		if err != nil {
			if !errors.As(err, &refusal) || !isSentence(refusal.Why) {
				t.Fatalf("%q is refused with %q", text, err)
			}
			return
		}
		if at.After(a.At) {
			t.Fatalf("%q is %s, which is still to come", text, at)
		}
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2 Jan 2006 15:04:05.999999999 MST", "20060102T150405.999999999Z0700"} {
			printed := at.Format(layout)
			if again, _, err := ParseTime(printed, a); err != nil || !again.Equal(at) {
				t.Fatalf("%q is %s, printed as %q, read as %s (%v)", text, at, printed, again, err)
			}
		}
	})
}
