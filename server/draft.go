package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/users"
)

// A draft is what somebody typed into a form whose session had ended when it was
// sent. The sign-in page carries it, and the form comes back filled in.

// draftParam names a draft in the address of the form's page.
const draftParam = "draft"

// isDraft reports whether a form that is sent to this path has text to keep.
func isDraft(path string) bool {
	if path == tokensPath || path == developerPath {
		return true
	}
	for _, below := range []string{tokensPath + "/", developerPath + "/"} {
		if id, found := strings.CutPrefix(path, below); found && id != "new" && id != "" && !strings.Contains(id, "/") {
			return true
		}
	}
	return false
}

// draftFields are the hidden fields in which the sign-in page carries a draft; none
// where the form may have come from another site. The browser may have no session's
// cookie any more: somebody signed out in another tab.
func (s *Server) draftFields(c *gin.Context, form url.Values) []web.Field {
	if !isDraft(c.Request.URL.Path) || !s.fromOurPage(c.Request) {
		return nil
	}
	kept := url.Values{}
	for _, f := range keptFields(form) {
		kept.Add(f.Name, f.Value)
	}
	kept.Del("form_key")
	return []web.Field{{Name: "draft_to", Value: c.Request.URL.Path}, {Name: "draft", Value: kept.Encode()}}
}

// fromOurPage reports whether a browser says that a form comes from a page of ours.
func (s *Server) fromOurPage(r *http.Request) bool {
	return s.origins.Check(r) == nil && (r.Header.Get("Sec-Fetch-Site") == "same-origin" || r.Header.Get("Origin") != "")
}

// draftIn are the same fields as the sign-in form brings them back.
func draftIn(form url.Values) []web.Field {
	if !isDraft(form.Get("draft_to")) || form.Get("draft") == "" {
		return nil
	}
	return []web.Field{{Name: "draft_to", Value: form.Get("draft_to")}, {Name: "draft", Value: form.Get("draft")}}
}

// afterSignIn is where a sign-in leads: back, or where it carries a draft, to its
// form. The draft waits there for this user only.
func (s *Server) afterSignIn(c *gin.Context, user users.User, form url.Values, back string) (string, error) {
	fields := draftIn(form)
	if fields == nil {
		return back, nil
	}
	page := formPage(fields[0].Value)
	text, err := json.Marshal(fields[1].Value)
	if err != nil {
		return "", err
	}
	key, err := s.Submissions.Keep(c.Request.Context(), draftOwner(user), page, text)
	return page + "?" + draftParam + "=" + key, err
}

func draftOwner(user users.User) string { return "draft " + user.ID }

// draft reads the draft that an address names; nil where there is none, or no
// longer.
func (s *Server) draft(c *gin.Context) (url.Values, error) {
	key := c.Query(draftParam)
	if key == "" || c.Request.Method != http.MethodGet {
		return nil, nil
	}
	text, err := s.Submissions.View(c.Request.Context(), draftOwner(visitorOf(c).user), key, c.Request.URL.Path)
	if errors.Is(err, submissions.ErrUnknown) {
		return nil, nil
	}
	encoded := ""
	if err == nil {
		err = json.Unmarshal(text, &encoded)
	}
	if err != nil {
		return nil, err
	}
	return url.ParseQuery(encoded)
}

// showDraft shows a form filled in, by the path that it is sent to.
func (s *Server) showDraft(c *gin.Context, path string, form url.Values, status int, wrong web.Errors) error {
	id := path[strings.LastIndexByte(path, '/')+1:]
	switch {
	case path == tokensPath:
		return s.newTokenAgain(c, visitorOf(c), form, status, wrong)
	case path == developerPath:
		view := s.newClientView(c, form)
		view.Errors = wrong
		return s.show(c, status, view)
	case strings.HasPrefix(path, tokensPath):
		t, err := s.Tokens.Get(c.Request.Context(), visitorOf(c).user.ID, id)
		if err != nil {
			return err
		}
		return s.tokenAgain(c, t, form, status, wrong)
	}
	client, err := s.Clients.Owned(c.Request.Context(), visitorOf(c).user.ID, id)
	if err != nil {
		return err
	}
	return s.showClient(c, status, client, web.ClientEdit{ClientFields: typedFields(form), Errors: wrong})
}

// signInAgain asks somebody whose session has ended to sign in, and carries the
// form that they sent; false where there is nothing to carry.
func (s *Server) signInAgain(c *gin.Context, v visitor) (bool, error) {
	if c.Request.Method != http.MethodPost || !isDraft(c.Request.URL.Path) {
		return false, nil
	}
	form, err := readPageForm(c)
	if err != nil {
		return false, err
	}
	c.Set(formKey{}, form)
	fields := s.draftFields(c, form)
	if fields == nil {
		return false, nil
	}
	return true, s.showLogin(c, v, http.StatusOK, web.Login{
		ReturnTo: formPage(c.Request.URL.Path), Fields: fields,
		Error: "You have been signed out. Sign in again; what you typed is kept.",
	})
}

// staleAgain shows a form of this browser that had expired once more, filled in;
// false where it may have come from elsewhere, or holds nothing to keep.
func (s *Server) staleAgain(c *gin.Context, form url.Values) (bool, error) {
	if form == nil || !isDraft(c.Request.URL.Path) || !s.fromOurPage(c.Request) {
		return false, nil
	}
	return true, s.showDraft(c, c.Request.URL.Path, form, http.StatusForbidden, web.Errors{
		"": "This page had expired, and nothing was changed. Check what you typed and send it again.",
	})
}
