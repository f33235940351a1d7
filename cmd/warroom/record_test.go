package main

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

// block is the first block of a language in a guide.
func block(t *testing.T, topic, language string) string {
	t.Helper()
	text, err := topics.ReadFile("help/" + topic + ".md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "```"+language+"\n")
	code, _, ended := strings.Cut(rest, "```")
	if !begun || !ended {
		t.Fatalf("the guide %s has no block of %s", topic, language)
	}
	return code
}

// rowsOf runs a query that gives one column of text.
func rowsOf(t *testing.T, dir, query string) (rows []string) {
	t.Helper()
	found, err := database(t, dir).Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var row string
		if err := found.Scan(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTheRecordCanBeCheckedByHandAsTheGuideSays(t *testing.T) {
	dir := recorded(t)
	query := strings.Replace(block(t, "record", "sql"), "INC-1", "INC-2", 1)
	var hashes []string
	for _, row := range rowsOf(t, dir, query) {
		header, err := hex.DecodeString(row)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(header)
		hashes = append(hashes, hex.EncodeToString(sum[:]))
	}
	prevs := rowsOf(t, dir, "SELECT lower(hex(prev)) FROM header WHERE stream = 'INC-2' ORDER BY seq")
	end := len(hashes) - 1
	if end < 5 || !slices.Equal(prevs[1:], hashes[:end]) {
		t.Errorf("the guide's hashes\n%q\nare not what the headers say\n%q", hashes, prevs)
	}
	_, out, _ := command(t, "verify", "--data", dir)
	if !strings.Contains(out, "last "+hashes[end]) {
		t.Errorf("the guide's last hash is %s, and verify says\n%s", hashes[end], out)
	}
}
