package server

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/server/web"
)

const (
	noticesPerPage = 30 // how many notices a page shows
	noticesAbove   = 3  // and how many unread ones stand on the account page
)

// getNotices lists what a person was told, newest first.
func (s *Server) getNotices(c *gin.Context) error {
	v, ctx := visitorOf(c), c.Request.Context()
	cursor, err := cursorOf(c)
	if err != nil {
		return err
	}
	found, err := s.Notices.List(ctx, v.user.ID, cursor, noticesPerPage+1)
	if err != nil {
		return err
	}
	newest, _, err := s.Notices.Unread(ctx, v.user.ID, 1)
	if err != nil {
		return err
	}
	view := web.Notices{Frame: s.frame(c, v, "Notices", "account")}
	if c.Query("done") == "read" {
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: "What was here is marked as read."}
	}
	if len(newest) > 0 {
		view.Read = &web.ReadForm{Action: noticesPath + "/read", UpTo: newest[0].ID}
	}
	if len(found) > noticesPerPage {
		found = found[:noticesPerPage]
		view.MoreHref = noticesPath + "?cursor=" + found[noticesPerPage-1].ID
	}
	for _, n := range found {
		view.Rows = append(view.Rows, noticeRow(n, s.opts.Now()))
	}
	return s.show(c, http.StatusOK, view)
}

// postNoticesRead marks what the page has shown as read.
func (s *Server) postNoticesRead(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	if err := s.Notices.MarkRead(c.Request.Context(), v.user.ID, form.Get("up_to")); err != nil {
		return err
	}
	seeOther(c, noticesPath+"?done=read")
	return nil
}

// noticesNote is how many notices wait, in a few words.
func noticesNote(unread int) string {
	if unread == 0 {
		return "What happened to your tokens, your account and your clients"
	}
	return fmt.Sprintf("%d new", unread)
}

func noticeRow(n notices.Notice, now time.Time) web.NoticeRow {
	words := n.Words()
	note := words.Note
	if end := n.Token.ExpiresAt; !end.IsZero() { // in the reader's time zone
		note = strings.Replace(note, web.WithoutTimes(web.Clock(end)), web.Clock(end), 1)
	}
	return web.NoticeRow{
		Title: words.Title, Token: n.Token.Name, Client: n.Token.ClientName, Note: note, When: ago(n.At, now),
		Href: noticeHref(n), New: !n.Read(), Grave: n.Grave(),
	}
}

// noticeHref is the page of what a notice is about.
func noticeHref(n notices.Notice) string {
	switch n.Subject() {
	case notices.OfApp:
		return allowedPath
	case notices.OfClient:
		return clientHref(n.Token.ID)
	case notices.OfClients:
		return developerPath
	case notices.OfAccount:
		return accountPath
	case notices.OfSecurity:
		return securityPath
	}
	return tokenHref(n.Token.ID)
}
