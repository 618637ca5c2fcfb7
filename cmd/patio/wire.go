package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"sync/atomic"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/idempotency"
	"github.com/patio-auth/patio/internal/names"
	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/ratelimit"
	"github.com/patio-auth/patio/retention"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/server"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/telemetry"
	"github.com/patio-auth/patio/users"
)

// rooms is the house: every room over one store and one clock.
type rooms struct {
	store   *storage.Store
	users   *users.Users
	clients *clients.Clients
	consent *consent.Consents
	tokens  *pat.Tokens
	notices *notices.Notices
	senders []notices.Sender // after openSenders
	keys    *keys.Ring       // after openKeys
	oauth   *oauth.Server    // after openKeys
	now     func() time.Time
	cfg     *config.Config
	keeper  *retention.Keeper
	closers []func() error // beside the store
	leaving atomic.Bool    // it is about to stop
	hashes  hashes         // that were computed
	metrics *telemetry.Metrics

	stopping <-chan struct{} // of a server that was told to stop
	log      *slog.Logger    // of a server; nil: this is none, or not yet
}

// tellOfKeys says in the log what a server finds of its keys.
func (r *rooms) tellOfKeys(err error) {
	switch {
	case r.log == nil:
	case err != nil:
		r.log.Error("a signing key that another process made does not open here; until it does, this process does not sign and is not ready", "detail", err.Error())
	default:
		r.log.Info("all signing keys open again")
	}
}

// open opens the database that the settings name, brings its schema up to date
// where it may (elsewhere it insists that it is) and joins the rooms that need
// no signing key. Errors: *storage.NoDatabaseError, *storage.ServedError,
// storage.ErrNewerSchema, storage.ErrOldSchema, storage.ErrMigrationBusy.
func open(ctx context.Context, cfg *config.Config, how opening) (*rooms, error) {
	return openAt(ctx, cfg, how, clock)
}

// openAt is open with a clock of the caller's.
func openAt(ctx context.Context, cfg *config.Config, how opening, now func() time.Time) (*rooms, error) {
	store, err := storage.Open(ctx, storage.Options{
		URL: cfg.Database.Reveal(), MustExist: !how.create, Serves: how.serves, MaxOpen: cfg.DatabasePool.MaxOpen, Timeout: cfg.DatabasePool.Timeout,
		IdleTimeout: cfg.DatabasePool.IdleTimeout, MaxLifetime: cfg.DatabasePool.MaxLifetime, AccessTTL: cfg.Tokens.AccessTTL,
	})
	if err != nil {
		return nil, err
	}
	r := &rooms{store: store, now: now, cfg: cfg, hashes: make(hashes, 1)}
	if err := upToDate(ctx, store, cfg.Database.Reveal(), how); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	if err := store.Prepare(ctx); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	master, other, err := masters(cfg)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	r.notices = notices.New(store, notices.Options{
		Now: r.now, FirstWarning: cfg.Notices.FirstWarning, LastWarning: cfg.Notices.LastWarning, WarnEvery: cfg.Notices.ScanEvery,
		Channels: channels(cfg),
	})
	tell := tells{r.notices, store}
	reserved := reservedNames(cfg)
	blocklist, err := cfg.Users.Blocklist()
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	r.users = users.New(store, users.Options{
		Now: r.now, IdleTTL: cfg.Sessions.IdleTTL, MaxTTL: cfg.Sessions.MaxTTL, Name: houseName(cfg.Issuer),
		Master: master, OtherMaster: other, Hashed: r.hashes.note, Reserved: reserved, Notifier: tell,
		Blocklist: blocklist, Networks: ratelimit.Networks, Clients: ownedClients{r},
	})
	r.clients = clients.New(store, clients.Options{
		Now: r.now, Catalogue: catalogue(cfg.Scopes), SelfService: selfService(cfg.Clients.SelfService), Audience: audience(cfg),
		CustomSchemes: cfg.Clients.AllowCustomSchemes,
		Reserved:      reserved,
		Quotas: clients.Quotas{
			ClientsPerUser: cfg.Quotas.ClientsPerUser, SecretsPerClient: cfg.Quotas.SecretsPerClient,
			ChildrenPerToken: cfg.Quotas.ChildrenPerToken,
		},
		Notifier: tell,
	})
	r.consent = consent.New(store, r.now)
	r.keeper = retention.New(store, retention.Options{
		Now: r.now, Every: cfg.Retention.Every, Expired: cfg.Retention.Expired, Ended: cfg.Retention.Ended, AccessTTL: cfg.Tokens.AccessTTL,
	})
	r.tokens = pat.New(store, pat.Options{
		Now: r.now, Issuer: cfg.Issuer, Audience: audience(cfg), Policy: policy(cfg), Notifier: tell, Reserved: reserved,
		PrivilegesTTL: cfg.PersonalTokens.PrivilegesTTL, FreshFactor: users.FreshFactor,
	})
	return r, nil
}

