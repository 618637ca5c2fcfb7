package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/users"
)

// showConsent asks the person: who the app is, what it wants, where Allow leads.
func (s *Server) showConsent(c *gin.Context, v visitor, a *oauth.Authorization, values url.Values, answer consent.Answer) error {
	maker, err := s.makerOf(c.Request.Context(), a.Client)
	if err != nil {
		return err
	}
	view := web.Consent{
		Frame: s.frame(c, v, "Allow "+a.Client.Name, ""), Client: a.Client.Name, Destination: destination(a.RedirectURI),
		NotYouHref: logoutPath + "?return_to=" + url.QueryEscape(authorizePath+"?"+values.Encode()),
		Maker:      maker, Registered: day(a.Client.CreatedAt), Reviewed: a.Client.Reviewed(),
		APIs: apisOf(a, answer), DefaultAudience: a.DefaultAudience(), Lasts: lasts(s.OAuth.Lasts(a)), WithdrawHref: allowedPath,
		SecondFactor: a.ACR, NewSecondFactor: answer.NewSecondFactor, NewOrigin: answer.NewOrigin,
	}
	view.Nav = nil // one question, no way to wander off
	for _, scope := range s.Clients.Catalogue().Describe(a.Scopes) {
		asked := web.ConsentScope{
			Scope: web.Scope{Name: scope.Name, Title: scope.Title, Description: scope.Description},
			New:   answer.Before && slices.Contains(answer.NewScopes, scope.Name),
		}
		if scope.Sensitive {
			view.Sensitive = append(view.Sensitive, asked)
		} else {
			view.Scopes = append(view.Scopes, asked)
		}
	}
	for _, name := range authorizationFields {
		for _, value := range values[name] {
			view.Fields = append(view.Fields, web.Field{Name: name, Value: value})
		}
	}
	return s.showPage(c, http.StatusOK, view, true)
}

// makerOf is the display name of whoever registered a client; "" where that is
// an administrator, or nobody who is still here.
func (s *Server) makerOf(ctx context.Context, client clients.Client) (string, error) {
	owner, err := s.Users.Get(ctx, client.OwnerID)
	if errors.Is(err, users.ErrUnknown) || err == nil && owner.Admin {
		return "", nil
	}
	if owner.Name == "" {
		return owner.Username, err
	}
	return owner.Name, err
}

// apisOf are the APIs that the app asks to use, each once.
func apisOf(a *oauth.Authorization, answer consent.Answer) []web.ConsentAPI {
	var all []web.ConsentAPI
	for _, server := range a.APIs {
		api := web.ConsentAPI{
			Name: server.Name, Identifier: server.ResourceServer, New: slices.Contains(answer.NewResources, server.ResourceServer),
		}
		if !slices.Contains(all, api) {
			all = append(all, api)
		}
	}
	return all
}

// lasts says how long an app has what it is allowed.
func lasts(l oauth.Lasts) string {
	access := span(l.Access)
	switch {
	case l.Unused == 0 && l.Longest > 0 && l.Longest < l.Access:
		return span(l.Longest) + " each time you come here from the app"
	case l.Unused == 0:
		return access + " each time you come here from the app"
	case l.Longest > 0 && l.Longest <= l.Unused:
		return "Until you withdraw it, " + span(l.Longest) + " at most"
	case l.Longest > 0:
		return "Until you withdraw it or the app is not used for " + span(l.Unused) + ", " + span(l.Longest) + " at most"
	}
	return "Until you withdraw it, or the app is not used for " + span(l.Unused)
}

// span is a duration in a person's words, in the largest unit that fits it.
func span(d time.Duration) string {
	for _, unit := range []struct {
		size      time.Duration
		one, many string
	}{{365 * aDay, "year", "years"}, {aDay, "day", "days"}, {time.Hour, "hour", "hours"}, {time.Minute, "minute", "minutes"}} {
		if d >= unit.size && d%unit.size == 0 {
			return count(int(d/unit.size), unit.one, unit.many)
		}
	}
	return count(int(d/time.Second), "second", "seconds")
}

// destination is where Allow leads, as the page tells it.
func destination(redirectURI string) web.Destination {
	to := clients.RedirectDestination(redirectURI)
	if clients.RedirectIsPrivateUse(redirectURI) {
		return web.Destination{Scheme: to}
	}
	return web.Destination{Host: to, ThisDevice: consent.Origin(redirectURI) == consent.ThisDevice}
}
