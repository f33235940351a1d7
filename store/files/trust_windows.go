package files

// Private does nothing: who may read a file is not in its mode there.
func Private(string) error { return nil }

// Trusted does nothing: who may write a file is not in its mode there.
func Trusted(string) error { return nil }
