package server

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/actor"
)

// maxAgent bounds what is kept of a User-Agent, in bytes.
const maxAgent = 200

// agentOf returns what the caller's program calls itself: printable ASCII, at most maxAgent bytes.
func agentOf(c *gin.Context) string {
	agent := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, c.GetHeader("User-Agent"))
	return agent[:min(len(agent), maxAgent)]
}

// actorOf returns who acts in a request, as one of the three functions below
// has made out.
func actorOf(c *gin.Context) actor.Actor { return *actor.From(c.Request.Context()) }

// actAsVisitor names the person whose browser is signed in as the actor.
func actAsVisitor(c *gin.Context, v visitor) {
	a := actor.From(c.Request.Context())
	a.Credential, a.UserID, a.Admin = actor.Session, v.user.ID, v.user.Admin
	a.SignedInAt, a.SecondFactorAt, a.HasSecondFactor = v.session.AuthTime, v.session.MFATime, v.session.HasFactor
	lineOf(c.Request.Context()).Subject = a.UserID
}

// actAsToken names the token that a request came with as the actor.
func actAsToken(c *gin.Context, who caller) {
	a, p := actor.From(c.Request.Context()), who.principal
	a.Credential, a.UserID, a.ClientID, a.GrantID = actor.Credential(p.Kind), who.userID, p.ClientID, p.Lineage
	a.Admin, a.FirstParty = who.holder.admin, who.holder.firstParty
	a.Token = &actor.Token{Principal: p, Presented: who.holder.presented}
	lineOf(c.Request.Context()).Subject = p.Subject
}

// actAsClient names a client that proved itself as the actor.
func actAsClient(c *gin.Context, id string) {
	a := actor.From(c.Request.Context())
	a.Credential, a.ClientID = actor.ClientSecret, id
	lineOf(c.Request.Context()).Subject = id
}
