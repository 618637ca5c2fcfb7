package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/server/web"
)

// authorizationFields are the parameters that the consent form carries along.
var authorizationFields = []string{
	"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method",
	"response_mode", "resource",
}

// authorizationRequest reads the parameters, each once (RFC 6749, section 3.1).
func authorizationRequest(values url.Values) oauth.AuthorizationRequest {
	return oauth.AuthorizationRequest{
		ClientID: values.Get("client_id"), RedirectURI: values.Get("redirect_uri"), ResponseType: values.Get("response_type"),
		ResponseMode: values.Get("response_mode"), Scope: values.Get("scope"), State: values.Get("state"),
		Challenge: values.Get("code_challenge"), ChallengeMethod: values.Get("code_challenge_method"),
		Resources: present(values["resource"]), Request: values.Get("request"), RequestURI: values.Get("request_uri"),
		Repeated: repeated(values),
	}
}

// getAuthorize is the authorization endpoint (RFC 6749, section 3.1): sign in,
// then ask, unless the person has allowed all of it before.
func (s *Server) getAuthorize(c *gin.Context) error {
	values, err := parseParameters(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	if values.Has("client_secret") {
		return errSecretInBrowser
	}
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	return s.authorize(c, v, values)
}

// errSecretInBrowser is the answer to an app that sends its secret through the
// browser, where it ends in histories and logs.
var errSecretInBrowser = &failure{
	status: http.StatusBadRequest, code: oauth.InvalidRequest, heading: "This sign-in link does not work",
	detail: "It carries a client secret, which must never pass through a browser. Tell the app's makers to replace that secret.",
}

// authorize checks the request and moves it one step on.
func (s *Server) authorize(c *gin.Context, v visitor, values url.Values) error {
	a, err := s.OAuth.Authorize(c.Request.Context(), authorizationRequest(values))
	if err != nil {
		return s.refuseAuthorization(c, a, err)
	}
	if !v.signedIn() {
		seeOther(c, loginPath+"?return_to="+url.QueryEscape(authorizePath+"?"+values.Encode()))
		return nil
	}
	ask, fresh, err := s.OAuth.Ask(c.Request.Context(), a, v.user.ID)
	if err != nil {
		return err
	}
	if !ask {
		if err = s.approve(c, v, a, s.OAuth.ApproveAgain); !errors.Is(err, oauth.ErrAsk) {
			return err
		}
		if _, fresh, err = s.OAuth.Ask(c.Request.Context(), a, v.user.ID); err != nil {
			return err
		}
	}
	return s.showConsent(c, v, a, values, fresh)
}

// refuseAuthorization sends a refusal to the app where its redirect URI is
// known good, and shows a page otherwise.
func (s *Server) refuseAuthorization(c *gin.Context, a *oauth.Authorization, err error) error {
	var refused *oauth.Error
	if !errors.As(err, &refused) {
		return err
	}
	lineOf(c.Request.Context()).ErrorCode = refused.Code
	if a == nil {
		return &failure{
			status: http.StatusBadRequest, code: refused.Code, heading: "This sign-in link does not work",
			detail: refused.Description + " Go back to the app and tell its makers.",
		}
	}
	seeOther(c, a.Refusal(refused))
	return nil
}

// approval is how the protocol makes a code: after a question, or without.
type approval func(ctx context.Context, a *oauth.Authorization, p oauth.Person) (string, error)

func (s *Server) approve(c *gin.Context, v visitor, a *oauth.Authorization, by approval) error {
	lineOf(c.Request.Context()).ClientID = a.Client.ID
	to, err := by(c.Request.Context(), a, personOf(v))
	if err != nil {
		return err
	}
	seeOther(c, to)
	return nil
}

// personOf is who allows an app something, and how they proved who they are.
func personOf(v visitor) oauth.Person {
	p := oauth.Person{UserID: v.user.ID, AuthTime: v.session.AuthTime, MFATime: v.session.MFATime}
	if !p.MFATime.IsZero() {
		p.AuthTime = p.MFATime // a password given since makes the second factor no fresher
	}
	return p
}

func (s *Server) showConsent(c *gin.Context, v visitor, a *oauth.Authorization, values url.Values, fresh []string) error {
	view := web.Consent{
		Frame: s.frame(c, v, "Allow "+a.Client.Name, ""), Client: a.Client.Name, Destination: destination(a.RedirectURI),
		NotYouHref: logoutPath + "?return_to=" + url.QueryEscape(authorizePath+"?"+values.Encode()),
	}
	view.Nav = nil // one question, no way to wander off
	for _, scope := range s.Clients.Catalogue().Describe(a.Scopes) {
		view.Scopes = append(view.Scopes, web.ConsentScope{
			Scope: web.Scope{Name: scope.Name, Title: scope.Title, Description: scope.Description},
			New:   slices.Contains(fresh, scope.Name),
		})
	}
	for _, name := range authorizationFields {
		for _, value := range values[name] {
			view.Fields = append(view.Fields, web.Field{Name: name, Value: value})
		}
	}
	return s.showOnwards(c, http.StatusOK, view, cspSource(a.RedirectURI))
}

// destination is where Allow leads, as the page tells it.
func destination(redirectURI string) web.Destination {
	to := clients.RedirectDestination(redirectURI)
	if clients.RedirectIsPrivateUse(redirectURI) {
		return web.Destination{Scheme: to}
	}
	return web.Destination{Host: to, Loopback: strings.HasPrefix(redirectURI, "http://")}
}

// postAuthorize is the consent form's answer. An app may also send its request
// by POST (RFC 6749, section 3.1): without a decision it is one, and goes on
// as a GET.
func (s *Server) postAuthorize(c *gin.Context) error {
	form, err := readPageForm(c)
	if err != nil {
		return err
	}
	if form.Has("client_secret") {
		return errSecretInBrowser
	}
	if !form.Has("decision") {
		form.Del("csrf_token")
		seeOther(c, authorizePath+"?"+form.Encode())
		return nil
	}
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	if !s.ours(c, v, form.Get("csrf_token")) {
		return errStale
	}
	decision := form.Get("decision")
	form.Del("decision")
	form.Del("csrf_token")
	a, err := s.OAuth.Authorize(c.Request.Context(), authorizationRequest(form))
	if err != nil {
		return s.refuseAuthorization(c, a, err)
	}
	switch {
	case !v.signedIn():
		seeOther(c, loginPath+"?return_to="+url.QueryEscape(authorizePath+"?"+form.Encode()))
		return nil
	case decision == "allow":
		return s.approve(c, v, a, s.OAuth.Approve)
	}
	return s.refuseAuthorization(c, a, oauth.Refuse(oauth.AccessDenied, "The person did not allow it."))
}
