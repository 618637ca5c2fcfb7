package users

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// agentBrowsers and agentSystems are the marks of browsers and systems in their
// own descriptions, the telling ones before those that others imitate.
var (
	agentBrowsers = [][2]string{
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"},
		{"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	}
	agentSystems = [][2]string{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"},
		{"Mac OS X", "Mac"}, {"Linux", "Linux"},
	}
)

// BrowserName is a browser in a person's words, as far as its description tells.
func BrowserName(agent string) string {
	find := func(marks [][2]string) string {
		for _, m := range marks {
			if strings.Contains(agent, m[0]) {
				return m[1]
			}
		}
		return ""
	}
	name, system := find(agentBrowsers), find(agentSystems)
	switch {
	case name == "" && system == "":
		return "A browser"
	case name == "":
		return "A browser on " + system
	case system == "":
		return name
	}
	return name + " on " + system
}

// rememberBrowsers is how long a sign-in of an account is remembered.
const rememberBrowsers = 90 * 24 * time.Hour

// cookieGiven is what is remembered of a sign-in: since then, the account's
// browsers have device cookies.
const cookieGiven = "device cookie"

// tellOfNewDevice remembers that somebody signs in, and tells the account's owner
// if that is from a new device.
func (u *Users) tellOfNewDevice(ctx context.Context, userID string, b Browser, proven bool, now time.Time) error {
	isNew, err := u.newDevice(ctx, userID, b, proven, now)
	if err != nil || !isNew {
		return err
	}
	return u.tell(ctx, Notice{Kind: NoticeNewDevice, UserID: userID, Browser: BrowserName(b.Agent), Address: b.Address})
}

// newDevice decides whether a sign-in comes from a new device: one whose cookie
// has not proven that the account signed in with it before. What a browser calls
// itself and the network that it comes from are no proof, since a stranger can
// have both. The first sign-in of an account is never from a new device.
//
// An account that last signed in before there were device cookies has given none
// to any browser. What was remembered then, the kind of browser and its network,
// decides for it once more.
func (u *Users) newDevice(ctx context.Context, userID string, b Browser, proven bool, now time.Time) (bool, error) {
	lately, before, err := u.store.RememberBrowser(ctx, userID, cookieGiven, now, now.Add(-rememberBrowsers))
	if err != nil || proven || !before {
		return false, err
	}
	return slices.Contains(lately, cookieGiven) || !slices.Contains(lately, BrowserName(b.Agent)+" "+network(b.Address)), nil
}

// network is the network that an address belongs to: /24, or for IPv6 /48. A
// person's address changes within it.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	a = a.Unmap().WithZone("")
	bits := 48
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}
