package storage_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// cutAll ends every connection to a database but the one that it comes by.
func cutAll(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	db.SetMaxOpenConns(1)
	if !strings.Contains(statement, "%s") {
		exec(t, db, statement)
		return
	}
	rows, err := db.Query("SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()")
	if err != nil {
		t.Fatal(err)
	}
	ids := allRows(t, rows)
	rows.Close()
	for _, row := range ids {
		exec(t, db, fmt.Sprintf(statement, row[0]))
	}
}