// openKeys joins the rooms that sign. A command that signs nothing leaves them
// closed, so it works without the master key.
func (r *rooms) openKeys(ctx context.Context) error {
	opts, err := r.keyOptions()
	if err != nil {
		return err
	}
	opts.Told = r.tellOfKeys
	if r.keys, err = keys.Open(ctx, r.store, opts); err != nil {
		return err
	}
	r.oauth = oauth.New(r.store, r.clients, r.consent, r.keys, oauth.Options{
		Now: r.now, Issuer: r.cfg.Issuer, DefaultAudience: audience(r.cfg),
		RequireResource: r.cfg.Tokens.RequireResource, AccessTTL: r.cfg.Tokens.AccessTTL, CodeTTL: r.cfg.Tokens.CodeTTL,
		RefreshTTL: r.cfg.Tokens.RefreshTTL, RefreshMaxTTL: r.cfg.Tokens.RefreshMaxTTL, RefreshGrace: r.cfg.Tokens.RefreshGrace,
		MFATTL: r.cfg.PersonalTokens.PrivilegesTTL, Notifier: tells{r.notices, r.store},
		Unreviewed: func(c clients.Client) bool { return !c.Reviewed() },
	})
	return nil
}

// channels are what the notices go out by, beside the account page.
func channels(cfg *config.Config) []notices.Channel {
	var all []notices.Channel
	if cfg.SMTP.Host != "" {
		all = append(all, notices.Mail)
	}
	if cfg.Notices.Webhook.URL != "" {
		all = append(all, notices.Webhook)
	}
	return all
}

// openSenders makes ready what sends notices. A command that sends nothing
// leaves them closed: what it posts, a server sends.
func (r *rooms) openSenders() error {
	if r.cfg.SMTP.Host != "" {
		options, err := mailOptions(r.cfg)
		if err != nil {
			return err
		}
		r.senders = append(r.senders, notices.NewMail(options, r.now), notices.NewFormerMail(options, r.now))
	}
	if r.cfg.Notices.Webhook.URL != "" {
		options, err := webhookOptions(r.cfg)
		if err != nil {
			return err
		}
		r.senders = append(r.senders, notices.NewWebhook(options, r.now))
	}
	return nil
}

// mailOptions are what the settings say of the mail server.
func mailOptions(cfg *config.Config) (notices.MailOptions, error) {
	smtp := cfg.SMTP
	password, err := smtp.Secret()
	if err != nil {
		return notices.MailOptions{}, err
	}
	roots, err := smtp.Roots()
	return notices.MailOptions{
		Host: smtp.Host, Port: smtp.Port, TLS: notices.TLSMode(smtp.TLS), RootCAs: roots,
		Username: smtp.Username, Password: password, From: smtp.From, Issuer: cfg.Issuer,
	}, err
}

// webhookOptions are what the settings say of the webhook.
func webhookOptions(cfg *config.Config) (notices.WebhookOptions, error) {
	key, err := cfg.Notices.Webhook.Key()
	return notices.WebhookOptions{URL: cfg.Notices.Webhook.URL.Reveal(), Secret: key, Agent: "patio/" + version}, err
}

