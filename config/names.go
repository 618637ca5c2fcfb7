package config

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Prefix starts the name of every variable that Patio reads.
const Prefix = "PATIO_"

// FileVariable names the configuration file where no --config flag does.
const FileVariable = "PATIO_CONFIG"

// ignoredVariables begin with [Prefix] and are not settings. This is the whole list; a name that ends in * stands for all
// that begin so.
var ignoredVariables = []string{
	FileVariable,
	"PATIO_TEST_*",        // where the tests find their databases
	"PATIO_GALLERY",       // where the tests of pages leave them
	"PATIO_SHOTS",         // where the browser tests leave their pictures
	"PATIO_CLIENT_SECRET", // the examples' own credentials
}

func ignored(variable string) bool {
	return slices.ContainsFunc(ignoredVariables, func(known string) bool {
		start, wild := strings.CutSuffix(known, "*")
		return variable == known || wild && strings.HasPrefix(variable, start)
	})
}

// Kubernetes and Docker set these variables for each service. Only the name that ends in _PORT can also be a setting.
var (
	serviceName = regexp.MustCompile(`^PATIO_(?:.+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|` +
		`PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$`)
	serviceAddress = regexp.MustCompile(`^(?:tcp|udp|sctp)://[^/?#@]+:[0-9]+$`)
)

// describesService reports whether Kubernetes or Docker set a variable for a service whose name begins with patio. For
// the service patio-smtp, PATIO_SMTP_PORT is an address such as tcp://10.0.0.1:25; as a setting it is a number.
func describesService(name, value string) bool {
	return serviceName.MatchString(name) || strings.HasSuffix(name, "_PORT") && serviceAddress.MatchString(value)
}

// Keys are the names of all settings, in the order of the documentation.
func Keys() []string { return keysOf(fields(defaults())) }

// field is one setting of a Config: its key, and a pointer to where its value lives.
type field struct {
	key    string
	target any
}

// fields lists the settings of c in the order of their declaration.
func fields(c *Config) []field { return fieldsBelow("", reflect.ValueOf(c).Elem()) }

func fieldsBelow(prefix string, v reflect.Value) []field {
	var all []field
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("key")
		if name == "" {
			continue
		}
		if _, isRate := v.Field(i).Interface().(Rate); v.Field(i).Kind() == reflect.Struct && !isRate {
			all = append(all, fieldsBelow(prefix+name+".", v.Field(i))...)
			continue
		}
		all = append(all, field{prefix + name, v.Field(i).Addr().Interface()})
	}
	return all
}

// Variable is the environment variable of a key: tokens.access_ttl is PATIO_TOKENS_ACCESS_TTL.
func Variable(key string) string {
	return Prefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// didYouMean ends a sentence about an unknown name with the nearest known one.
func didYouMean(name string, known []string) string {
	if best := Nearest(name, known); best != "" {
		return "did you mean " + best + "?"
	}
	return "patio config show lists the settings there are"
}

// Nearest is the known name that was probably meant by an unknown one; "" where none is like it.
func Nearest(name string, known []string) string {
	best, distance := "", max(2, len(name)/4)+1
	for _, k := range known {
		if _, last, _ := strings.Cut(k, "."); plain(last) == plain(name) {
			best = k
			break
		}
		if d := editDistance(plain(name), plain(k)); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// plain forgets the differences between accessTtl, access-ttl and access_ttl.
func plain(name string) string {
	return strings.NewReplacer("_", "", "-", "", ".", "").Replace(strings.ToLower(name))
}

// editDistance is the number of bytes to insert, delete or change between a and b (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
