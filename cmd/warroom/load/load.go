// Package load measures a server from outside, beside a bare broadcaster under
// the same load: real SSH clients, real terminals, one machine, one run. It
// prints ratios, since a shared machine gives no absolute figure to trust.
//
// It holds no code of the product. Run it with
//
//	go test -run 'TestLoad|TestFloods' -count=1 -v -timeout 30m ./cmd/warroom/load -load
package load
