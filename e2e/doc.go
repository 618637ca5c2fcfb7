// Package e2e runs whole flows over real HTTP against the real binary, with
// clients that others wrote and with a real browser.
//
// It owns no code that ships: everything stands in test files. What a room
// promises in itself is tested in that room; here stands what only the joined
// house can promise, on every database that Patio runs on.
//
//	harness_test.go          what a test needs of the harness, on one screen
//	harness_*_test.go        the server, the commands, the HTTP client, the browsers
//	flow_*_test.go           one file per capability
//	attack_*_test.go         what must not work
//	page_*_test.go           the pages in a real Chromium
//	story_*_test.go          what people do with a product that they know, from end to end
package e2e
