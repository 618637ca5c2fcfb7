package main

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

// median of xs, the mean of the middle two where there is no middle; 0 of none.
func median(xs []float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(xs))
	mid := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[mid]
	}
	return (sorted[mid-1] + sorted[mid]) / 2
}

// ratios divides a by b, round by round: what the weather did to both sides of a round cancels out.
func ratios(a, b []float64) []float64 {
	out := make([]float64, min(len(a), len(b)))
	for i := range out {
		out[i] = a[i] / b[i]
	}
	return out
}

const (
	subBits    = 6 // 64 buckets per power of two: no latency is off by more than 1/64
	subBuckets = 1 << subBits
)

// histogram counts latencies in buckets whose width grows with the value. Its size is fixed, so that counting
// allocates nothing while the clock runs.
type histogram struct {
	counts [(64 - subBits + 1) * subBuckets]uint32
	total  uint64
}

func (h *histogram) record(d time.Duration) {
	h.counts[bucketOf(uint64(max(d, 0)))]++
	h.total++
}

func (h *histogram) merge(other *histogram) {
	for i, n := range other.counts {
		h.counts[i] += n
	}
	h.total += other.total
}

// quantile is the latency that a share q (0 to 1) of the requests did not exceed; 0 where nothing was counted.
func (h *histogram) quantile(q float64) time.Duration {
	rank := max(uint64(math.Ceil(q*float64(h.total))), 1)
	var seen uint64
	for i, n := range h.counts {
		seen += uint64(n)
		if n > 0 && seen >= rank {
			return time.Duration(bucketMiddle(i))
		}
	}
	return 0
}

// bucketOf: values below 64 have a bucket each, larger ones share one with those that agree in the top seven bits.
func bucketOf(v uint64) int {
	shift := max(bits.Len64(v)-subBits-1, 0)
	return shift<<subBits + int(v>>shift)
}

func bucketMiddle(i int) uint64 {
	shift := max(i>>subBits-1, 0)
	low := uint64(i-shift<<subBits) << shift
	return low + (uint64(1)<<shift)/2
}
