package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

// keepEnd is the choice that leaves a token's end as it is.
const keepEnd = "keep"

// getTokenPage is a token's own page.
func (s *Server) getTokenPage(c *gin.Context) error {
	if form, err := s.draft(c); err != nil {
		return err
	} else if form != nil {
		return s.showDraft(c, c.Request.URL.Path, form, http.StatusOK, nil)
	}
	t, err := s.ownToken(c)
	if err != nil {
		return err
	}
	edit, err := s.tokenEdit(c, t)
	if err != nil {
		return err
	}
	return s.showToken(c, http.StatusOK, t, edit)
}

// ownToken is the token that the path names, if it is the person's.
func (s *Server) ownToken(c *gin.Context) (pat.Token, error) {
	return s.Tokens.Get(c.Request.Context(), visitorOf(c).user.ID, c.Param("id"))
}

// tokenEdit is the form as it is first shown: everything as it is.
func (s *Server) tokenEdit(c *gin.Context, t pat.Token) (web.TokenEdit, error) {
	keep := web.Expiry{Value: keepEnd, Label: "As now: never"}
	if !t.ExpiresAt.IsZero() {
		keep.Label = "As now: " + day(t.ExpiresAt)
	}
	privileges, err := s.privilegesView(c, t.Privileges)
	return web.TokenEdit{
		Action: tokenHref(t.ID), Name: t.Name, Scopes: s.boxes(t.Scopes, func(string) bool { return true }),
		Expiries: append([]web.Expiry{keep}, s.newEnds(t)...), ExpiresIn: keepEnd, Privileges: privileges,
		Date:   s.endDate(t.CreatedAt, ""),
		Limits: web.Limits{AllowedIPs: strings.Join(textsOf(t.AllowedIPs), "\n")},
	}, err
}

func (s *Server) showToken(c *gin.Context, status int, t pat.Token, edit web.TokenEdit) error {
	v, now := visitorOf(c), s.opts.Now()
	view := web.Token{
		Frame: s.frame(c, v, t.Name, "tokens"), Name: t.Name, Hint: t.Hint, Client: t.ClientName, Scopes: t.Scopes,
		Ends: expiryPill(t, now), Privileges: privilegesText(t.Privileges, now), Created: day(t.CreatedAt), Notes: tokenNotes(t, now), BackHref: tokensPath,
		WorksFrom: textsOf(t.AllowedIPs), IsFor: t.Resources,
	}
	if !t.LastUsedAt.IsZero() {
		view.LastUsed, view.Agent = capital(lastUse(t, now)), t.LastAgent
	}
	if t.Live(now) {
		href := tokenHref(t.ID)
		view.Edit, view.RevokeHref = &edit, href+"/revoke"
		view.Rotate = secretForm(href + "/rotate")
	}
	switch c.Query("done") {
	case "changed":
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: "Saved."}
	case doneShown:
		view.Flash = &web.Flash{Message: "Its secret was shown once and cannot be shown again. If you did not copy it, make a new one below."}
	}
	if err := s.addClient(c.Request.Context(), v, t, &view); err != nil {
		return err
	}
	if err := s.addInsight(c.Request.Context(), t, &view); err != nil {
		return err
	}
	return s.show(c, status, view)
}

// addClient says on a token's page what its client adds to it; the client may
// be gone.
func (s *Server) addClient(ctx context.Context, v visitor, t pat.Token, view *web.Token) error {
	client, err := s.Clients.Get(ctx, t.ClientID)
	if errors.Is(err, clients.ErrUnknown) {
		return nil
	}
	if err != nil {
		return err
	}
	view.ClientHref, view.Missing, view.Private = ownHref(client, v), without(client.Scopes, t.Scopes), client.Private()
	if !client.Active() && t.Live(s.opts.Now()) {
		view.Notes = append(view.Notes, client.Name+" is switched off. The token is refused until it is on again.")
	}
	return nil
}

