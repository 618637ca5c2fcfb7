package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// process is a server that the benchmark started, Patio or a yardstick.
type process struct {
	addr  string
	cmd   *exec.Cmd
	stdin io.Closer     // only of a yardstick; closing it ends the yardstick
	ended chan struct{} // closed once the process is gone; err is set by then
	err   error
}

// grace is how long a server may take to end before it is killed.
const grace = 10 * time.Second

// spawn starts cmd, which must have been made with exec.CommandContext.
func spawn(cmd *exec.Cmd, addr string) (*process, error) {
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = grace
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{addr: addr, cmd: cmd, ended: make(chan struct{})}
	go p.wait()
	return p, nil
}

func (p *process) wait() {
	p.err = p.cmd.Wait()
	close(p.ended)
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// stop asks the server to end and waits for it.
func (p *process) stop() error {
	if p.stdin != nil {
		_ = p.stdin.Close() // the yardstick is gone already where this fails
	} else if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = p.cmd.Process.Kill() // a system without SIGTERM
	}
	select {
	case <-p.ended:
		return p.err
	case <-time.After(grace):
		_ = p.cmd.Process.Kill()
		<-p.ended
		return fmt.Errorf("%s did not end within %v", p.cmd.Path, grace)
	}
}

// startYardstick runs this binary again, as the yardstick.
func startYardstick(ctx context.Context, size int, clientID string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, yardstickCommand, "--size", fmt.Sprint(size), "--client-id", clientID)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("could not start the yardstick: %w", err)
	}
	p := &process{cmd: cmd, stdin: stdin, ended: make(chan struct{})}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	go p.wait() // not before the line is read: Wait closes the pipe
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the yardstick did not say where it listens: %w", err), p.stop())
	}
	p.addr = strings.TrimSpace(line)
	return p, nil
}
