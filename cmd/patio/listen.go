package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"

	"github.com/pires/go-proxyproto"

	"github.com/patio-auth/patio/config"
)

// socketMode lets the proxy in if it is in the group of Patio's user. Whoever
// can connect can also claim to forward somebody else's request.
const socketMode = 0o660

// listenOnSocket listens on a Unix socket. One that nobody listens on any more,
// after a crash, is replaced.
func listenOnSocket(path string) (net.Listener, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.Mode().Type() != fs.ModeSocket:
		return nil, fmt.Errorf("%s is not a socket; remove it or choose another address with --listen", path)
	default:
		conn, err := net.DialTimeout("unix", path, time.Second)
		if err == nil {
			return nil, errors.Join(fmt.Errorf("%s is in use by another program; stop that or choose another address with --listen", path), conn.Close())
		}
		if !errors.Is(err, syscall.ECONNREFUSED) {
			return nil, err
		}
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s; choose another address with --listen: %w", path, err)
	}
	if err := os.Chmod(path, socketMode); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// proxyHeaderTime is how long a proxy may take to send its PROXY header.
const proxyHeaderTime = 5 * time.Second

// behindProxies reads the PROXY header of each connection that must have one.
// The address in it takes the place of the connection's own.
func behindProxies(listener net.Listener, cfg *config.Config) net.Listener {
	return &proxyproto.Listener{
		Listener: listener, ReadHeaderTimeout: proxyHeaderTime,
		ConnPolicy: func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
			if sendsProxyHeader(o.Upstream, cfg) {
				return proxyproto.REQUIRE, nil
			}
			return proxyproto.SKIP, nil
		},
	}
}

// sendsProxyHeader reports whether a peer is a proxy: one of trusted_proxies,
// anybody where none is named, and whoever connects to a Unix socket.
func sendsProxyHeader(peer net.Addr, cfg *config.Config) bool {
	at, err := netip.ParseAddrPort(peer.String())
	return err != nil || len(cfg.TrustedProxies) == 0 || cfg.TrustsProxy(at.Addr())
}

// dialSelf connects to the server that these settings start, as a proxy of it
// would.
func dialSelf(cfg *config.Config) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if path, yes := config.Socket(cfg.Listen); yes {
			network, address = "unix", path
		}
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil || !cfg.Server.ProxyProtocol || !sendsProxyHeader(conn.LocalAddr(), cfg) {
			return conn, err
		}
		header := &proxyproto.Header{Version: 2, Command: proxyproto.LOCAL, TransportProtocol: proxyproto.UNSPEC}
		if _, err := header.WriteTo(conn); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		return conn, nil
	}
}
