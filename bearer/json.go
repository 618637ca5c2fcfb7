package bearer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/netip"
	"strings"
	"time"
)

// members is a JSON object by the exact names of its members. encoding/json into a struct would also take "ISS" for
// iss, and the last of two spellings would win.
type members map[string]json.RawMessage

// parseObject reads one JSON object and nothing after it. A name that comes twice is refused (RFC 7515 section 4,
// RFC 7519 section 4).
func parseObject(data []byte) (members, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("not a JSON object")
	}
	m := members{}
	for dec.More() {
		if err := m.readMember(dec); err != nil {
			return nil, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, errors.New("not a whole JSON object")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the JSON object")
	}
	return m, nil
}

func (m members) readMember(dec *json.Decoder) error {
	t, err := dec.Token()
	name, ok := t.(string)
	if err != nil || !ok {
		return errors.New("not a whole JSON object")
	}
	if _, twice := m[name]; twice {
		return errors.New("a member of the JSON object comes twice")
	}
	var value json.RawMessage
	if err := dec.Decode(&value); err != nil {
		return errors.New("not a whole JSON object")
	}
	m[name] = value
	return nil
}

// reader takes typed values out of members and remembers the first that has the wrong type. What is absent, or
// null, is zero.
type reader struct {
	members
	err error
}

func (r *reader) has(name string) bool {
	raw, ok := r.members[name]
	return ok && string(raw) != "null"
}

func (r *reader) into(name string, v any) {
	raw, ok := r.members[name]
	if !ok {
		return
	}
	if err := json.Unmarshal(raw, v); err != nil {
		r.fail(name)
	}
}

func (r *reader) fail(name string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s is not what it should be", name)
	}
}

func (r *reader) text(name string) (s string) {
	r.into(name, &s)
	return s
}

func (r *reader) flag(name string) (b bool) {
	r.into(name, &b)
	return b
}

// list reads a string, or an array of strings (RFC 7519 section 4.1.3).
func (r *reader) list(name string) []string {
	if strings.HasPrefix(string(r.members[name]), `"`) {
		return []string{r.text(name)}
	}
	var l []string
	r.into(name, &l)
	return l
}

// networks reads an array of networks.
func (r *reader) networks(name string) []netip.Prefix {
	var l []netip.Prefix
	r.into(name, &l)
	if r.has(name) && len(l) == 0 {
		r.fail(name) // a list that says nothing must not mean everywhere
	}
	return l
}

// words reads names between spaces (RFC 6749 section 3.3).
func (r *reader) words(name string) []string {
	return strings.FieldsFunc(r.text(name), func(c rune) bool { return c == ' ' })
}

// time reads a NumericDate (RFC 7519 section 2), cut to whole seconds; the year ends at 9999.
func (r *reader) time(name string) time.Time {
	if !r.has(name) {
		return time.Time{}
	}
	var seconds float64
	r.into(name, &seconds)
	if seconds < 0 || seconds > 253402300799 {
		r.fail(name)
		return time.Time{}
	}
	return time.Unix(int64(math.Floor(seconds)), 0).UTC()
}
