// Package report turns what an incident's events came to into documents that
// leave the house.
//
// Its one idea: a document is a reading of the record. It is written from a
// State and from what its reader may see of it, so two people who may see the
// same get the same bytes, today and in years.
//
// It refuses to know clocks, disks and the network, and who may see what: its
// caller hands it what the reader may see.
package report
