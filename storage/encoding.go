package storage

import (
	"context"
	"fmt"
)

// EncodingError says that a PostgreSQL database has an encoding that does not
// hold every character, or holds other ones than it was given.
type EncodingError struct{ Encoding string }

// Error says what to do.
func (e *EncodingError) Error() string {
	return fmt.Sprintf("the PostgreSQL database has the encoding %s; create one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and move the data with pg_dump and pg_restore",
		e.Encoding)
}

// checkEncoding refuses a PostgreSQL database that is not in UTF-8. SQL_ASCII
// keeps the bytes that it is given, which are UTF-8.
func (s *Store) checkEncoding(ctx context.Context) error {
	if s.dialect != PostgreSQL {
		return nil
	}
	db, err := s.write.DB()
	if err != nil {
		return err
	}
	var encoding string
	if err := db.QueryRowContext(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		return translated(err)
	}
	if encoding != "UTF8" && encoding != "SQL_ASCII" {
		return &EncodingError{Encoding: encoding}
	}
	return nil
}
