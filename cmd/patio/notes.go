package main

import (
	"github.com/patio-auth/patio/cmd/patio/demo"
	"github.com/patio-auth/patio/server"
)

// note is what the help of a command says beside its flags, and what it prints
// with --json.
type note struct {
	examples []string
	object   any // nil: no JSON
}

// notes are those of all commands, by name; that of the program is "".
var notes = map[string]note{
	"": {examples: []string{
		"patio demo",
		"patio serve --config patio.yaml",
		"patio help client create",
	}},
	"serve": {object: readyObject{}, examples: []string{
		"patio serve",
		"patio serve --listen :8080 --issuer https://auth.example.org --database sqlite:/var/lib/patio/patio.db",
	}},
	"demo":    {object: demo.Data{}, examples: []string{"patio demo --listen 127.0.0.1:9000"}},
	"version": {object: versionObject{}, examples: []string{"patio version"}},
	"help":    {examples: []string{"patio help pat create"}},
	"completion": {examples: []string{
		`eval "$(patio completion bash)"`,
		"patio completion zsh >~/.zfunc/_patio",
		"patio completion fish >~/.config/fish/completions/patio.fish",
	}},
	"healthcheck": {object: healthObject{}, examples: []string{"patio healthcheck --ready"}},
	"migrate":     {object: migrationObject{}, examples: []string{"patio migrate --dry-run", "patio migrate --database sqlite:/var/lib/patio/patio.db"}},
	"backup":      {object: backupObject{}, examples: []string{"patio backup /srv/backup/patio-2026-11-30.db"}},
	"revoke": {object: revokeObject{}, examples: []string{
		"patio revoke --issued-since 24h --dry-run",
		"patio revoke --issued-since 2026-11-20T00:00:00Z --kind pat,session --yes",
	}},

	"doctor": {object: diagnosisObject{}, examples: []string{"patio doctor --config patio.yaml", "patio doctor -q ok"}},

	"config":       {examples: []string{"patio config init", "patio config check", "patio config show"}},
	"config init":  {object: initObject{}, examples: []string{"patio config init", "patio config init /etc/patio/patio.yaml"}},
	"config check": {object: checkObject{}, examples: []string{"patio config check --config patio.yaml"}},
	"config show":  {object: settingsObject{}, examples: []string{"patio config show", "patio config show -q tokens.access_ttl"}},

	"user": {examples: []string{"patio user list", "patio user disable mira"}},
	"user create": {object: userObject{}, examples: []string{
		"patio user create --username mira --email mira@example.org",
		"patio user create --username mira --email mira@example.org --password-stdin <password.txt",
	}},
	"user list":    {object: items[userObject]{}, examples: []string{"patio user list", "patio user list -q email"}},
	"user set":     {object: userObject{}, examples: []string{"patio user set mira --email mira@example.com"}},
	"user disable": {object: userStateObject{}, examples: []string{"patio user disable mira", "patio user disable mira --keep-clients"}},
	"user enable":  {object: userStateObject{}, examples: []string{"patio user enable mira"}},
	"user revoke":  {object: revokedUserObject{}, examples: []string{"patio user revoke mira"}},
	"user delete":  {object: deletedUserObject{}, examples: []string{"patio user delete mira --transfer-clients-to ola"}},
	"user reset-password": {object: userObject{}, examples: []string{
		"patio user reset-password mira",
		"patio user reset-password mira --password-stdin <password.txt",
	}},
	"user reset-second-factor": {object: userObject{}, examples: []string{"patio user reset-second-factor mira"}},

	"client": {examples: []string{"patio client list --owner mira", "patio client show 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"client create": {object: server.ClientDocument{}, examples: []string{
		"patio client create --owner mira --name Ledgerly --type confidential --scope 'profile email' --redirect-uri https://ledgerly.example/callback",
		"patio client create --owner mira --name Reports --type confidential --grant-type client_credentials -q client_secret",
	}},
	"client list": {object: items[server.ClientDocument]{}, examples: []string{
		"patio client list --status pending",
		"patio client list --owner mira --name report -q client_id",
	}},
	"client show":          {object: server.ClientDocument{}, examples: []string{"patio client show 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"client set":           {object: server.ClientDocument{}, examples: []string{"patio client set 01a22be8-1673-7333-9e11-22de5dce7d72 --redirect-uri https://ledgerly.example/callback"}},
	"client approve":       {object: server.ClientDocument{}, examples: []string{"patio client approve 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"client disable":       {object: server.ClientDocument{}, examples: []string{"patio client disable 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"client enable":        {object: server.ClientDocument{}, examples: []string{"patio client enable 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"client transfer":      {object: server.ClientDocument{}, examples: []string{"patio client transfer 01a22be8-1673-7333-9e11-22de5dce7d72 --to ola"}},
	"client rotate-secret": {object: server.ClientDocument{}, examples: []string{"patio client rotate-secret 01a22be8-1673-7333-9e11-22de5dce7d72 --overlap 24h"}},
	"client delete":        {object: server.ClientDocument{}, examples: []string{"patio client delete 01a22be8-1673-7333-9e11-22de5dce7d72"}},

	"pat": {examples: []string{"patio pat list --user mira", "patio pat revoke 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"pat create": {object: patObject{}, examples: []string{
		"patio pat create --user mira --name laptop --scope profile --expires-in 90d",
		"patio pat create --user mira --client 01a22be8-1673-7333-9e11-22de5dce7d72 --name laptop --scope profile --expires-in 90d",
		"patio pat create --user mira --client 01a22be8-1673-7333-9e11-22de5dce7d72 --name ci --expires-in 30d -q token",
	}},
	"pat list": {object: items[patObject]{}, examples: []string{
		"patio pat list --user mira --live",
		"patio pat list --expiring 14d",
		"patio pat list --unused --limit 20",
	}},
	"pat show":   {object: patObject{}, examples: []string{"patio pat show 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"pat rotate": {object: patObject{}, examples: []string{"patio pat rotate 01a22be8-1673-7333-9e11-22de5dce7d72 --overlap 1h -q token"}},
	"pat revoke": {object: patObject{}, examples: []string{"patio pat revoke 01a22be8-1673-7333-9e11-22de5dce7d72"}},
	"pat policy": {object: policyObject{}, examples: []string{"patio pat policy", "patio pat policy --dry-run", "patio pat policy --apply"}},

	"key":        {examples: []string{"patio key list", "patio key rotate"}},
	"key list":   {object: items[keyObject]{}, examples: []string{"patio key list"}},
	"key rotate": {object: keyObject{}, examples: []string{"patio key rotate", "patio key rotate --now"}},
	"key revoke": {object: revokedKeyObject{}, examples: []string{"patio key revoke x7dkT-SpCl_PUj5Xw1d8UzHmKlWIkmJI_DBaUrZbVBc"}},
	"key reseal": {object: resealObject{}, examples: []string{"patio key reseal --dry-run"}},

	"audit": {examples: []string{"patio audit list"}},
	"audit list": {object: items[eventObject]{}, examples: []string{
		"patio audit list --user mira --since 24h",
		"patio audit list --action client.registered --since 2026-11-01 --until 2026-12-01",
	}},
}
