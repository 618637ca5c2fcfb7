package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// page is an answer in words on its way to standard output.
type page struct {
	strings.Builder
	width int // of the terminal that it goes to; 0: none
}

// facts lays names and values out below each other; an empty value is left out.
func facts(w io.Writer, pairs ...[2]string) {
	var rows [][]string
	for _, pair := range pairs {
		if pair[1] != "" {
			rows = append(rows, []string{"  " + pair[0], pair[1]})
		}
	}
	hang(w, rows)
}

// How much room the last column of hang needs beside the others, and how far it
// is indented where it does not have that.
const (
	leastRoom  = 16
	deepIndent = 4
)

// hang lays rows out whose last column goes on below itself where it is wider
// than the terminal.
func hang(w io.Writer, rows [][]string) {
	width := 0
	if p, ok := w.(*page); ok {
		width = p.width
	}
	widths := widthsOf(rows)
	for _, row := range rows {
		last := len(row) - 1
		var before strings.Builder
		for i, cell := range row[:last] {
			before.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+gap))
		}
		indent := utf8.RuneCountInString(before.String())
		lines, room := []string{row[last]}, width-indent
		switch {
		case width <= 0 || utf8.RuneCountInString(row[last]) <= room:
		case room < leastRoom, longestWord(row[last]) > room:
			indent = deepIndent
			lines = append([]string{""}, wrap(row[last], width-indent, width-indent)...)
		default:
			lines = wrap(row[last], room, room)
		}
		below(w, before.String(), lines, indent)
	}
}

// below writes lines one below the other, the first of them behind a label.
func below(w io.Writer, label string, lines []string, indent int) {
	fmt.Fprintln(w, strings.TrimRight(label+lines[0], " "))
	for _, line := range lines[1:] {
		fmt.Fprintln(w, strings.Repeat(" ", indent)+line)
	}
}

func longestWord(text string) (longest int) {
	for word := range strings.FieldsSeq(text) {
		longest = max(longest, utf8.RuneCountInString(word))
	}
	return longest
}

// wrap breaks a text at its spaces into lines of so many characters: one number
// for the first of them, which stays empty where no word fits into it, and one
// for the others. A word that is longer than a line stays whole.
func wrap(text string, first, rest int) []string {
	var lines []string
	line, room := "", first
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case line == "" && (n <= room || rest <= room):
			line = word
		case line != "" && utf8.RuneCountInString(line)+1+n <= room:
			line += " " + word
		default:
			lines = append(lines, line)
			line, room = word, rest
		}
	}
	return append(lines, line)
}
