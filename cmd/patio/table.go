package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"golang.org/x/term"
)

// column is a column of a table.
type column struct {
	name string
	rank int  // the column with the highest rank is dropped first where a table is too wide; 0: never
	cut  bool // its cells may be cut; an id or an address that is cut is of no use
}

// shortest is how far a cell is cut before another column is dropped, and gap
// what stands between two columns.
const (
	shortest = 10
	gap      = 2
)

// table lays rows out below the names of their columns. On a terminal no line is
// wider than it: columns are dropped and cells cut, and a line below says so;
// where even that is too wide, each row becomes a record of its own. Elsewhere
// nothing is cut or dropped.
func (c *call) table(w io.Writer, columns []column, rows [][]string) {
	names := make([]string, len(columns))
	for i, one := range columns {
		names[i] = one.name
	}
	width, all := c.width(w), append([][]string{names}, rows...)
	if width <= 0 {
		layOut(w, all)
		return
	}
	shown, ok := fit(columns, all, width)
	if !ok {
		stack(w, names, rows, width)
		return
	}
	layOut(w, shown.rows)
	if missing := shown.missing(); missing != "" {
		fmt.Fprintf(w, "\n%s\n", strings.Join(wrap(missing, width, width), "\n"))
	}
}

// stack writes each row as lines of "name: value", with an empty line between two
// rows. Nothing is left out but what is empty.
func stack(w io.Writer, names []string, rows [][]string, width int) {
	for r, row := range rows {
		if r > 0 {
			fmt.Fprintln(w)
		}
		for i, cell := range row {
			if cell == "" {
				continue
			}
			label := strings.ToLower(names[i]) + ": "
			below(w, label, wrap(cell, width-utf8.RuneCountInString(label), width-gap), gap)
		}
	}
}

func layOut(w io.Writer, rows [][]string) {
	columns := tabwriter.NewWriter(w, 0, 0, gap, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(columns, strings.Join(row, "\t"))
	}
	_ = columns.Flush() // w is memory, or the terminal that a question is asked at
}

// width is how many characters fit into a line of what a table is written to; 0
// where that is no terminal. Answers are gathered in memory on their way to
// standard output.
func (c *call) width(w io.Writer) int {
	if w != c.stderr {
		w = c.stdout
	}
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
		return width
	}
	for _, entry := range slices.Backward(c.env) { // a terminal that does not know its own size
		if value, ok := strings.CutPrefix(entry, "COLUMNS="); ok {
			width, _ := strconv.Atoi(value)
			return max(width, 0)
		}
	}
	return 0
}

// fitted is a table that is no wider than a terminal.
type fitted struct {
	rows    [][]string
	dropped []string // the names of columns
	cut     bool     // a cell of it is
}

// missing says what a table does not show, and what does; "" where it shows
// everything.
func (f fitted) missing() string {
	var said []string
	if len(f.dropped) > 0 {
		said = append(said, "Not shown: "+strings.Join(f.dropped, ", ")+".")
	}
	if f.cut {
		said = append(said, "Values that end in … are cut.")
	}
	if len(said) > 0 {
		said = append(said, "A wider terminal or --json shows everything.")
	}
	return strings.Join(said, " ")
}

// fit drops the least useful columns of a table and cuts cells until its rows are
// no wider than width. It returns false where that is not enough.
func fit(columns []column, rows [][]string, width int) (fitted, bool) {
	var f fitted
	columns, widths := slices.Clone(columns), widthsOf(rows)
	for narrowest(columns, widths) > width {
		out := leastUseful(columns)
		if out < 0 {
			return fitted{}, false
		}
		f.dropped = slices.Insert(f.dropped, 0, columns[out].name)
		columns, widths = slices.Delete(columns, out, out+1), slices.Delete(widths, out, out+1)
		for i, row := range rows {
			rows[i] = slices.Delete(slices.Clone(row), out, out+1)
		}
	}
	narrow(columns, widths, width)
	f.rows, f.cut = cutRows(rows, widths)
	return f, true
}

// narrowest is how wide a table is whose cells are cut as far as they may be.
func narrowest(columns []column, widths []int) (total int) {
	for i, w := range widths {
		if columns[i].cut {
			w = min(w, shortest)
		}
		total += w + gap
	}
	return total - gap
}

// leastUseful is the column to drop next; -1 where there is none.
func leastUseful(columns []column) int {
	out := -1
	for i, one := range columns {
		if one.rank > 0 && (out < 0 || one.rank > columns[out].rank) {
			out = i
		}
	}
	return out
}

// narrow takes characters from the widest columns that may be cut, until the
// table fits.
func narrow(columns []column, widths []int, width int) {
	total := gap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for ; total > width; total-- {
		widest := -1
		for i, w := range widths {
			if columns[i].cut && w > shortest && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// cutRows cuts each cell to the width of its column.
func cutRows(rows [][]string, widths []int) (shown [][]string, cut bool) {
	for r, row := range rows {
		for i, cell := range row {
			row[i] = cutText(cell, widths[i])
			cut = cut || row[i] != cell
		}
		for len(row) > 1 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		rows[r] = row
	}
	return rows, cut
}

func widthsOf(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

// cutText is a text of so many characters at most, with … where some are missing.
func cutText(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	if width <= 0 {
		return ""
	}
	return string([]rune(text)[:width-1]) + "…"
}
