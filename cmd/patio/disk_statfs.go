//go:build linux || darwin || freebsd

package main

import "golang.org/x/sys/unix"

// diskFree is how many bytes this process may still write below a directory;
// false where the system does not say.
func diskFree(dir string) (uint64, bool) {
	var stat unix.Statfs_t
	if err := unix.Statfs(dir, &stat); err != nil {
		return 0, false
	}
	return uint64(max(int64(stat.Bavail), 0)) * uint64(stat.Bsize), true //nolint:unconvert // types differ between systems
}
