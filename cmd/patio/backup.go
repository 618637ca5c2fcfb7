package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/patio-auth/patio/storage"
)

type backupCommand struct {
	File string `arg:"" help:"The file to write. It must not exist yet." placeholder:"FILE"`
}

// backupObject is what --json shows of a backup.
type backupObject struct {
	File          string `json:"file"`
	Bytes         int64  `json:"bytes"`
	SchemaVersion string `json:"schema_version"`
}

// Run copies the database as it is, with the schema that it has: it may be the
// copy before a migration.
func (cmd *backupCommand) Run(ctx context.Context, c *call) error {
	if cmd.File == "" {
		return &usageError{"the name of the backup is empty; name a file"}
	}
	cfg, err := c.load(nil)
	if err != nil {
		return err
	}
	if err := validForCommands(cfg); err != nil {
		return err
	}
	shown := c.progress("Copying "+storage.Place(cfg.Database.Reveal()), 0)
	made, err := storage.BackUp(ctx, cfg.Database.Reveal(), cmd.File, cfg.DatabasePool.Timeout)
	shown.end()
	if errors.Is(err, storage.ErrBackupExists) {
		return fmt.Errorf("%s: %w", cmd.File, err)
	}
	if err != nil {
		return err
	}
	return c.show(backupObject{made.File, made.Bytes, made.Schema}, func(w io.Writer) {
		fmt.Fprint(w, "The backup is complete and verified.\n\n")
		facts(w, [2]string{"database", storage.Place(cfg.Database.Reveal())}, [2]string{"file", made.File}, [2]string{"bytes", fmt.Sprint(made.Bytes)}, [2]string{"schema", made.Schema})
		fmt.Fprintln(w, "\nIt holds password hashes and signing keys; protect it like the database itself.")
	})
}
