package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/patio-auth/patio/config"
)

type configCommands struct {
	Init  configInit  `cmd:"" help:"Write a configuration file with every setting, commented out."`
	Check configCheck `cmd:"" help:"Check the settings, and report every problem."`
	Show  configShow  `cmd:"" help:"Print the effective settings and where each comes from; secrets are masked."`
}

type configCheck struct{}

// problemObject is one thing to put right, as --json shows it.
type problemObject struct {
	Key     string `json:"key"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// checkObject is the outcome of a check.
type checkObject struct {
	OK       bool            `json:"ok"`
	Problems []problemObject `json:"problems"`
}

// Run checks the settings. What is wrong goes to standard error like any other
// error; with --json the object says it too.
func (*configCheck) Run(c *call) error {
	cfg, err := c.load(nil)
	if err == nil {
		err = cfg.Validate()
	}
	several, known := errors.AsType[*config.Error](err)
	if err != nil && (!known || !c.forPrograms()) {
		return err
	}
	found := checkObject{OK: err == nil, Problems: []problemObject{}}
	if known {
		for _, p := range several.Problems {
			found.Problems = append(found.Problems, problemObject{p.Key, string(p.Code), p.Message})
		}
	}
	return errors.Join(err, c.show(found, func(w io.Writer) {
		fmt.Fprintln(w, "The settings are valid. patio config show prints them.")
	}))
}

type configShow struct{}

// Run prints the settings, also those that a check would refuse.
func (*configShow) Run(c *call) error {
	cfg, err := c.load(nil)
	if err != nil {
		return err
	}
	if c.Field != nil {
		return c.showSetting(cfg.Effective())
	}
	if c.JSON {
		return cfg.Effective().WriteJSON(c.stdout)
	}
	return cfg.Effective().WriteYAML(c.stdout)
}

// showSetting prints the value of the setting that --field names.
func (c *call) showSetting(all config.Settings) error {
	for _, s := range all {
		if s.Key == *c.Field {
			return printField(c.stdout, s, "value")
		}
	}
	var text strings.Builder
	if err := all.WriteJSON(&text); err != nil {
		return err
	}
	return printField(c.stdout, json.RawMessage(text.String()), *c.Field)
}
