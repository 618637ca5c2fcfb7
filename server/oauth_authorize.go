package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/oauth"
)

// authorizationFields are the parameters that the consent form carries along.
var authorizationFields = []string{
	"response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method",
	"response_mode", "resource", "acr_values",
}

// authorizationRequest reads the parameters, each once (RFC 6749, section 3.1).
func authorizationRequest(values url.Values) oauth.AuthorizationRequest {
	return oauth.AuthorizationRequest{
		ClientID: values.Get("client_id"), RedirectURI: values.Get("redirect_uri"), ResponseType: values.Get("response_type"),
		ResponseMode: values.Get("response_mode"), Scope: values.Get("scope"), State: values.Get("state"),
		Challenge: values.Get("code_challenge"), ChallengeMethod: values.Get("code_challenge_method"),
		Resources: present(values["resource"]), Prompt: values.Get("prompt"), ACRValues: values.Get("acr_values"), Request: values.Get("request"), RequestURI: values.Get("request_uri"),
		Repeated: repeated(values),
	}
}

// getAuthorize is the authorization endpoint (RFC 6749, section 3.1): sign in,
// then ask, unless the person has allowed all of it before.
func (s *Server) getAuthorize(c *gin.Context) error {
	values, err := parseParameters(c.Request.URL.RawQuery)
	if refused := (*oauth.Error)(nil); errors.As(err, &refused) {
		return &failure{
			status: http.StatusBadRequest, code: refused.Code, heading: "This sign-in link does not work", detail: refused.Description,
			page: "It is damaged. Go back to the app and begin again there.",
		}
	}
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
		return s.refuseAuthorization(c, v, a, s.scopeRefused(c, err))
	}
	if !v.signedIn() {
		return s.signInFirst(c, a, values)
	}
	answer, err := s.OAuth.Ask(c.Request.Context(), a, v.user.ID)
	if err != nil {
		return err
	}
	if !answer.Ask {
		if c.Request.Method == http.MethodHead { // which must change nothing (RFC 9110, section 9.2.1)
			c.Header("Allow", http.MethodGet+", "+http.MethodPost)
			return failed(http.StatusMethodNotAllowed, "HEAD makes no authorization code; send the request with GET.")
		}
		if err = s.approve(c, v, a, s.OAuth.ApproveAgain); !errors.Is(err, oauth.ErrAsk) {
			return err
		}
		if answer, err = s.OAuth.Ask(c.Request.Context(), a, v.user.ID); err != nil {
			return err
		}
	}
	if a.Silent {
		return s.sendBack(c, a, oauth.Refuse(oauth.ConsentRequired, "The person must be asked first; send the request without prompt=none."))
	}
	return s.showConsent(c, v, a, values, answer)
}

// signInFirst leads to the sign-in and back, or where no page may be shown,
// tells the app.
func (s *Server) signInFirst(c *gin.Context, a *oauth.Authorization, values url.Values) error {
	if a.Silent {
		return s.sendBack(c, a, oauth.Refuse(oauth.LoginRequired, "The person is not signed in; send the request without prompt=none."))
	}
	s.toLoginFor(c, authorizePath+"?"+values.Encode())
	return nil
}

// refuseAuthorization sends a refusal to the app where its redirect URI is
// known good, and shows a page otherwise. Before the sign-in it shows a page for
// an app that no administrator has reviewed as well, or anybody could register
// one to lead people on from here (RFC 9700, section 4.11.2).
func (s *Server) refuseAuthorization(c *gin.Context, v visitor, a *oauth.Authorization, err error) error {
	var refused *oauth.Error
	var inactive *oauth.InactiveClient
	switch {
	case !errors.As(err, &refused):
		return err
	case errors.As(err, &inactive):
		return inactivePage(inactive)
	case a == nil || !v.signedIn() && !a.Client.Reviewed() && !a.OnThisDevice():
		return &failure{
			status: http.StatusBadRequest, code: refused.Code, heading: "This sign-in link does not work",
			detail: refused.Description + " Go back to the app and tell its makers.",
		}
	}
	return s.sendBack(c, a, refused)
}

// sendBack takes a refusal to the app.
func (s *Server) sendBack(c *gin.Context, a *oauth.Authorization, refused *oauth.Error) error {
	lineOf(c.Request.Context()).ErrorCode = refused.Code
	seeOther(c, a.Refusal(refused))
	return nil
}

// inactivePage says that an app cannot be used, and nothing else about it.
func inactivePage(e *oauth.InactiveClient) *failure {
	f := &failure{
		status: http.StatusBadRequest, code: e.Refusal.Code, heading: "This app is suspended",
		detail: "Nobody can sign in to it at the moment. If you need it, ask the people who make it.",
	}
	if e.Pending {
		f.heading = "This app is waiting for approval"
		f.detail = "An administrator of this service has to approve it before anybody can use it. Come back later."
	}
	return f
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
	ours, decision := s.ours(c, v, form.Get("csrf_token")), form.Get("decision")
	form.Del("decision")
	form.Del("csrf_token")
	if !ours && (v.signedIn() || !s.fromOurPage(c.Request)) {
		return staleForm(authorizePath + "?" + form.Encode())
	}
	a, err := s.OAuth.Authorize(c.Request.Context(), authorizationRequest(form))
	if err != nil {
		return s.refuseAuthorization(c, v, a, s.scopeRefused(c, err))
	}
	switch {
	case !v.signedIn():
		return s.signInFirst(c, a, form)
	case decision == "allow":
		if err := s.checkWrites(c, v.user.ID); err != nil {
			return err
		}
		return s.approve(c, v, a, s.OAuth.Approve)
	}
	return s.sendBack(c, a, oauth.Refuse(oauth.AccessDenied, "The person did not allow it."))
}
