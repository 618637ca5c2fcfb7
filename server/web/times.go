package web

import (
	"html/template"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A moment in a text stands between these characters, which no text of anybody's
// keeps (see plain): the time, and the words for it. A page shows it as a <time>,
// which the script says in the reader's own time zone; the words are in UTC.
const (
	momentBegins = "\x02"
	momentWords  = "\x03"
	momentEnds   = "\x04"
)

var moment = regexp.MustCompile(momentBegins + `([a-z]+) (\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\dZ)` + momentWords + `([^\x02-\x04]*)` + momentEnds)

func marked(kind string, t time.Time, words string) string {
	if t.IsZero() || t.Year() > 9999 {
		return words
	}
	return momentBegins + kind + " " + t.UTC().Format(time.RFC3339) + momentWords + words + momentEnds
}

// Day is a date in a text: "30 November 2026".
func Day(t time.Time) string { return marked("day", t, t.UTC().Format("2 January 2006")) }

// Clock is a date and a time in a text: "30 November 2026, 19:11 UTC".
func Clock(t time.Time) string {
	return marked("clock", t, t.UTC().Format("2 January 2006, 15:04 UTC"))
}

// Relative are words for a time that tell how far away it is: "in 3 days".
func Relative(t time.Time, words string) string { return marked("relative", t, words) }

// Capital is a text that begins with a capital letter, where it begins with a
// moment, too.
func Capital(text string) string {
	at := 0
	if strings.HasPrefix(text, momentBegins) {
		at = strings.Index(text, momentWords) + len(momentWords)
	}
	first, size := utf8.DecodeRuneInString(text[at:])
	if size == 0 {
		return text
	}
	return text[:at] + string(unicode.ToUpper(first)) + text[at+size:]
}

// WithoutTimes is a text with the words of its moments alone, for where no element
// can stand.
func WithoutTimes(text string) string { return moment.ReplaceAllString(text, "$3") }

// shown is plain for a page: with its moments as elements.
func shown(text string) any {
	if !strings.Contains(text, momentBegins) {
		return plain(text)
	}
	var b strings.Builder
	for text != "" {
		at := moment.FindStringSubmatchIndex(text)
		if at == nil {
			b.WriteString(template.HTMLEscapeString(plain(text)))
			break
		}
		b.WriteString(template.HTMLEscapeString(plain(text[:at[0]])))
		kind, stamp, words := text[at[2]:at[3]], text[at[4]:at[5]], text[at[6]:at[7]]
		full := stamp
		if t, err := time.Parse(time.RFC3339, stamp); err == nil {
			full = t.UTC().Format("2 January 2006, 15:04 UTC")
		}
		b.WriteString(`<time datetime="` + stamp + `" data-kind="` + kind + `" title="` + full + `">` + template.HTMLEscapeString(plain(words)) + `</time>`)
		text = text[at[1]:]
	}
	return template.HTML(b.String()) //nolint:gosec // every part is escaped, or of the pattern
}
