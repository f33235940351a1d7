package files

import "fmt"

// Exposed is a file or folder that others on the machine can change or read.
type Exposed struct {
	Path string
	Why  string // a clause after the path
	Mend string // a command line
}

// Error says what is wrong and which command fixes it.
func (e *Exposed) Error() string { return e.Path + " " + e.Advice() }

// Advice is Error without the path before it.
func (e *Exposed) Advice() string { return fmt.Sprintf("%s: run  %s", e.Why, e.Mend) }
