// Package docs holds the pages for those who use, run or change Patio.
//
// It owns their words and, in its tests, the promise that the words are true:
// commands are run, links followed, names looked up. It has no code that ships
// and no other package comes in. The README, CONTRIBUTING and CHANGELOG, which
// stand at the root, are held to the same.
//
//	docs_test.go      the documents, taken apart into blocks, spans and tables
//	commands_test.go  what is marked "sh run" is run, and prints what it should
//	session_test.go   the two terminals that a document runs in
//	setup_test.go     make run and make test
//	names_test.go     every link, file and name leads somewhere
//	words_test.go     every command and flag that is named exists, and the other way round
//	routes_test.go    every route is documented, and every documented one exists
//	settings_test.go  likewise every setting, with its default
//	rooms_test.go     the table of who may import whom
//	example_test.go   the middleware's example is the one that compiles
package docs
