package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/patio-auth/patio/storage"
)

// show prints an answer: with --json as one object, with --field a value of it,
// else in words.
func (c *call) show(object any, words func(w io.Writer)) error {
	if c.Field != nil {
		return printField(c.stdout, object, *c.Field)
	}
	if c.JSON {
		encoder := json.NewEncoder(c.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(object)
	}
	answer := page{width: c.width(c.stdout)}
	words(&answer)
	_, err := io.WriteString(c.stdout, answer.String())
	return err
}

// showChange is show for a command that has changed something. A person is told
// which database that was.
func (c *call) showChange(r *rooms, object any, words func(w io.Writer)) error {
	return c.show(object, func(w io.Writer) {
		words(w)
		doneIn(w, r.cfg.Database.Reveal())
	})
}

// doneIn names the database that was changed.
func doneIn(w io.Writer, url string) { fmt.Fprintf(w, "Done in %s\n", storage.Place(url)) }

// items is how lists are shown, here and in the REST API.
type items[T any] struct {
	Items []T `json:"items"`
}

// itemsOf turns what a room lists into what is shown of it; none is an empty list.
func itemsOf[In, Out any](in []In, shown func(In) Out) items[Out] {
	all := items[Out]{Items: make([]Out, len(in))}
	for i, one := range in {
		all.Items[i] = shown(one)
	}
	return all
}

// pageSize is how many a room is asked for at a time.
const pageSize = 500

// everything asks a room for page after page.
func everything[T any](page func(cursor string, limit int) ([]T, error), id func(T) string) ([]T, error) {
	var all []T
	for cursor := ""; ; cursor = id(all[len(all)-1]) {
		next, err := page(cursor, pageSize)
		if err != nil {
			return nil, err
		}
		all = append(all, next...)
		if len(next) < pageSize {
			return all, nil
		}
	}
}

// stamp is a time as the REST API writes it; nil for never.
func stamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339)
	return &text
}

// listOf is a list that JSON never writes as null.
func listOf(in []string) []string { return append([]string{}, in...) }

// when is a time for a person; "never" for none.
func when(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// in is how far off a time is, roughly, for a person.
func in(t, now time.Time) string {
	switch left := t.Sub(now); {
	case left <= 0:
		return "ended"
	case left < 2*time.Hour:
		return fmt.Sprintf("in %d minutes", left/time.Minute)
	case left < 48*time.Hour:
		return fmt.Sprintf("in %d hours", left/time.Hour)
	default:
		return fmt.Sprintf("in %d days", left/(24*time.Hour))
	}
}
