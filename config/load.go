package config

import (
	"maps"
	"slices"
	"strings"
)

// Source says where a value came from.
type Source string

// The sources, the weakest first.
const (
	SourceDefault Source = "default"
	SourceFile    Source = "file"
	SourceEnv     Source = "env"
	SourceFlag    Source = "flag"
)

// Options is where the settings are looked for.
type Options struct {
	// File is the YAML file. Empty: the one that PATIO_CONFIG names, or none.
	File string
	// Env is the environment as os.Environ gives it. An empty variable counts as one that is not set.
	Env []string
	// Flags are the flags that the command line set, by the keys of their settings ("tokens.access_ttl").
	Flags map[string]string
	// ReservedScopes are the built-in scopes, of which the operator may set the flags.
	ReservedScopes []string
}

// layer is what one source sets, by key.
type layer struct {
	source Source
	inputs map[string]input
}

// Load reads the settings from every source, the stronger over the weaker. It answers names that nobody knows and values
// that are not of their type, all at once, as an [*Error]; the bounds of the values are for [Config.Validate], so that
// patio config show can print what it refuses.
func Load(opts Options) (*Config, error) {
	c := defaults()
	c.reserved = slices.Clone(opts.ReservedScopes)
	settings := fields(c)
	var found problems
	for _, l := range []layer{
		{SourceFile, readFile(opts.fileName(), settings, &found)},
		{SourceEnv, readEnv(opts.Env, settings, &found)},
		{SourceFlag, readFlags(opts.Flags, settings, &found)},
	} {
		for _, f := range settings {
			in, set := l.inputs[f.key]
			if !set {
				continue
			}
			if err := decode(f.target, in); err != nil {
				found.add(CodeType, f.key, "%s%s %v", f.key, in.where, err)
			}
			c.sources[f.key] = l.source
		}
	}
	if c.Issuer == "" {
		c.Issuer = issuerOf(c.TLS.Scheme(), c.Listen)
	}
	if err := found.err(); err != nil {
		return nil, err
	}
	return c, nil
}

func (o Options) fileName() string {
	if o.File != "" {
		return o.File
	}
	name := ""
	for _, entry := range o.Env {
		if value, ok := strings.CutPrefix(entry, FileVariable+"="); ok {
			name = value
		}
	}
	return name
}

func readEnv(env []string, settings []field, found *problems) map[string]input {
	keys, targets := map[string]string{}, map[string]any{}
	for _, f := range settings {
		keys[Variable(f.key)], targets[f.key] = f.key, f.target
	}
	env = withSecretFiles(env, settings, keys, found)
	inputs := map[string]input{}
	for _, entry := range env {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, Prefix) || ignored(name) || describesService(name, value) {
			continue
		}
		key, known := keys[name]
		switch {
		case !known:
			variables := slices.Sorted(maps.Keys(keys))
			found.add(CodeUnknown, name, "unknown variable %s; %s", shown(name), didYouMean(name, variables))
		case value == "":
			delete(inputs, key)
		default:
			if complaint := asQuoted(value, targets[key]); complaint != "" {
				found.add(CodeInvalid, key, "%s in %s %s", key, name, complaint)
				continue
			}
			inputs[key] = input{text: value, where: " in " + name}
		}
	}
	return inputs
}

// asQuoted says what is wrong with the value of a variable that quotes stand
// around, or white space, which a shell takes away and docker run --env-file does
// not. A secret may look like that, and in a list it does no harm.
func asQuoted(value string, target any) string {
	switch target.(type) {
	case *Secret, *[]string, *[]Scope:
		return ""
	}
	switch first, last := value[0], value[len(value)-1]; {
	case len(value) > 1 && first == last && (first == '"' || first == '\''):
		return "has quotes around its value; remove them (docker run --env-file keeps them)"
	case strings.ContainsAny(value[:1]+value[len(value)-1:], "\r\n"):
		return "begins or ends with a line break; remove it"
	case strings.TrimSpace(value) != value:
		return "begins or ends with a space; remove it"
	}
	return ""
}

func readFlags(flags map[string]string, settings []field, found *problems) map[string]input {
	inputs := map[string]input{}
	for _, key := range slices.Sorted(maps.Keys(flags)) {
		if !slices.ContainsFunc(settings, func(f field) bool { return f.key == key }) {
			found.add(CodeUnknown, key, "unknown setting %s in a flag; %s", shown(key), didYouMean(key, keysOf(settings)))
			continue
		}
		inputs[key] = input{text: flags[key], where: " in its flag"}
	}
	return inputs
}

func keysOf(settings []field) []string {
	keys := make([]string, len(settings))
	for i, f := range settings {
		keys[i] = f.key
	}
	return keys
}
