package memory_test

import (
	"testing"

	"warroom/store"
	"warroom/store/memory"
	"warroom/store/storetest"
)

func TestLogKeepsTheContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Log { return memory.Open() })
}
