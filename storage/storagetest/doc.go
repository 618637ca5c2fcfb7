// Package storagetest is the suite that every database passes, and the way to
// a fresh, empty database of each kind for the tests of any room.
//
// It owns what a store promises to the rooms, as tests, and the making and
// dropping of test databases. It decides nothing, and nothing but tests comes
// in.
//
//	Each → SQLite in a temporary file · PostgreSQL · MySQL or MariaDB
//	       → a database of its own for every test, gone when the test ends
//	Run  → every method of every room's Store, against its contract
//
// The servers are real ones: on loopback at their standard ports, or where
// PATIO_TEST_POSTGRES and PATIO_TEST_MYSQL say. On a machine that has none the
// tests are skipped and say so; with CI=true they fail instead.
package storagetest
