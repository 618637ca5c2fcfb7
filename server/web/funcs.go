package web

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode"
)

func functions(a *assets) template.FuncMap {
	return template.FuncMap{
		"asset":    a.url,
		"args":     args,
		"join":     func(parts []string) string { return strings.Join(parts, "") },
		"plain":    shown,
		"words":    func(s string) string { return plain(WithoutTimes(s)) },
		"bdi":      isolated,
		"initial":  initial,
		"plot":     newPlot,
		"chart":    newChart,
		"qr":       newQR,
		"otpauth":  otpauth,
		"problems": newProblems,
		"first":    firstProblem,
		"failed":   failed,
		"groups":   newGroups,
		"few":      few,
		"rest":     rest,
		"many":     many,
	}
}

// args gathers named arguments for a part: {{template "field" args "name" …}}.
func args(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("args: a name without a value")
	}
	named := make(map[string]any, len(pairs)/2)
	for pair := range slices.Chunk(pairs, 2) {
		name, ok := pair[0].(string)
		if !ok {
			return nil, fmt.Errorf("args: %v is no name", pair[0])
		}
		named[name] = pair[1]
	}
	return named, nil
}

// plain drops what can make a text look like another: control characters and
// the marks that turn the direction of writing. A client that could put them
// in its name could make a consent page read as it likes. Scripts that run
// from right to left need none of them. Joiners stay: emoji and Indic scripts
// do need those.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}

// isolated is a name that others chose, set apart so that its direction of
// writing does not reorder the words around it.
func isolated(name string) template.HTML {
	name = strings.TrimSpace(plain(name))
	if name == "" {
		name = "(no name)"
	}
	return template.HTML("<bdi>" + template.HTMLEscapeString(name) + "</bdi>") //nolint:gosec // the name is escaped
}

// initial is the first letter or digit of a name, for tiles and avatars.
func initial(name string) string {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return "·"
}

// barSize is how large the bars of a plot are: a small one's in pixels, a
// large one's in units that its page stretches to the width there is.
type barSize struct{ width, gap, height, least int }

var (
	smallBars = barSize{width: 4, gap: 1, height: 26, least: 4}
	largeBars = barSize{width: 16, gap: 7, height: 88, least: 8}
)

type bar struct {
	X, Y, Height int
	Idle         bool // nothing happened that day: drawn as a faint dash
}

// barPlot is a plot of use, one bar a day, oldest first.
type barPlot struct {
	Bars                    []bar
	BarWidth, Width, Height int
	Total, Most             int
}

func newPlot(days []int) barPlot  { return smallBars.plot(days) }
func newChart(days []int) barPlot { return largeBars.plot(days) }

// plot scales days to the busiest of them; a day with any use keeps a bar that
// can be seen.
func (s barSize) plot(days []int) barPlot {
	p := barPlot{BarWidth: s.width, Height: s.height, Width: max(0, len(days)*(s.width+s.gap)-s.gap)}
	p.Most = slices.Max(append([]int{0}, days...))
	for i, n := range days {
		n = max(0, n)
		b := bar{X: i * (s.width + s.gap), Height: 1, Idle: n == 0}
		if n > 0 {
			b.Height = max(s.least, int(float64(n)*float64(s.height)/float64(p.Most)))
		}
		b.Y = s.height - b.Height
		p.Bars = append(p.Bars, b)
		p.Total += n
	}
	return p
}
