package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// yardstickCommand is the first argument that turns this binary into the yardstick.
const yardstickCommand = "yardstick"

// yardstick answers the same requests as Patio with as many bytes of JSON, and does nothing else: what a Gin handler
// costs before anybody has thought about tokens. It keeps no log and decides nothing.
type yardstick struct {
	grant   tokenAnswer
	verdict verdictAnswer
	me      meAnswer
}

// The answers have the fields that the real ones have, so that writing them costs what writing JSON costs.
type (
	tokenAnswer struct {
		AccessToken string `json:"access_token"`
		TokenType   string `json:"token_type"`
		ExpiresIn   int    `json:"expires_in"`
		Scope       string `json:"scope"`
	}
	verdictAnswer struct {
		Active    bool   `json:"active"`
		Scope     string `json:"scope"`
		ClientID  string `json:"client_id"`
		TokenType string `json:"token_type"`
		Exp       int64  `json:"exp"`
		Iat       int64  `json:"iat"`
		Sub       string `json:"sub"`
	}
	meAnswer struct {
		User   string   `json:"user"`
		Client meClient `json:"client"`
		Token  meToken  `json:"token"`
	}
	meClient struct {
		ClientID string `json:"client_id"`
	}
	meToken struct {
		Kind   string   `json:"kind"`
		Scopes []string `json:"scopes"`
	}
)

// newYardstick makes answers of size bytes, or of as few as their fields need. The client's id comes back from /me,
// because the generator looks for it in Patio's answer too.
func newYardstick(size int, clientID string) yardstick {
	y := yardstick{
		grant:   tokenAnswer{AccessToken: "eyJ", TokenType: "Bearer", ExpiresIn: 600, Scope: "profile"},
		verdict: verdictAnswer{Active: true, Scope: "profile", ClientID: "c", TokenType: "Bearer", Exp: 1, Iat: 1},
		me:      meAnswer{Client: meClient{clientID}, Token: meToken{"pat", []string{"profile"}}},
	}
	y.grant.AccessToken += padding(size, y.grant)
	y.verdict.Sub = padding(size, y.verdict)
	y.me.User = padding(size, y.me)
	return y
}

// padding is what answer lacks to be size bytes long.
func padding(size int, answer any) string {
	text, err := json.Marshal(answer)
	if err != nil {
		panic(err) // structs of strings and numbers
	}
	return strings.Repeat("x", max(size-len(text), 0))
}

// handler serves the paths of Patio, so that both sides are asked with the same bytes.
func (y yardstick) handler() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.POST(tokenPath, form("grant_type", y.grant))
	engine.POST(introspectPath, form("token", y.verdict))
	engine.GET(mePath, func(c *gin.Context) { c.JSON(http.StatusOK, y.me) })
	return engine
}

// form parses the Basic header and the form, insists on both and answers.
func form[T any](field string, answer T) gin.HandlerFunc {
	return func(c *gin.Context) {
		id, secret, ok := c.Request.BasicAuth()
		if !ok || id == "" || secret == "" || c.PostForm(field) == "" {
			c.JSON(http.StatusBadRequest, gin.H{"error": "invalid_request"})
			return
		}
		c.JSON(http.StatusOK, answer)
	}
}

// yardstickMain is the yardstick's process. It prints its address, serves, and ends with its standard input, so that it
// never outlives the run that started it.
func yardstickMain(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	fs := flag.NewFlagSet("bench "+yardstickCommand, flag.ContinueOnError)
	fs.SetOutput(stderr)
	size := fs.Int("size", 256, "bytes of JSON per answer")
	clientID := fs.String("client-id", "bench", "client_id in the answer of "+mePath)
	if err := fs.Parse(args); err != nil {
		return 2
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	srv := &http.Server{Handler: newYardstick(*size, *clientID).handler(), ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintln(stdout, listener.Addr())
	go func() {
		_, _ = io.Copy(io.Discard, stdin)
		_ = srv.Close()
	}()
	if err := srv.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}
