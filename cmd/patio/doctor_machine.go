package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/storage"
)

// How much room the disk of an SQLite database must have.
const (
	diskLow   = 1 << 30
	diskEmpty = 100 << 20
)

func (d *doctor) checkDisk(context.Context) {
	const name = "disk space"
	dialect, err := storage.DialectOf(d.cfg.Database.Reveal())
	if err != nil || dialect != storage.SQLite || d.rooms == nil {
		if dialect == storage.SQLite {
			d.warn(name, "not known, since the database cannot be used")
			return
		}
		d.ok(name, "the database is a server; watch the disk there")
		return
	}
	dir := filepath.Dir(d.rooms.store.File())
	free, known := diskFree(dir)
	switch {
	case !known:
		d.ok(name, "this system does not say how much space is free at %s", dir)
	case free < diskEmpty:
		d.fail(name, "%d MiB are free at %s; make room before writes fail", free>>20, dir)
	case free < diskLow:
		d.warn(name, "%d MiB are free at %s; make room", free>>20, dir)
	default:
		d.ok(name, "%.1f GiB are free", float64(free)/(1<<30))
	}
}

func (d *doctor) checkBackups(context.Context) {
	const name = "backups"
	dir := d.cfg.Backup.Directory
	if dir == "" {
		d.warn(name, "not configured; set backup.directory to the directory of the database backups")
		return
	}
	newest, at, err := newestFile(dir)
	switch age := d.now().Sub(at); {
	case err != nil:
		d.fail(name, "backup.directory cannot be read: %s", oneLine(err))
	case newest == "":
		d.fail(name, "there is none in %s; make one with patio backup, or with the tools of the database", dir)
	case age > d.cfg.Backup.MaxAge:
		d.fail(name, "the newest one, %s, is %s old, and backup.max_age is %s; find out why there is no newer one",
			newest, roughly(age), config.FormatDuration(d.cfg.Backup.MaxAge))
	default:
		d.ok(name, "the newest one, %s, is %s old", newest, roughly(age))
	}
}

// newestFile is the file in a directory that was changed last. Those that begin
// with a dot are not whole yet.
func newestFile(dir string) (name string, at time.Time, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", time.Time{}, err
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if name == "" || info.ModTime().After(at) {
			name, at = entry.Name(), info.ModTime()
		}
	}
	return name, at, nil
}

// roughly is a duration for a person.
func roughly(age time.Duration) string {
	switch {
	case age < 2*time.Minute:
		return fmt.Sprintf("%d seconds", max(age, 0)/time.Second)
	case age < 2*time.Hour:
		return fmt.Sprintf("%d minutes", age/time.Minute)
	case age < 48*time.Hour:
		return fmt.Sprintf("%d hours", age/time.Hour)
	}
	return fmt.Sprintf("%d days", age/(24*time.Hour))
}
