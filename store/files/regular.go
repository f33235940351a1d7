package files

import (
	"fmt"
	"io"
	"os"
)

// ReadRegular reads the file at path whole. What is no regular file is an error: a
// pipe would keep its reader waiting for ever.
func ReadRegular(path string) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file but %s: put a file there", path, sortOf(info.Mode()))
	}
	return io.ReadAll(f)
}

// sortOf names what isn't a file.
func sortOf(mode os.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&os.ModeNamedPipe != 0:
		return "a pipe"
	}
	return "a device or socket"
}
