package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"
	"time"
)

// mysqlConnector makes connections that end what they wait for with the
// context, where the driver alone would wait for ever: while it is greeted in
// the background, at a commit and at a rollback.
type mysqlConnector struct {
	driver.Connector
	timeout time.Duration
}

// Connect is driver.Connector's. It sets the isolation by the one statement
// for it that MySQL and every MariaDB know; the variable's name differs
// between them.
func (c mysqlConnector) Connect(ctx context.Context) (driver.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	held := &heldConn{}
	conn, err := c.Connector.Connect(context.WithValue(ctx, heldKey{}, held))
	if err != nil {
		return nil, err
	}
	whole, ok := conn.(mysqlConn)
	if !ok || held.wire == nil {
		return nil, errors.Join(errors.New("the driver lacks something"), conn.Close())
	}
	if _, err := whole.ExecContext(ctx, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", nil); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return boundConn{whole, held.wire}, nil
}

type heldKey struct{}

// heldConn takes the connection below a driver's out of its dialling.
type heldConn struct{ wire net.Conn }

func dialHeld(ctx context.Context, network, address string) (net.Conn, error) {
	wire, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if held, ok := ctx.Value(heldKey{}).(*heldConn); ok {
		held.wire = wire
	}
	return wire, err
}

// mysqlConn is all that database/sql uses of a connection.
type mysqlConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	driver.NamedValueChecker
}

type boundConn struct {
	mysqlConn
	wire net.Conn
}

// BeginTx is driver.ConnBeginTx's.
func (c boundConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	tx, err := c.mysqlConn.BeginTx(ctx, o)
	if err != nil {
		return nil, err
	}
	return boundTx{tx, ctx, c.wire}, nil
}

// boundTx ends with its context. The connection is of no use after that, which
// the driver finds out by itself.
type boundTx struct {
	driver.Tx
	ctx  context.Context //nolint:containedctx // driver.Tx takes none
	wire net.Conn
}

// rollbackTime is what a rollback may take, whose context has often ended.
const rollbackTime = time.Second

// Commit is driver.Tx's.
func (t boundTx) Commit() error { return t.within(t.ctx, t.Tx.Commit) }

// Rollback is driver.Tx's.
func (t boundTx) Rollback() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), rollbackTime)
	defer cancel()
	return t.within(ctx, t.Tx.Rollback)
}

func (t boundTx) within(ctx context.Context, do func() error) error {
	stop := context.AfterFunc(ctx, func() { _ = t.wire.SetDeadline(time.Unix(1, 0)) }) // long ago
	defer stop()
	return do()
}
