package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/patio-auth/patio/config"
)

type configInit struct {
	File  string `arg:"" optional:"" help:"The file to write. Default: the one of --config, otherwise patio.yaml." placeholder:"FILE"`
	Force bool   `help:"Replace an existing file."`
}

// initObject is what --json shows of a new file.
type initObject struct {
	File string `json:"file"`
}

// Run writes a configuration file that changes nothing yet. It is for its owner
// alone, since passwords come into it.
func (cmd *configInit) Run(c *call) error {
	name := cmd.File
	switch {
	case name == "" && c.Config != nil:
		name = *c.Config
	case name == "":
		name = "patio.yaml"
	}
	if name == "" {
		return &usageError{"--config is empty; name a file or leave the flag out"}
	}
	flags := os.O_CREATE | os.O_WRONLY | os.O_EXCL
	if cmd.Force {
		flags = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	}
	file, err := os.OpenFile(name, flags, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s already exists; choose another name, or add --force to replace it", name)
	}
	if err != nil {
		return fmt.Errorf("the configuration file cannot be written: %w", err)
	}
	_, err = io.WriteString(file, config.Template)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("the configuration file cannot be written: %w", err)
	}
	return c.show(initObject{File: name}, func(w io.Writer) {
		fmt.Fprintf(w, "%s has every setting with its default, commented out. Change what you need, and check it with:\n\n"+
			"  patio config check --config %s\n", name, quoted(name))
	})
}
