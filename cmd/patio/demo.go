package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"

	"github.com/patio-auth/patio/cmd/patio/demo"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/telemetry"
)

type demoCommand struct {
	Listen *string `help:"Address and port. Default: 127.0.0.1:8080." placeholder:"ADDRESS"`
}

// demoCodeTTL gives a person time to read before the code is pasted.
const demoCodeTTL = "5m"

// Run serves on a throwaway database until it is told to stop.
func (cmd *demoCommand) Run(ctx context.Context, c *call) error {
	outliveTerminal()
	if c.Database != nil {
		return &usageError{"patio demo makes a database of its own and throws it away; leave --database out, or use patio serve"}
	}
	dir, err := os.MkdirTemp("", "patio-demo-")
	if err != nil {
		return err
	}
	database := "sqlite:" + filepath.Join(dir, "demo.db")
	c.Database = &database
	return errors.Join(cmd.serve(ctx, c), os.RemoveAll(dir))
}

func (cmd *demoCommand) serve(ctx context.Context, c *call) error {
	ttl := demoCodeTTL
	cfg, err := c.load(map[string]*string{"listen": cmd.Listen, "tokens.code_ttl": &ttl})
	if err != nil {
		return err
	}
	for _, s := range demo.Scopes() {
		if !slices.ContainsFunc(cfg.Scopes, func(known config.Scope) bool { return known.Name == s.Name }) {
			cfg.Scopes = append(cfg.Scopes, config.Scope{Name: s.Name, Description: s.Description})
		}
	}
	listener, err := bind(cfg)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // where it did not come to serving
	r, err := openToServe(ctx, cfg, true)
	if err != nil {
		return err
	}
	return errors.Join(c.demo(ctx, r, listener), r.close())
}

func (c *call) demo(ctx context.Context, r *rooms, listener net.Listener) error {
	// What concerns nobody stays out of the way of the lines to paste.
	log, err := telemetry.NewLogger(c.stderr, r.cfg.Log.Format, "warn")
	if err != nil {
		return err
	}
	handler, err := r.handler(log)
	if err != nil {
		return err
	}
	operator := actor.NewContext(ctx, new(actor.Operator()))
	data, err := demo.Populate(operator, r.users, r.clients, r.cfg.Issuer)
	if err != nil {
		return err
	}
	text, err := data.Tour(quoted(program()), quoted(*c.Database))
	if err != nil {
		return err
	}
	return r.serve(ctx, listener, data.Handler(handler), log, func() {
		if err := c.sayDemo(data, r.cfg, listener, text); err != nil {
			log.Warn("the lines to paste could not be written", "detail", err.Error())
		}
	})
}

// sayDemo prints where the demo answers, and the lines to paste.
func (c *call) sayDemo(data *demo.Data, cfg *config.Config, listener net.Listener, text string) error {
	if c.forPrograms() {
		return c.show(data, nil)
	}
	if err := c.sayReady(cfg, listener); err != nil {
		return err
	}
	_, err := io.WriteString(c.stdout, text)
	return err
}
