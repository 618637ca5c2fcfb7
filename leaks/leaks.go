package leaks

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
)

// Source says by which way a report came.
type Source string

// The ways.
const (
	ByAPI    Source = "api"
	ByPage   Source = "page"
	ByGitHub Source = "github"
)

// Report is one secret that somebody has found.
type Report struct {
	Secret string // to the letter
	Place  string // where it lay, as a URL; "": not said
}

// Options are the values that the room takes.
type Options struct {
	Now      func() time.Time
	Notifier Notifier // nil: nobody is told

	// GitHubKeys are the keys by which GitHub signs what its secret scanning
	// finds, on P-256, by their identifiers. None: such reports are not taken.
	GitHubKeys map[string]*ecdsa.PublicKey
}

// Desk is the room.
type Desk struct {
	store  Store
	signed Opener
	opts   Options
}

// New opens the room.
func New(store Store, signed Opener, opts Options) *Desk {
	return &Desk{store: store, signed: signed, opts: opts}
}

// atOnce is how many secrets end in one transaction: enough to share its cost,
// too few to hold up everybody else.
const atOnce = 50

// reason is why a lineage ended, as its owner reads it.
const reason = "it was reported as leaked"

// Report ends all that the reported secrets open, and says of each whether
// Patio has issued it, ended before or not; that is for reporters who have
// proven who they are, and for nobody else. On an error some may have ended and
// others not: reporting all of them again does the rest.
func (d *Desk) Report(ctx context.Context, source Source, reports []Report) ([]bool, error) {
	found, err := d.find(ctx, reports)
	if err != nil {
		return nil, err
	}
	known := map[secret.Hash]bool{}
	for _, i := range found {
		known[i.Hash] = true
	}
	places := placesOf(reports)
	// In one order everywhere, so that reports which meet do not block each other.
	slices.SortFunc(found, func(a, b Issued) int {
		return cmp.Or(strings.Compare(a.Lineage, b.Lineage), slices.Compare(a.Hash[:], b.Hash[:]))
	})
	for some := range slices.Chunk(found, atOnce) {
		err := d.store.Transact(ctx, func(ctx context.Context) error { return d.end(ctx, source, some, places) })
		if err != nil {
			return nil, err
		}
	}
	issued := make([]bool, len(reports))
	for i, r := range reports {
		issued[i] = known[secret.HashOf(r.Secret)]
	}
	return issued, nil
}

// end ends what is not over yet, records what it ended, and tells its owner.
func (d *Desk) end(ctx context.Context, source Source, found []Issued, places map[secret.Hash]string) error {
	now := d.opts.Now().UTC()
	var living []Issued
	for _, i := range found {
		if i, some := i.endable(now); some {
			living = append(living, i)
		}
	}
	ended, err := d.store.EndIssued(ctx, living, reason, now)
	if err != nil {
		return err
	}
	for _, i := range ended {
		detail := map[string]string{"reason": "leaked", "source": string(source), "client_id": i.ClientID}
		if err := audit.RecordChange(ctx, d.store, now, actions[i.Kind], i.Subject, i.ending(now), detail); err != nil {
			return err
		}
		if err := d.tell(ctx, i, places[i.Hash]); err != nil {
			return err
		}
	}
	return nil
}

// tell tells the owner: the person, or where there is none the client's owner.
func (d *Desk) tell(ctx context.Context, i Issued, place string) error {
	if d.opts.Notifier == nil {
		return nil
	}
	if i.Kind == Signed {
		owned, err := d.store.Owned(ctx, i.ClientID)
		if err != nil {
			return err
		}
		i.Client = owned.Client
		i.UserID = cmp.Or(i.UserID, owned.UserID)
	}
	if i.UserID == "" {
		return nil // the client is gone, and its owner knows
	}
	return d.opts.Notifier.NotifyLeak(ctx, i, place)
}

// actions are what the trail calls the end of each kind, however it came.
var actions = map[secret.Prefix]audit.Action{
	secret.PersonalAccessToken: "pat.revoked",
	secret.RefreshToken:        "oauth.token_revoked",
	secret.AccessToken:         "oauth.token_revoked",
	Signed:                     "oauth.token_revoked",
	secret.ClientSecret:        "client.secret_revoked",
}

// find is those of the reported secrets that Patio has issued, each once.
func (d *Desk) find(ctx context.Context, reports []Report) ([]Issued, error) {
	hashes, seen := map[secret.Prefix][]secret.Hash{}, map[secret.Hash]bool{}
	var found []Issued
	came := d.opts.Now()
	for _, r := range reports {
		kind, plausible := kindOf(r.Secret)
		if !plausible {
			continue
		}
		hash := secret.HashOf(r.Secret)
		if seen[hash] {
			continue
		}
		seen[hash] = true
		if kind != Signed {
			hashes[kind] = append(hashes[kind], hash)
			continue
		}
		opened, err := d.open(ctx, r.Secret, hash, came)
		if err != nil {
			return nil, err
		}
		found = append(found, opened...)
	}
	for _, kind := range prefixes {
		if len(hashes[kind]) == 0 {
			continue
		}
		some, err := d.store.Issued(ctx, kind, hashes[kind])
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}

// open is the one signed token, or none where it is not Patio's.
func (d *Desk) open(ctx context.Context, raw string, hash secret.Hash, came time.Time) ([]Issued, error) {
	p, err := d.signed.Open(ctx, raw, came)
	switch {
	case errors.Is(err, bearer.ErrInvalidToken):
		return nil, nil
	case err != nil:
		return nil, err
	}
	i := Issued{Kind: Signed, Hash: hash, Subject: p.ID, Lineage: p.Lineage, ClientID: p.ClientID, EndsAt: p.ExpiresAt, Audience: p.Audience}
	if p.IsUser() {
		i.UserID = p.Subject
	}
	return []Issued{i}, nil
}

// prefixes are those of the kinds that can be reported.
var prefixes = []secret.Prefix{secret.PersonalAccessToken, secret.RefreshToken, secret.AccessToken, secret.ClientSecret}

// maxSigned bounds what is taken for a JWT.
const maxSigned = 8 << 10

// kindOf tells what a text claims to be, by what costs nothing: the checksum,
// or the shape of a JWT.
func kindOf(raw string) (kind secret.Prefix, plausible bool) {
	for _, prefix := range prefixes {
		if strings.HasPrefix(raw, string(prefix)) {
			return prefix, secret.Valid(prefix, raw)
		}
	}
	return Signed, len(raw) <= maxSigned && strings.HasPrefix(raw, "eyJ") && strings.Count(raw, ".") == 2
}

// LooksSigned reports whether a text has the shape of a signed token. To look
// into one costs a check of its signature, some ten times what it costs to look
// up any other secret.
func LooksSigned(raw string) bool {
	kind, plausible := kindOf(raw)
	return plausible && kind == Signed
}

// Plausible reports whether a text could be a secret that Patio has issued, by
// what anybody can compute. What is not ends nothing and costs nothing.
func Plausible(raw string) bool {
	_, plausible := kindOf(raw)
	return plausible
}
