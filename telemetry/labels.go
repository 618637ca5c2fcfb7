package telemetry

import "strconv"

// table is the fixed set of values that a label may take. Everything else is "other": a label from outside would let
// anybody make the server's memory grow, and leave in its metrics whatever he likes.
type table map[string]struct{}

const other = "other"

func newTable(values ...string) table {
	t := make(table, len(values))
	for _, v := range values {
		t[v] = struct{}{}
	}
	return t
}

func (t table) label(value string) string {
	if _, known := t[value]; known {
		return value
	}
	return other
}

var (
	methods = newTable("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
	kinds   = newTable("pat", "oauth")
	results = newTable(string(ResultOK), string(ResultRefused), string(ResultLimited), string(ResultUnavailable))
	grants  = newTable("authorization_code", "refresh_token", "client_credentials", "pat",
		"urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange")
)

// statuses holds the labels of all status codes, so that counting a request allocates nothing.
var statuses = func() (s [600]string) {
	for i := range s {
		s[i] = strconv.Itoa(i)
	}
	return s
}()

func statusLabel(status int) string {
	if status < 100 || status >= len(statuses) {
		return other
	}
	return statuses[status]
}