// tokenNotes are what an owner should know of a token before anything else.
func tokenNotes(t pat.Token, now time.Time) []string {
	var notes []string
	if !t.RevokedAt.IsZero() && t.EndReason != "" {
		notes = append(notes, "It ended on "+day(t.RevokedAt)+": "+t.EndReason+".")
	}
	if t.OldUses > 0 && t.Live(now) {
		notes = append(notes, fmt.Sprintf("The old secret was used %s since the new one was made, last %s. Something still has it: give it the new one.",
			times(t.OldUses), ago(t.OldUsedAt, now)))
	}
	return notes
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// postTokenPage changes a token's name, scopes, end and advanced privileges.
func (s *Server) postTokenPage(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	t, err := s.ownToken(c)
	if err != nil {
		return err
	}
	if ticks, asked := picked(form, t.Scopes); asked {
		form["scope"] = ticks
		return s.tokenAgain(c, t, form, http.StatusOK, nil)
	}
	change := s.changeOf(t, form)
	change.MayReserved = v.user.Admin
	if change.Privileged != nil && *change.Privileged {
		next, answered, err := s.freshly(c, v, form, tokenHref(t.ID))
		if err != nil || answered {
			return err
		}
		v, change.SecondFactorAt = next, next.session.MFATime
	}
	_, err = s.Tokens.Change(c.Request.Context(), v.user.ID, t.ID, change, nil)
	if wrong := pat.Problems(err); len(wrong) > 0 {
		return s.tokenAgain(c, t, form, http.StatusUnprocessableEntity, tokenErrors(wrong, form, "Keep at least one scope ticked, or revoke the token instead."))
	}
	if err != nil {
		return err
	}
	seeOther(c, tokenHref(t.ID)+"?done=changed")
	return nil
}

// tokenAgain shows a token's page with what was typed and what is wrong.
func (s *Server) tokenAgain(c *gin.Context, t pat.Token, form url.Values, status int, wrong web.Errors) error {
	edit, err := s.tokenEdit(c, t)
	if err != nil {
		return err
	}
	edit.Privileges.Checked, edit.Privileges.Renewing = ticked(form, "advanced_privileges"), ticked(form, "renew_privileges")
	edit.Name, edit.ExpiresIn, edit.Limits = form.Get("name"), form.Get("expires_in"), limitsView(form)
	edit.Date.Typed = form.Get("expires_on")
	edit.Scopes = s.boxes(t.Scopes, among(form["scope"]))
	edit.Errors = wrong
	return s.showToken(c, status, t, edit)
}

// changeOf is what a form changes of a token. A token that has no scopes shows
// no boxes, and loses none; a name and an end that do not come stay.
func (s *Server) changeOf(t pat.Token, form url.Values) pat.Change {
	change := pat.Change{Privileged: s.privilegesChange(t.Privileges, form)}
	if name := form.Get("name"); form.Has("name") {
		change.Name = &name
	}
	if len(t.Scopes) > 0 {
		change.Scopes = append([]string{}, form["scope"]...)
	}
	if form.Get("expires_on") != "" || form.Has("expires_in") && form.Get("expires_in") != keepEnd {
		end, wrong := s.endIn(form)
		if wrong != nil {
			change.Problems = append(change.Problems, wrong)
		}
		change.ExpiresAt = &end
	}
	if networks := networksIn(form); form.Has("allowed_ips") && !slices.Equal(networks, textsOf(t.AllowedIPs)) {
		change.AllowedIPs = &networks
	}
	return change
}

// postRotateToken gives a token a new secret and leads to the page that shows it
// once.
func (s *Server) postRotateToken(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	overlap, err := overlapIn(form)
	if err != nil {
		return err
	}
	err = s.once(c, v, form, func() (string, any, error) {
		rotated, raw, err := s.Tokens.Rotate(c.Request.Context(), v.user.ID, c.Param("id"), overlap, nil)
		if err != nil {
			return "", nil, err
		}
		return tokenHref(rotated.ID) + "/secret", newSecret{Secret: raw, Replaced: s.oldSecret(overlap) + " Whoever uses it after that ends the token."}, nil
	})
	if wrong := (*pat.Error)(nil); errors.As(err, &wrong) && wrong.Field == "expires_at" {
		return s.refuseRotation(c, wrong)
	}
	return err
}

// getTokenSecret shows the secret that a token has just got, the only time it is
// seen.
func (s *Server) getTokenSecret(c *gin.Context) error {
	t, err := s.ownToken(c)
	if err != nil {
		return err
	}
	var made newSecret
	if found, err := s.result(c, &made); err != nil || !found {
		return s.shownBefore(c, err, tokenHref(t.ID))
	}
	view, err := s.createdView(c, visitorOf(c), t, made.Secret)
	if err != nil {
		return s.delivered(c, err)
	}
	if view.Replaced = made.Replaced; made.Replaced != "" {
		view.DoneHref = tokenHref(t.ID)
	}
	return s.delivered(c, s.show(c, http.StatusOK, view))
}

// refuseRotation shows the token's page again, where its end can be mended.
func (s *Server) refuseRotation(c *gin.Context, wrong *pat.Error) error {
	t, err := s.ownToken(c)
	if err != nil {
		return err
	}
	edit, err := s.tokenEdit(c, t)
	if err != nil {
		return err
	}
	edit.Errors = web.Errors{"expires_in": "Change this before the token gets a new secret: its end " + wrong.Detail + "."}
	return s.showToken(c, http.StatusUnprocessableEntity, t, edit)
}

// getRevokeToken asks before a token ends.
func (s *Server) getRevokeToken(c *gin.Context) error {
	t, err := s.ownToken(c)
	if err != nil {
		return err
	}
	if !t.RevokedAt.IsZero() {
		seeOther(c, tokensPath)
		return nil
	}
	view := web.TokenRevoke{
		Frame: s.frame(c, visitorOf(c), "Revoke "+t.Name, "tokens"), Action: c.Request.URL.Path, Name: t.Name, Hint: t.Hint,
		Client: t.ClientName, LastUsed: lastUsed(t, s.opts.Now()), Agent: t.LastAgent, CancelHref: tokensPath,
	}
	if err := s.addBreaks(c.Request.Context(), t, &view); err != nil {
		return err
	}
	return s.show(c, http.StatusOK, view)
}

// postRevokeToken ends a token at once.
func (s *Server) postRevokeToken(c *gin.Context) error {
	if err := s.Tokens.Revoke(c.Request.Context(), visitorOf(c).user.ID, c.Param("id")); err != nil {
		return err
	}
	acted(c, tokensPath+"?done=revoked")
	return nil
}
