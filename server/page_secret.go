package server

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
)

// overlaps are how long a replaced secret may go on working, as the pages
// offer it.
var overlaps = []struct {
	lasts time.Duration
	label string
}{
	{0, "no longer"}, {time.Hour, "1 hour more"}, {24 * time.Hour, "1 day more"}, {7 * 24 * time.Hour, "7 days more"},
}

// newSecret is what the page of a new secret shows, while it waits for that page.
type newSecret struct {
	Secret   string `json:"secret"`
	Replaced string `json:"replaced,omitempty"` // what becomes of the one before it
}

// doneShown says on the page of a thing that its secret has been shown.
const doneShown = "shown"

// shownBefore leads to the page of a thing whose secret has been shown, or
// returns the error that kept it from being read.
func (s *Server) shownBefore(c *gin.Context, err error, page string) error {
	if err == nil {
		seeOther(c, page+"?done="+doneShown)
	}
	return err
}

// usualOverlap leaves time to bring a new secret to where it is used.
const usualOverlap = 24 * time.Hour

func seconds(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }

// secretForm asks how long the old secret goes on working.
func secretForm(action string) *web.SecretForm {
	form := &web.SecretForm{Action: action, Overlap: seconds(usualOverlap)}
	for _, o := range overlaps {
		form.Overlaps = append(form.Overlaps, web.Expiry{Value: seconds(o.lasts), Label: o.label})
	}
	return form
}

// overlapIn reads the choice of a secretForm.
func overlapIn(form url.Values) (time.Duration, error) {
	for _, o := range overlaps {
		if form.Get("overlap") == seconds(o.lasts) {
			return o.lasts, nil
		}
	}
	return 0, failed(http.StatusUnprocessableEntity, "Choose one of the times that the form offers.")
}

// oldSecret says what becomes of a secret that was just replaced.
func (s *Server) oldSecret(overlap time.Duration) string {
	if overlap == 0 {
		return "The old one has stopped working."
	}
	return "The old one works until " + web.Clock(s.opts.Now().Add(overlap)) + "."
}
