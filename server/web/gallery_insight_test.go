package web_test

import (
	"fmt"

	"github.com/patio-auth/patio/server/web"
)

// usedFor is a month of use.
func usedFor() *web.UsePanel {
	panel := &web.UsePanel{
		Summary: "Used 103 times in the last 30 days, on 21 days.", From: "24 October",
		Scopes: []web.ScopeUse{{Scope: "read", Used: "98 times, last on 22 November"}, {Scope: "write", Used: "Twice, last on 3 November"}, {Scope: "reports:export"}},
		Note:   "For 3 uses the API did not say which scope it asked for. So what was never asked for may yet be needed.",
		Narrow: &web.NarrowForm{Action: "/account/tokens/1", Keep: []string{"read", "write"}, Lose: []string{"reports:export"}},
	}
	for i, n := range []int{0, 3, 9, 1, 0, 0, 6, 11, 4, 3, 0, 0, 8, 12, 4, 2, 0, 0, 9, 6, 1, 1, 4, 0, 0, 5, 1, 7, 2, 4} {
		day := web.DayUse{Day: fmt.Sprintf("%d November", i-7), Uses: n}
		if i < 8 {
			day.Day = fmt.Sprintf("%d October", i+24)
		}
		if n > 0 {
			day.Scopes = fmt.Sprintf("read %d", n)
		}
		panel.Days = append(panel.Days, day)
	}
	return panel
}

func tokenFamily() web.Token {
	active := web.Pill{Text: "Active", State: web.PillOK}
	family := token()
	family.Secret, family.Use = "Replaced, last on 21 November 2026; it is the third", usedFor()
	family.Tree = &web.Tree{
		Ends: "11 live tokens end with it.", More: "And 8 more.",
		Top: []web.TreeItem{{Name: "Ledgerly", What: "an app, allowed 3 May 2026", State: active, Children: []web.TreeItem{{
			Name: family.Name, Hint: family.Hint, What: "made 4 May 2026", State: active, Self: true, Children: []web.TreeItem{
				{Name: "laptop", Href: "/account/tokens/2", Hint: "pat_Zb1…0aPq", What: "made 5 May 2026, on Reports", State: active, Children: []web.TreeItem{
					{Name: "one job", Href: "/account/tokens/3", Hint: "pat_9Wt…Lk4e", What: "made 6 May 2026, on Reports", State: web.Pill{Text: "Expired", Title: "7 May 2026", State: web.PillOver}},
				}},
				{Name: "A name that somebody took their time over, because it says what the token is for", Href: "/account/tokens/4", Hint: "pat_c5N…Vv8s", What: "made 5 May 2026, on Reports", State: active},
				{Name: "old dashboard", Href: "/account/tokens/5", Hint: "pat_c5N…Vv8s", What: "made 5 May 2026, on Reports", State: web.Pill{Text: "Ended", Title: "9 May 2026", State: web.PillOver}},
			},
		}}}},
	}
	return family
}
