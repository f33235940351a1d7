// Package torture breaks a running server in every way that it should outlive,
// and looks whether what was acknowledged is on record.
//
// Its one idea: people write through real SSH clients, and a book outside of the
// server keeps what each was told. Then the server is killed, its disk fails, its
// files go away, its clock jumps; what a server reads afterwards is judged by the
// book. Each kind of failure is tried too on a server from which the fix was taken
// out: a judge that finds nothing there is blind. It holds no code of the product.
//
// Run it with
//
//	go test -run TestTorture -count=1 -v -timeout 0 ./cmd/warroom/torture -torture -time 20m
package torture
