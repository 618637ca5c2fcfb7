package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/storage"
)

type doctorCommand struct {
	Listen *string `help:"The address that the server listens on, as for patio serve." placeholder:"ADDRESS"`
	Issuer *string `help:"The URL at which people reach Patio, as for patio serve." placeholder:"URL"`
}

// The results of a check.
const (
	checkOK      = "ok"
	checkWarning = "warning"
	checkFailure = "failure"
)

// checkResult is what one check found.
type checkResult struct {
	Name    string `json:"name"`
	Status  string `json:"status"`  // "ok", "warning" or "failure"
	Message string `json:"message"` // what there is, and of all but ok what to do
}

// diagnosisObject is what --json shows of all checks.
type diagnosisObject struct {
	OK     bool          `json:"ok"` // there is no failure
	Checks []checkResult `json:"checks"`
}

// doctor looks at an installation and changes nothing.
type doctor struct {
	cfg   *config.Config
	rooms *rooms // nil where the database cannot be used
	now   func() time.Time
	found []checkResult
}

func (d *doctor) add(name, status, format string, args ...any) {
	d.found = append(d.found, checkResult{name, status, fmt.Sprintf(format, args...)})
}

func (d *doctor) ok(name, format string, args ...any)   { d.add(name, checkOK, format, args...) }
func (d *doctor) warn(name, format string, args ...any) { d.add(name, checkWarning, format, args...) }
func (d *doctor) fail(name, format string, args ...any) { d.add(name, checkFailure, format, args...) }

// checkWithin is the longest that one check of another machine takes.
const checkWithin = 5 * time.Second

// Run checks the installation that the settings describe.
func (cmd *doctorCommand) Run(ctx context.Context, c *call) error {
	d := &doctor{now: clock}
	cfg, err := c.load(map[string]*string{"listen": cmd.Listen, "issuer": cmd.Issuer})
	if err == nil {
		d.cfg = cfg
		err = cfg.Validate()
	}
	if d.checkSettings(err) {
		d.examine(ctx)
	}
	err = nil
	if d.rooms != nil {
		err = d.rooms.close()
	}
	failed := 0
	for _, check := range d.found {
		if check.Status == checkFailure {
			failed++
		}
	}
	err = errors.Join(err, c.show(diagnosisObject{failed == 0, d.found}, d.inWords))
	if failed > 0 {
		return errors.Join(err, fmt.Errorf("%d of %d checks failed; each says what to do", failed, len(d.found)))
	}
	return err
}

// examine does every check that needs settings which can be used.
func (d *doctor) examine(ctx context.Context) {
	for _, check := range []func(context.Context){
		d.checkDatabase, d.checkClock, d.checkMasterKey, d.checkDisk, d.checkBackups, d.checkIssuer, d.checkProxies, d.checkCertificate,
		d.checkMail, d.checkWebhook, d.checkRedis, d.checkWeakSettings,
	} {
		within, cancel := context.WithTimeout(ctx, checkWithin+d.cfg.DatabasePool.Timeout)
		check(within)
		cancel()
	}
}

func (d *doctor) inWords(w io.Writer) {
	var rows [][]string
	for _, check := range d.found {
		rows = append(rows, []string{check.Status, check.Name, check.Message})
	}
	hang(w, rows)
}

// checkSettings tells what is wrong with the settings. With that, nothing else can
// be checked.
func (d *doctor) checkSettings(err error) bool {
	if err == nil {
		d.ok("settings", "valid")
		return true
	}
	several, ok := errors.AsType[*config.Error](err)
	if !ok {
		d.fail("settings", "%s", oneLine(err))
		return false
	}
	for _, p := range several.Problems {
		d.fail("settings", "%s", oneLine(errors.New(p.Message)))
	}
	return false
}

func (d *doctor) checkDatabase(ctx context.Context) {
	r, err := open(ctx, d.cfg, opening{})
	if err != nil {
		d.fail("database", "%s", oneLine(err))
		return
	}
	d.rooms = r
	d.ok("database", "%s answers, and its schema is up to date", storage.Place(d.cfg.Database.Reveal()))
}

// clockOff is how far two clocks may be apart: tokens are checked to the second,
// with some seconds of leeway.
const (
	clockOff      = 5 * time.Second
	clockFarApart = time.Minute
)

func (d *doctor) checkClock(ctx context.Context) {
	if d.rooms == nil {
		d.warn("clock", "not compared, since the database cannot be used")
		return
	}
	if d.rooms.store.Dialect() == storage.SQLite {
		d.ok("clock", "the database is on this machine and has no other clock")
		return
	}
	before := d.now()
	at, err := d.rooms.store.Clock(ctx)
	if err != nil {
		d.fail("clock", "the clock of the database cannot be read: %s", oneLine(err))
		return
	}
	after := d.now()
	off := max(at.Sub(after), before.Sub(at), 0).Round(time.Millisecond)
	switch {
	case off > clockFarApart:
		d.fail("clock", "this machine is %s off the clock of the database; synchronize both with NTP", off)
	case off > clockOff:
		d.warn("clock", "this machine is %s off the clock of the database; synchronize both with NTP", off)
	default:
		d.ok("clock", "within %s of the clock of the database", max(off, after.Sub(before)).Round(time.Millisecond))
	}
}

// checkMasterKey opens the keys that there are, and makes none.
func (d *doctor) checkMasterKey(ctx context.Context) {
	const name = "master key"
	s := d.cfg.Signing
	given := s.MasterKey != "" || s.MasterKeyFile != ""
	if d.rooms != nil {
		rows, err := d.rooms.store.SigningKeys(ctx)
		if err == nil && len(rows) > 0 {
			if err = d.rooms.openKeysBeside(ctx); err == nil {
				_, err = d.rooms.keys.Signer(ctx)
			}
		}
		if err != nil {
			d.fail(name, "%s", oneLine(err))
			return
		}
	}
	switch {
	case !given:
		d.warn(name, "none is set, so private keys and second factors are stored unencrypted; "+
			"make one with openssl rand -base64 32, set signing.master_key_file and run patio key reseal")
	case s.OtherMasterKey != "" || s.OtherMasterKeyFile != "":
		d.warn(name, "signing.other_master_key is still set; remove it once patio key reseal --dry-run finds nothing")
	case d.rooms == nil:
		d.ok(name, "set")
	default:
		d.ok(name, "set, and it opens the signing keys")
	}
}
