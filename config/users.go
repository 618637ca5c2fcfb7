package config

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// maxBlocklist bounds the file of passwords that nobody may choose, which rests in memory.
const maxBlocklist = 16 << 20

// Blocklist reads the passwords that nobody may choose, one a line. Empty lines do not count.
func (u Users) Blocklist() ([]string, error) {
	if u.PasswordBlocklist == "" {
		return nil, nil
	}
	file, err := os.Open(u.PasswordBlocklist)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, maxBlocklist+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w", err)
	case len(text) > maxBlocklist:
		return nil, errors.New("holds more than 16 MiB; keep the most common passwords only")
	case !utf8.Valid(text):
		return nil, errors.New("is not valid UTF-8; save it as UTF-8, one password a line")
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	var all []string
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		if line := strings.TrimSuffix(lines.Text(), "\r"); line != "" {
			all = append(all, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("holds a line that is no password: %w", err)
	}
	return all, nil
}

func (c *Config) validateUsers(p *problems) {
	if _, err := c.Users.Blocklist(); err != nil {
		p.add(CodeFile, "users.password_blocklist", "users.password_blocklist names a file that %v", err)
	}
}
