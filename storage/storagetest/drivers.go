package storagetest

import (
	"database/sql"
	"net/url"
	"strings"

	drivermysql "github.com/go-sql-driver/mysql"

	"github.com/patio-auth/patio/storage"
)

// open connects to a database by its URL, around the room that is under test.
func open(raw string) (*sql.DB, error) {
	dialect, err := storage.DialectOf(raw)
	if err != nil {
		return nil, err
	}
	switch dialect {
	case storage.SQLite:
		path, query := strings.TrimPrefix(raw, "sqlite:"), "?"
		if strings.Contains(path, query) {
			query = "&"
		}
		return sql.Open("sqlite", path+query+"_pragma=busy_timeout(10000)") // a server writes to it, too
	case storage.PostgreSQL:
		return sql.Open("pgx", raw)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, err
	}
	c := drivermysql.NewConfig()
	c.Net, c.Addr, c.DBName = "tcp", u.Host, strings.Trim(u.Path, "/")
	if u.Port() == "" {
		c.Addr += ":3306"
	}
	c.User = u.User.Username()
	c.Passwd, _ = u.User.Password()
	connector, err := drivermysql.NewConnector(c)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

// Tables is the names of a database's tables.
func Tables(db *sql.DB, dialect storage.Dialect) ([]string, error) {
	query := map[storage.Dialect]string{
		storage.SQLite:     "SELECT name FROM sqlite_master WHERE type = 'table'",
		storage.PostgreSQL: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
		storage.MySQL:      "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()",
	}[dialect]
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