// ready says whether requests may be sent here.
func (r *rooms) ready(ctx context.Context) error {
	if r.leaving.Load() {
		return server.ErrStopping
	}
	return r.store.Ping(ctx)
}

func (r *rooms) close() error {
	var errs []error
	for _, end := range r.closers {
		errs = append(errs, end())
	}
	return errors.Join(append(errs, r.store.Close())...)
}

// handler is everything that Patio serves. The keys must be open.
func (r *rooms) handler(log *slog.Logger) (http.Handler, error) {
	r.log = log
	github, err := r.cfg.Leaks.PublicKeys()
	if err != nil {
		return nil, err
	}
	source, err := r.source(log)
	if err != nil {
		return nil, err
	}
	front := server.Rooms{
		Users: r.users, Clients: r.clients, Consents: r.consent, OAuth: r.oauth, Tokens: r.tokens, Notices: r.notices, Keys: r.keys,
		Leaks:       leaks.New(r.store, r.oauth, leaks.Options{Now: r.now, Notifier: tells{r.notices, r.store}, GitHubKeys: github}),
		Submissions: submissions.New(r.store, r.now),
		Glance:      r.store.Glance, Ready: r.ready, Trail: r.store,
		Idempotency: idempotency.New(r.store, r.now),
		Revocations: revocations.New(r.store, revocations.Options{Now: r.now, DefaultAudience: audience(r.cfg)}),
	}
	if r.cfg.Metrics.Enabled {
		front.OwnMetrics = r.cfg.Metrics.Listen != ""
		front.Metrics = telemetry.NewMetrics(telemetry.Build{Version: version, Commit: commit}, server.RoutePatterns())
	}
	r.metrics = front.Metrics
	return server.New(front, server.Options{
		Issuer: r.cfg.Issuer, DefaultAudience: audience(r.cfg), SecurityTXT: server.SecurityTXT(r.cfg.SecurityTXT),
		PersonalTokenQuery: r.cfg.PersonalTokens.QueryParameter, PrivilegesTTL: r.cfg.PersonalTokens.PrivilegesTTL,
		TrustedProxies: r.cfg.TrustedProxies, Now: r.now, Log: log, Limits: limits(r.cfg.Limits, r.cfg.Quotas.WritesPerUser, source), Stopping: r.stopping,
	})
}

// masters are the key that seals and the one that opens what it has sealed.
func masters(cfg *config.Config) (key, other []byte, err error) {
	if key, err = cfg.Signing.SealingKey(); err != nil {
		return nil, nil, err
	}
	other, err = cfg.Signing.OtherSealingKey()
	return key, other, err
}

// opening says what a command may do to the database before it works on it.
type opening struct {
	create bool // create the database, and the schema in an empty one
	update bool // bring an older schema up to date
	serves bool // it is a server, of which an SQLite file has one at a time
}

// toServe is how a server opens the database.
func toServe(migrate bool) opening { return opening{create: migrate, update: migrate, serves: true} }

// upToDate migrates the schema, where something is pending and it may. A database
// that is not empty may be another version's, which serves.
func upToDate(ctx context.Context, store *storage.Store, url string, how opening) error {
	pending, err := store.Pending(ctx)
	if err != nil || len(pending) == 0 {
		return err
	}
	empty := len(pending) == len(storage.Schema())
	switch {
	case empty && !how.create:
		return &storage.NoDatabaseError{Place: storage.Place(url), Empty: true}
	case !empty && !how.update:
		return storage.ErrOldSchema
	}
	return store.Migrate(ctx)
}

// audience is whom tokens are meant for that were asked for without a resource.
func audience(cfg *config.Config) string { return cmp.Or(cfg.Tokens.DefaultAudience, cfg.Issuer) }

// serviceName is what this service is called on its pages.
const serviceName = "Patio"

// houseName is how an authenticator app tells this Patio from others.
func houseName(issuer string) string {
	if u, err := url.Parse(issuer); err == nil && u.Hostname() != "" {
		return serviceName + " at " + u.Hostname()
	}
	return serviceName
}

// reservedNames are the service's own name and those of the settings.
func reservedNames(cfg *config.Config) names.Reserved {
	return names.Reserve(append([]string{serviceName}, cfg.Names.Reserved...)...)
}

