package incident

import "maps"

// mapWith returns a copy of m in which k is v.
func mapWith[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	c := make(map[K]V, len(m)+1)
	for key, value := range m {
		c[key] = value
	}
	c[k] = v
	return c
}

// mapWithout returns m without k: m itself if it has none.
func mapWithout[K comparable, V any](m map[K]V, k K) map[K]V {
	if _, has := m[k]; !has {
		return m
	}
	c := maps.Clone(m)
	delete(c, k)
	return c
}
