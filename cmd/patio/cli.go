package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/internal/actor"
)

// cli is the tree of commands.
type cli struct {
	globals
	VersionFlag kong.VersionFlag `name:"version" help:"Print the version."`

	Serve   serveCommand   `cmd:"" help:"Run the server."`
	Demo    demoCommand    `cmd:"" help:"Run a throwaway server to try things out. Not for production."`
	User    userCommands   `cmd:"" help:"People who sign in: create, list, set, disable, enable, revoke, delete, reset-password, reset-second-factor."`
	Client  clientCommands `cmd:"" help:"API clients: create, list, show, set, approve, disable, enable, transfer, rotate-secret, delete."`
	Pat     patCommands    `cmd:"" help:"Personal access tokens: create, list, show, rotate, revoke, policy."`
	Key     keyCommands    `cmd:"" help:"Signing keys: list, rotate, revoke. The master key: reseal."`
	Migrate migrateCommand `cmd:"" help:"Bring the database schema up to date."`
	Backup  backupCommand  `cmd:"" help:"Copy an SQLite database while it is being served."`
	Config  configCommands `cmd:"" help:"Settings: init, check, show."`
	Revoke  revokeCommand  `cmd:"" help:"Revoke everything that was issued since a given time: after a theft or a restore."`
	Audit   auditCommands  `cmd:"" help:"The audit trail: list."`

	Doctor      doctorCommand      `cmd:"" help:"Check the installation: database, issuer, proxy, certificates, mail, backups, weak settings."`
	Healthcheck healthcheckCommand `cmd:"" help:"Check that the server on this machine is healthy."`
	Completion  completionCommand  `cmd:"" help:"Print a completion script for a shell: bash, zsh or fish."`
	Help        helpCommand        `cmd:"" help:"Show the help of a command."`
	Version     versionCommand     `cmd:"" help:"Print the version."`
}

// globals are the flags that every command takes. A flag that was not given is
// nil: an empty one is an error, not a default.
type globals struct {
	Config   *string `help:"YAML file with settings. Default: the file that PATIO_CONFIG names." placeholder:"FILE"`
	Database *string `help:"sqlite:FILE, postgres://… or mysql://…. Default: the setting database." placeholder:"URL"`
	Create   bool    `help:"Create the database if there is none."`
	Field    *string `short:"q" help:"Print one value of the JSON output and nothing else, such as client_id or items.0.id." placeholder:"FIELD"`
	JSON     bool    `name:"json" help:"Print one JSON object, with the field names of the REST API."`
}

const description = `An OAuth 2.0 authorization server that also issues personal access tokens.

Settings come from flags, then PATIO_* variables, then the file, then defaults.
Start with: patio demo`

func newParser(tree *cli, stdout, stderr io.Writer) (*kong.Kong, error) {
	return kong.New(tree,
		kong.Name("patio"),
		kong.Description(description),
		kong.Vars{"version": fmt.Sprintf("patio %s (%s)", version, commit)},
		kong.Writers(stdout, stderr),
		kong.Help(printHelp),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{NoExpandSubcommands: true, Compact: true, NoAppDescFormat: true, WrapUpperBound: 100}),
	)
}

// call is one run of the program: the flags that every command takes, and the
// streams around it.
type call struct {
	globals
	env            []string
	stdin          io.Reader
	stdout, stderr io.Writer
	interrupted    <-chan struct{} // by Ctrl+C, for what waits for an answer
}

// load reads the settings, with what more flags a command has set. It does not
// hold them to their bounds.
func (c *call) load(flags map[string]*string) (*config.Config, error) {
	opts := config.Options{Env: c.env, Flags: map[string]string{}, ReservedScopes: clients.BuiltIn().Names()}
	if c.Config != nil {
		if opts.File = *c.Config; opts.File == "" {
			return nil, &usageError{"--config is empty; name a file or leave the flag out"}
		}
	}
	if c.Database != nil {
		opts.Flags["database"] = *c.Database
	}
	for key, value := range flags {
		if value != nil {
			opts.Flags[key] = *value
		}
	}
	return config.Load(opts)
}

// withRooms runs a command on the database that the settings name. Whoever
// reaches it there is the operator.
func (c *call) withRooms(ctx context.Context, do func(ctx context.Context, r *rooms) error) error {
	cfg, err := c.load(nil)
	if err != nil {
		return err
	}
	if err := validForCommands(cfg); err != nil {
		return err
	}
	r, err := open(ctx, cfg, opening{create: c.Create})
	if err != nil {
		return err
	}
	ctx = actor.NewContext(ctx, new(actor.Operator()))
	return errors.Join(inFlags(do(ctx, r)), r.close())
}

// validForCommands holds the settings to their bounds. That there is no issuer,
// or no certificate that may be read, is serve's trouble alone: no other
// command speaks for them.
func validForCommands(cfg *config.Config) error {
	err := cfg.Validate()
	several, ok := errors.AsType[*config.Error](err)
	if !ok {
		return err
	}
	serves := func(p config.Problem) bool {
		return p.Key == "issuer" && cfg.Issuer == "" || strings.HasPrefix(p.Key, "tls.")
	}
	if several.Problems = slices.DeleteFunc(several.Problems, serves); len(several.Problems) == 0 {
		return nil
	}
	return err
}
