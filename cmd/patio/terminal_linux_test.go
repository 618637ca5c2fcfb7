package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a pseudo terminal of so many columns.
func terminal(t *testing.T, columns int) (screen, side *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("This machine gives out no terminal, so the width of tables is not tried on one: ", err)
	}
	t.Cleanup(func() { _ = screen.Close() })
	number, err := unix.IoctlGetInt(int(screen.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(screen.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(screen.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: uint16(columns)})
	}
	if err != nil {
		t.Fatal(err)
	}
	side, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = side.Close() })
	return screen, side
}

// onTerminal runs a command on a terminal and returns what it printed there.
func onTerminal(t *testing.T, columns int, args ...string) string {
	t.Helper()
	screen, side := terminal(t, columns)
	shown := make(chan string)
	go func() {
		var all bytes.Buffer
		part := make([]byte, 4096)
		for {
			n, err := screen.Read(part)
			all.Write(part[:n])
			if err != nil || bytes.Contains(all.Bytes(), []byte("the end")) {
				shown <- strings.ReplaceAll(all.String(), "\r\n", "\n")
				return
			}
		}
	}()
	var problems bytes.Buffer
	if status := run(context.Background(), args, strings.NewReader(""), side, &problems, nil); status != exitDone {
		t.Fatalf("%v: %d, %s", args, status, problems.String())
	}
	fmt.Fprint(side, "the end")
	select {
	case text := <-shown:
		return strings.TrimSuffix(text, "the end")
	case <-time.After(10 * time.Second):
		t.Fatal("nothing is shown")
		return ""
	}
}

// hintPattern finds the hint of a token, which is cut everywhere.
var hintPattern = regexp.MustCompile(`pat_\w+…\w+`)

// Lists do not wrap on a terminal, however narrow it is, and are whole elsewhere.
func TestListsFitTheTerminal(t *testing.T) {
	database := "sqlite:" + filepath.Join(t.TempDir(), "patio.db")
	patio := func(args ...string) string {
		t.Helper()
		var out, problems bytes.Buffer
		if status := run(t.Context(), append(args, "--database", database), strings.NewReader("correct horse battery\n"), &out, &problems, nil); status != exitDone {
			t.Fatalf("%v: %d, %s", args, status, problems.String())
		}
		return strings.TrimSpace(out.String())
	}
	patio("user", "create", "--username", "mira.with.a.long.name", "--email", "mira.with.a.long.address@department.example.org", "--password-stdin", "--create")
	client := patio("client", "create", "--owner", "mira.with.a.long.name", "--name", strings.Repeat("Ledgerly ", 8), "--type", "confidential",
		"--scope", "profile email tokens:read tokens:write clients:read", "-q", "client_id")
	patio("pat", "create", "--user", "mira.with.a.long.name", "--client", client, "--name", strings.Repeat("Nightly ", 10))
	whole := map[string]string{ // what a list must show whole at any width
		"user list": "mira.with.a.long.address@department.example.org", "client list": client, "pat list": patio("pat", "list", "-q", "id"),
		"key list": patio("key", "list", "-q", "id"), "audit list": "user.created", "client show " + client: "tokens:write",
	}
	for list, value := range whole {
		words := strings.Fields(list)
		if strings.Contains(hintPattern.ReplaceAllString(patio(words...), ""), "…") {
			t.Errorf("%s is cut in a pipe", list)
		}
		for _, columns := range []int{40, 60, 80, 132} {
			shown := onTerminal(t, columns, append(words, "--database", database)...)
			if n := widest(strings.TrimPrefix(shown, strings.Repeat("Ledgerly ", 8)[:71])); n > columns {
				t.Errorf("%s at %d columns: a line has %d characters:\n%s", list, columns, n, shown)
			}
			if !strings.Contains(strings.Join(strings.Fields(shown), " "), value) {
				t.Errorf("%s at %d columns does not show %s:\n%s", list, columns, value, shown)
			}
		}
	}
}

// A command that takes long says so on the terminal of standard error, and leaves
// nothing of it there.
func TestProgressOnTheTerminal(t *testing.T) {
	screen, side := terminal(t, 60)
	c := &call{stderr: side}
	p := c.progress("Revoking", 7)
	p.add(2)
	shown := make([]byte, 200)
	if err := screen.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Log(err) // this terminal takes none
	}
	n, err := screen.Read(shown)
	if err != nil || !strings.Contains(string(shown[:n]), "Revoking: 2 of 7, ") {
		t.Errorf("%q, %v", shown[:n], err)
	}
	p.end()
}
