// Package architecture holds the house to its plan: which room may import
// which, where each large dependency may be known, and a few habits that keep
// a room readable. It has no code of its own; its test reads everybody's.
//
// Whoever moves a wall moves it in three places: the table of the test,
// docs/rooms.md, and the linter's settings.
package architecture
