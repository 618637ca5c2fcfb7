// Package patio is what the programs in this folder share: the person in front of the browser is played by the test that
// runs them.
package patio

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// Registration is a client.
type Registration struct{ ID, Secret string }

// Given is what the test registered.
var Given = read()

type given struct {
	Issuer, Callback, User, Resource, PAT, Expiring, JWT, MCP string
	Confidential, Public, Robot, MCPServer                    Registration
}

func read() (g given) {
	Must(json.Unmarshal([]byte(os.Getenv("GIVEN")), &g))
	return g
}

// Must ends the program on an error.
func Must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Value is a value, or the end of the program.
func Value[T any](v T, err error) T {
	Must(err)
	return v
}

var answers = bufio.NewReader(os.Stdin)

// Open has the person open an authorization URL, sign in and press Allow, and returns where that led.
func Open(address string) url.Values {
	fmt.Println("open " + address)
	line := Value(answers.ReadString('\n'))
	return Value(url.Parse(strings.TrimSpace(line))).Query()
}

// Works insists that a token speaks for the person.
func Works(token string) {
	r := Value(http.NewRequest(http.MethodGet, Given.Issuer+"/api/v1/me", nil))
	r.Header.Set("Authorization", "Bearer "+token)
	answer := Value(http.DefaultClient.Do(r))
	defer answer.Body.Close()
	var found struct{ User struct{ ID string } }
	Must(json.NewDecoder(answer.Body).Decode(&found))
	if answer.StatusCode != http.StatusOK || found.User.ID != Given.User {
		log.Fatalf("%d %+v", answer.StatusCode, found)
	}
}
