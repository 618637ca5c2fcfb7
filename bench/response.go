package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
)

// maxBody bounds what one answer may bring; Patio's are below 2 KiB.
const maxBody = 1 << 20

// responseReader reads the answers of one connection, one after the other. It is HTTP/1.1 only as far as a server that
// is asked plain questions goes (RFC 9112 sections 4 to 7): net/http's client would cost more than what it measures.
type responseReader struct {
	br   *bufio.Reader
	body []byte
}

func newResponseReader(conn net.Conn) *responseReader {
	return &responseReader{br: bufio.NewReaderSize(conn, 8<<10), body: make([]byte, 0, 4<<10)}
}

// next reads one answer. The body is valid until the next call.
func (r *responseReader) next() (status int, body []byte, err error) {
	line, err := r.line()
	if err != nil {
		return 0, nil, fmt.Errorf("no answer: %w", err)
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, nil, fmt.Errorf("not an HTTP/1.1 answer: %.40q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, nil, fmt.Errorf("not an HTTP status: %.40q", line)
	}
	length, chunked, err := r.headers()
	if err != nil {
		return 0, nil, err
	}
	r.body = r.body[:0]
	switch {
	case chunked:
		err = r.chunks()
	case length >= 0:
		err = r.take(length)
	default:
		err = errors.New("the answer says neither its length nor that it comes in chunks")
	}
	return status, r.body, err
}

// headers reads up to the empty line; length is -1 where there was none.
func (r *responseReader) headers() (length int, chunked bool, err error) {
	length = -1
	for {
		line, err := r.line()
		if err != nil {
			return 0, false, fmt.Errorf("the answer broke off in its headers: %w", err)
		}
		if len(line) == 0 {
			return length, chunked, nil
		}
		if value, ok := headerValue(line, "content-length"); ok {
			if length, err = strconv.Atoi(string(value)); err != nil || length < 0 {
				return 0, false, fmt.Errorf("bad Content-Length %.40q", value)
			}
		} else if value, ok := headerValue(line, "transfer-encoding"); ok {
			chunked = bytes.EqualFold(value, []byte("chunked"))
		}
	}
}

func (r *responseReader) chunks() error {
	for {
		line, err := r.line()
		if err != nil {
			return fmt.Errorf("the answer broke off between chunks: %w", err)
		}
		digits, _, _ := bytes.Cut(line, []byte(";"))
		size, err := strconv.ParseUint(string(bytes.TrimSpace(digits)), 16, 31)
		if err != nil {
			return fmt.Errorf("bad chunk size %.40q", line)
		}
		if size == 0 {
			_, _, err := r.headers() // trailers, as a rule none
			return err
		}
		if err := r.take(int(size)); err != nil {
			return err
		}
		if _, err := r.line(); err != nil {
			return fmt.Errorf("the answer broke off after a chunk: %w", err)
		}
	}
}

// take appends n bytes to the body.
func (r *responseReader) take(n int) error {
	have := len(r.body)
	if n > maxBody-have {
		return fmt.Errorf("the answer is larger than %d bytes", maxBody)
	}
	if need := have + n; need > cap(r.body) {
		r.body = append(make([]byte, 0, 2*need), r.body...)
	}
	r.body = r.body[:have+n]
	if _, err := io.ReadFull(r.br, r.body[have:]); err != nil {
		return fmt.Errorf("the answer broke off in its body: %w", err)
	}
	return nil
}

func (r *responseReader) line() ([]byte, error) {
	line, err := r.br.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(line[:len(line)-1], []byte("\r")), nil
}

// headerValue answers for the header of this lower-case name. The length is compared first: most lines stop there.
func headerValue(line []byte, name string) ([]byte, bool) {
	if len(line) <= len(name) || line[len(name)] != ':' || !bytes.EqualFold(line[:len(name)], []byte(name)) {
		return nil, false
	}
	return bytes.TrimSpace(line[len(name)+1:]), true
}

// checkAnswer holds every answer to what its case must say. The body of a good answer may hold a token, so only that of
// a refusal is quoted.
func checkAnswer(status int, body, want []byte) error {
	if status != 200 {
		return fmt.Errorf("answered %d instead of 200: %.200q", status, body)
	}
	if !bytes.Contains(body, want) {
		return fmt.Errorf("answered 200, but nowhere in its %d bytes stands %q", len(body), want)
	}
	return nil
}
