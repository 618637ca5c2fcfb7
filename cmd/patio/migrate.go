package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/patio-auth/patio/storage"
)

type migrateCommand struct {
	DryRun bool `help:"Only list the pending steps."`
}

// migrationObject is what --json shows of a migration.
type migrationObject struct {
	Applied []string `json:"applied"`
	Pending []string `json:"pending"`
}

// Run brings the schema up to date.
func (cmd *migrateCommand) Run(ctx context.Context, c *call) error {
	cfg, err := c.load(nil)
	if err != nil {
		return err
	}
	if err := validForCommands(cfg); err != nil {
		return err
	}
	url := cfg.Database.Reveal()
	store, err := storage.Open(ctx, storage.Options{URL: url, MustExist: cmd.DryRun, Timeout: cfg.DatabasePool.Timeout})
	if _, absent := errors.AsType[*storage.NoDatabaseError](err); absent {
		return cmd.say(c, url, storage.Schema())
	}
	if err != nil {
		return err
	}
	return errors.Join(cmd.migrate(ctx, c, store, url), store.Close())
}

func (cmd *migrateCommand) migrate(ctx context.Context, c *call, store *storage.Store, url string) error {
	pending, err := store.Pending(ctx)
	if err != nil {
		return err
	}
	if !cmd.DryRun && len(pending) > 0 {
		shown := c.progress("Migrating "+storage.Place(url), 0)
		err := store.Migrate(ctx)
		shown.end()
		if err != nil {
			return err
		}
	}
	return cmd.say(c, url, pending)
}

// say tells which steps were pending, and what has become of them.
func (cmd *migrateCommand) say(c *call, url string, pending []string) error {
	done := migrationObject{Applied: listOf(pending), Pending: []string{}}
	if cmd.DryRun {
		done = migrationObject{Applied: []string{}, Pending: listOf(pending)}
	}
	return c.show(done, func(w io.Writer) {
		switch {
		case len(pending) == 0:
			fmt.Fprintln(w, "The schema is up to date. There is nothing to do.")
			return
		case cmd.DryRun:
			fmt.Fprintln(w, "These steps are pending; patio migrate applies them:")
		default:
			fmt.Fprintln(w, "The schema is up to date. These steps were applied:")
		}
		for _, step := range pending {
			fmt.Fprintf(w, "  %s\n", step)
		}
		if !cmd.DryRun {
			doneIn(w, url)
		}
	})
}
