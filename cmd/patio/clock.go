package main

import "time"

// clock is the time by which every room judges. It is a file of its own so that
// tests can build a program whose clock is wrong.
func clock() time.Time { return time.Now() }
