// Package report turns the state of an incident into documents that leave the
// server.
//
// Its one idea: a document is read from the record. It is written from a State
// and the part of it that its reader may see, so two people who may see the
// same get the same bytes, today and in years.
//
// It refuses to know clocks, disks and the network, and who may see what: its
// caller passes the assets that the reader may see.
package report