// catalogue is Patio's own scopes, with what the operator changes about them,
// and the operator's.
func catalogue(own []config.Scope) clients.Catalogue {
	all := clients.BuiltIn()
	for _, s := range own {
		at := slices.IndexFunc(all, func(known clients.Scope) bool { return known.Name == s.Name })
		if at < 0 {
			at, all = len(all), append(all, clients.Scope{Name: s.Name})
		}
		scope := &all[at]
		if s.Description != "" {
			scope.Title, scope.Description = s.Description, ""
		}
		for flag, said := range map[*bool]*bool{
			&scope.Restricted: s.Restricted, &scope.Sensitive: s.Sensitive, &scope.GrantableToApps: s.GrantableToApps,
		} {
			if said != nil {
				*flag = *said
			}
		}
	}
	return all
}

// selfService is what people may register without an administrator.
func selfService(cfg config.SelfService) clients.SelfService {
	offered := clients.SelfService{GrantTypes: cfg.GrantTypes, Approval: clients.Approval(cfg.Approval)}
	if len(cfg.Scopes) > 0 {
		offered.Scopes = cfg.Scopes
	}
	return offered
}

// source is where tries are counted. Where several processes may serve and no
// Redis is there to share, each counts by itself, which the log says once.
func (r *rooms) source(log *slog.Logger) (ratelimit.Source, error) {
	switch {
	case !r.cfg.Limits.Enabled:
		return ratelimit.Unlimited{}, nil
	case r.cfg.Redis != "":
		shared, err := ratelimit.NewRedis(ratelimit.RedisOptions{
			URL: r.cfg.Redis.Reveal(), Keys: ratelimit.DefaultKeys, Now: r.now, Told: func(err error) { tellOfRedis(log, err) },
		})
		if err != nil {
			return nil, err
		}
		r.closers = append(r.closers, shared.Close)
		return shared, nil
	case r.store.Dialect() != storage.SQLite:
		log.Info("limits on guessing are counted by each process for itself; with several, set redis to share them")
	}
	return ratelimit.NewMemory(ratelimit.DefaultKeys, r.now), nil
}

func tellOfRedis(log *slog.Logger, err error) {
	if err != nil {
		log.Warn("Redis does not answer; until it does, limits on guessing are counted by each process for itself", "detail", err.Error())
		return
	}
	log.Info("Redis answers; limits on guessing are shared again")
}

func limits(cfg config.Limits, writes config.Rate, source ratelimit.Source) server.Limits {
	limit := func(name string, r config.Rate) ratelimit.Limit {
		return ratelimit.Limit{Name: name, Burst: r.Count, Every: r.Every()}
	}
	return server.Limits{
		Source: source,
		SignIn: ratelimit.Guesses{
			PerPair:    limit("sign_in_per_account_and_address", cfg.SignInPerAccountAndAddress),
			PerAccount: limit("sign_in_per_account", cfg.SignInPerAccount),
			PerAddress: limit("sign_in_per_address", cfg.SignInPerAddress),
			PerDevice:  limit("sign_in_per_device", cfg.SignInPerDevice),
		},
		SecondFactor: ratelimit.Guesses{
			PerPair:    limit("second_factor_per_account_and_address", cfg.SecondFactorPerAccountAndAddress),
			PerAccount: limit("second_factor_per_account", cfg.SecondFactorPerAccount),
			PerAddress: limit("second_factor_per_address", cfg.SecondFactorPerAddress),
			PerDevice:  limit("second_factor_per_device", cfg.SecondFactorPerDevice),
		},
		ClientPerPair:    limit("client_auth_per_client_and_address", cfg.ClientAuthPerClientAndAddress),
		ClientPerAddress: limit("client_auth_per_address", cfg.ClientAuthPerAddress),
		BadTokens:        limit("bad_tokens_per_address", cfg.BadTokensPerAddress),
		LeakReports:      limit("leak_reports_per_address", cfg.LeakReportsPerAddress),
		Writes:           limit("writes_per_user", writes),
	}
}
