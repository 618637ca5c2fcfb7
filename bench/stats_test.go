package main

import (
	"math"
	"slices"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	for _, tc := range []struct {
		xs   []float64
		want float64
	}{
		{nil, 0},
		{[]float64{3}, 3},
		{[]float64{9, 1, 5}, 5},
		{[]float64{4, 1, 3, 2}, 2.5},
		{[]float64{0.5, 100, 0.4, 0.6, 0.5}, 0.5},
	} {
		given := slices.Clone(tc.xs)
		if got := median(tc.xs); got != tc.want {
			t.Errorf("median(%v) = %v, want %v", tc.xs, got, tc.want)
		}
		if !slices.Equal(given, tc.xs) {
			t.Errorf("median reordered %v to %v", given, tc.xs)
		}
	}
}

// A machine that slows down between two rounds slows both sides: the ratios do not move.
func TestRatiosCancelTheWeather(t *testing.T) {
	yard := []float64{1000, 400, 800, 900, 100}
	patio := make([]float64, len(yard))
	for i, y := range yard {
		patio[i] = 0.4 * y
	}
	for _, r := range ratios(patio, yard) {
		if math.Abs(r-0.4) > 1e-9 {
			t.Errorf("ratio %v, want 0.4", r)
		}
	}
	if got := ratios([]float64{1, 2}, []float64{4}); !slices.Equal(got, []float64{0.25}) {
		t.Errorf("a round with one side only counts: %v", got)
	}
}

func TestBuckets(t *testing.T) {
	last := -1
	for _, v := range []uint64{0, 1, 63, 64, 127, 128, 129, 130, 255, 256, 1 << 20, 1<<20 + 1<<14, 1 << 40, math.MaxInt64} {
		i := bucketOf(v)
		if i < last {
			t.Errorf("bucketOf(%d) = %d, below the bucket of a smaller value", v, i)
		}
		last = i
		if off := math.Abs(float64(bucketMiddle(i))-float64(v)) / max(float64(v), 1); off > 1.0/subBuckets {
			t.Errorf("bucket of %d has its middle at %d", v, bucketMiddle(i))
		}
	}
	if i := bucketOf(math.MaxUint64); i >= len(histogram{}.counts) {
		t.Errorf("bucket %d does not exist", i)
	}
}

func TestQuantiles(t *testing.T) {
	even, odd := new(histogram), new(histogram)
	for i := 1; i <= 1000; i++ {
		h := even
		if i%2 == 1 {
			h = odd
		}
		h.record(time.Duration(i) * time.Millisecond)
	}
	even.merge(odd)
	if even.total != 1000 {
		t.Fatalf("merged %d latencies of 1000", even.total)
	}
	for q, want := range map[float64]time.Duration{0.001: time.Millisecond, 0.50: 500 * time.Millisecond,
		0.95: 950 * time.Millisecond, 0.99: 990 * time.Millisecond, 1: time.Second} {
		if got := even.quantile(q); math.Abs(float64(got-want)) > float64(want)/subBuckets {
			t.Errorf("quantile(%v) = %v, want about %v", q, got, want)
		}
	}
	if got := new(histogram).quantile(0.5); got != 0 {
		t.Errorf("the median of nothing is %v", got)
	}
}
