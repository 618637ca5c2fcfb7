package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
)

const (
	maxSearch = 100       // how many bytes of what is searched for are read
	maxPage   = 1_000_000 // the last page that can be asked for
	toolsFrom = 10        // a list longer than this can be searched and sorted
)

// The fields by which every list on a page is asked for.
const (
	searchField = "q"
	sortField   = "sort"
	pageField   = "page"
)

// listing is which part of a list a page shows, and in which order. All of it is
// in the address, so that reloading, going back and links keep it.
type listing struct {
	path, anchor string
	query        url.Values // what was asked for, without the number of the page
	page         int        // from 1
	size         int        // rows on each page
}

// listingOf reads the page, search, filters and order from the query; names are the
// parameters that the list takes besides the page.
func listingOf(c *gin.Context, path string, size int, names ...string) (listing, error) {
	l := listing{path: path, query: url.Values{}, page: 1, size: size}
	for _, name := range names {
		if value := searchable(c.Query(name)); value != "" {
			l.query.Set(name, value)
		}
	}
	if text := c.Query(pageField); text != "" {
		page, err := strconv.Atoi(text)
		if err != nil || page < 1 || page > maxPage {
			return l, &failure{
				status: http.StatusNotFound, heading: "There is no such page of this list",
				detail: "Go back to the list, and choose a page there.",
			}
		}
		l.page = page
	}
	return l, nil
}

// searchable is text as every database can compare it.
func searchable(text string) string {
	text = strings.ToValidUTF8(text[:min(len(text), maxSearch)], "")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text))
}

// choice is the option that was asked for, or else the first one.
func (l listing) choice(name string, options []web.Option) string {
	asked := l.query.Get(name)
	if !slices.ContainsFunc(options, func(o web.Option) bool { return o.Value == asked }) {
		return options[0].Value
	}
	return asked
}

func (l listing) text() string { return l.query.Get(searchField) }

// narrowed reports whether the list leaves something out that is searched or
// filtered for.
func (l listing) narrowed(names ...string) bool {
	return slices.ContainsFunc(append(names, searchField), l.query.Has)
}

func (l listing) offset() int { return (l.page - 1) * l.size }

// href is the address of a page of this list.
func (l listing) href(page int) string {
	query := url.Values{}
	for name, values := range l.query {
		query[name] = values
	}
	if page > 1 {
		query.Set(pageField, strconv.Itoa(page))
	}
	if len(query) == 0 {
		return l.path + l.anchor
	}
	return l.path + "?" + query.Encode() + l.anchor
}

// pages leads to the pages before and after this one, which shows some of total
// rows.
func (l listing) pages(shown, total int) web.Paging {
	p := web.Paging{From: l.offset() + 1, To: l.offset() + shown, Total: total}
	if l.page > 1 {
		p.PreviousHref = l.href(l.page - 1)
	}
	if p.To < total {
		p.NextHref = l.href(l.page + 1)
	}
	return p
}

// beyond leads from a page behind the end of a list, whose rows went meanwhile, to
// the last one; false where there is something to show.
func (l listing) beyond(c *gin.Context, shown, total int) bool {
	if shown > 0 || l.page == 1 {
		return false
	}
	seeOther(c, l.href((total+l.size-1)/l.size))
	return true
}

// tools are what stands above the list; nil where it is too short to need them. of
// is how long it is without search and filters.
func (l listing) tools(of int, hint string) *web.ListTools {
	if of <= toolsFrom && len(l.query) == 0 {
		return nil
	}
	return &web.ListTools{Action: l.path, Text: l.text(), Hint: hint}
}

// among is a choice of one option, with the one that was asked for.
func (l listing) among(name string, options []web.Option) web.Choice {
	return web.Choice{Value: l.choice(name, options), Options: options}
}

// part is this page's part of a list that is held as a whole.
func part[T any](l listing, all []T) []T {
	from := min(l.offset(), len(all))
	return all[from:min(from+l.size, len(all))]
}
