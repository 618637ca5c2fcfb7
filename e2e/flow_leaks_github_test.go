package e2e_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

const githubPath = leaksPath + "/github"

// scanner is GitHub's secret scanning, with a key of its own.
type scanner struct {
	id  string
	key *ecdsa.PrivateKey
}

func newScanner(t *testing.T, id string) scanner {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return scanner{id, key}
}

// setting is the key as an operator configures it.
func (s scanner) setting(t *testing.T) string {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(&s.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return s.id + "=" + base64.StdEncoding.EncodeToString(der)
}

func (s scanner) sign(t *testing.T, body string) string {
	t.Helper()
	digest := sha256.Sum256([]byte(body))
	signature, err := ecdsa.SignASN1(rand.Reader, s.key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(signature)
}

// request is the body as GitHub would send it.
func (s scanner) request(t *testing.T, p *patio, body string) *http.Request {
	t.Helper()
	r := p.request(t, http.MethodPost, githubPath, body)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Github-Public-Key-Identifier", s.id)
	r.Header.Set("Github-Public-Key-Signature", s.sign(t, body))
	return r
}

// match is one thing that it has found.
func match(token, url string) object {
	return object{"token": token, "type": "patio_token", "url": url, "source": "content"}
}

func foundText(t *testing.T, p *patio, all ...object) string {
	t.Helper()
	for _, m := range all {
		found, _ := m["token"].(string)
		p.hide(found)
	}
	text, err := json.Marshal(append([]object{}, all...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestGitHubLeaks: what GitHub's secret scanning finds ends, GitHub is told what was one of Patio's, and the owner where
// it lay.
func TestGitHubLeaks(t *testing.T) {
	github, next := newScanner(t, "90a421169f0a406205f1563a953312f0"), newScanner(t, "bcb53661c06b4728e59d897fb6165d5c")
	eachWith(t, settings{"leaks.github_keys": github.setting(t) + "," + next.setting(t)}, func(t *testing.T, p *patio) {
		mira := p.person(t)
		on := p.client(t, mira, clientSpec{Name: "Reports"})
		token, id := p.pat(t, mira, on)
		held := p.grant(t, on, mira)
		unknown := "pat_" + token[4:39] + "0"
		if unknown == token {
			unknown = "pat_" + token[4:39] + "1"
		}
		const place = "https://github.com/octocat/Hello-World/blob/12345600b9cb/foo/bar.txt"
		body := foundText(t, p, match(token, place), match(unknown, place), match("ghp_"+token[4:], ""), match(held.Refresh, "https://x.example/?t="+token))
		for _, s := range []scanner{github, next} { // a second report of the same tells the same
			a := p.do(t, s.request(t, p, body)).is(t, http.StatusOK)
			var labels []map[string]string
			if err := json.Unmarshal([]byte(a.Body), &labels); err != nil || len(labels) != 4 {
				t.Fatalf("%v: %s", err, a.Body)
			}
			for i, want := range []string{"true_positive", "false_positive", "false_positive", "true_positive"} {
				if labels[i]["label"] != want || labels[i]["token_type"] != "patio_token" || len(labels[i]) != 3 {
					t.Errorf("match %d is labelled %v", i, labels[i]["label"])
				}
			}
			if labels[0]["token_raw"] != token || labels[3]["token_raw"] != held.Refresh {
				t.Error("the labels are not those of the matches, in their order")
			}
		}
		tokenEnded(t, p, on, token)
		lineageEnded(t, p, on, held)
		p.trail(t, "pat.revoked", id, 1)
		at := p.browserOf(t, mira).open(t, "/account/notices").says(t, "A token was found in the open", "found at "+place,
			"An app's token was found in the open", "found at https://x.example/.")
		if n := strings.Count(at.text(), "found in the open"); n != 2 {
			t.Errorf("%d notices: %s", n, at.text())
		}
		if a := p.do(t, github.request(t, p, "[]")).is(t, http.StatusOK); a.Body != "[]" {
			t.Errorf("no matches are answered with %s", a.Body)
		}
		t.Run("forged", func(t *testing.T) { forgedGitHub(t, p, mira, on, github, next) })
		t.Run("malformed", func(t *testing.T) { malformedGitHub(t, p, github) })
	})
}

// forgedGitHub: nobody but GitHub learns what a secret was, or ends one here.
func forgedGitHub(t *testing.T, p *patio, who person, on client, github, next scanner) {
	token, _ := p.pat(t, who, on)
	body := foundText(t, p, match(token, ""))
	stranger := newScanner(t, github.id)
	const id, signature = "Github-Public-Key-Identifier", "Github-Public-Key-Signature"
	for name, change := range map[string]func(r *http.Request){
		"no headers":         func(r *http.Request) { r.Header.Del(id); r.Header.Del(signature) },
		"no identifier":      func(r *http.Request) { r.Header.Del(id) },
		"no signature":       func(r *http.Request) { r.Header.Del(signature) },
		"an unknown key":     func(r *http.Request) { r.Header.Set(id, "unknown") },
		"another's key":      func(r *http.Request) { r.Header.Set(id, next.id) },
		"a stranger's":       func(r *http.Request) { r.Header.Set(signature, stranger.sign(t, body)) },
		"of another body":    func(r *http.Request) { r.Header.Set(signature, github.sign(t, body+" ")) },
		"two identifiers":    func(r *http.Request) { r.Header.Add(id, github.id) },
		"two signatures":     func(r *http.Request) { r.Header.Add(signature, github.sign(t, body)) },
		"no base64":          func(r *http.Request) { r.Header.Set(signature, "%%%") },
		"a token of Patio's": func(r *http.Request) { r.Header.Del(signature); r.Header.Set("Authorization", "Bearer "+token) },
	} {
		r := github.request(t, p, body)
		change(r)
		a := p.do(t, r)
		if a.Status != http.StatusForbidden || a.Header.Get("Content-Type") != "application/problem+json" || strings.Contains(a.Body, token) {
			t.Errorf("%s is answered with %d %s", name, a.Status, a.Body)
		}
	}
	p.me(t, token).is(t, http.StatusOK)
	p.do(t, github.request(t, p, body)).is(t, http.StatusOK)
	p.me(t, token).is(t, http.StatusUnauthorized)
}

// malformedGitHub: what is signed and still makes no sense.
func malformedGitHub(t *testing.T, p *patio, github scanner) {
	for body, status := range map[string]int{
		"": http.StatusBadRequest, "null": http.StatusBadRequest, "{}": http.StatusBadRequest, "[": http.StatusBadRequest,
		`[1]`: http.StatusBadRequest, `["x"]`: http.StatusBadRequest, `[{"token":1}]`: http.StatusBadRequest, `[][]`: http.StatusBadRequest,
		`[{"token":"a","token":"b"}]`: http.StatusBadRequest, `[{}]`: http.StatusBadRequest, `[null]`: http.StatusBadRequest,
		`[{"token":null}]`: http.StatusBadRequest, `[{"token":""}]`: http.StatusOK,
		`[{"token":"a","type":"b","url":"c","source":"d","new":{"x":[1]}}]`:                      http.StatusOK,
		`[{"token":"a","type":"` + strings.Repeat("é", 1000) + `","url":"\u0000","source":"d"}]`: http.StatusOK,
		"[" + strings.Repeat(" ", 1<<20) + "]":                                                   http.StatusRequestEntityTooLarge,
	} {
		if a := p.do(t, github.request(t, p, body)); a.Status != status {
			t.Errorf("%.60s is answered with %d %.200s, not %d", body, a.Status, a.Body, status)
		}
	}
	r := github.request(t, p, "[]")
	r.Header.Set("Content-Type", "text/plain")
	p.do(t, r).is(t, http.StatusUnsupportedMediaType)
}

// TestGitHubLeaksUnconfigured: without a key the address is not there.
func TestGitHubLeaksUnconfigured(t *testing.T) {
	p := lone(t, nil)
	body := "[]"
	p.do(t, newScanner(t, "any").request(t, p, body)).is(t, http.StatusNotFound)
	p.get(t, githubPath).is(t, http.StatusNotFound)
	for _, wrong := range []string{"x", "x=", "=x", "x=AAAA", newScanner(t, "").setting(t)} {
		p.env = append(p.env, "PATIO_LEAKS_GITHUB_KEYS="+wrong)
		if got := p.run(t, "", "config", "check"); got.Status != 1 || !strings.Contains(got.Stderr, "leaks.github_keys, item 1,") {
			t.Errorf("%q: %d %s", wrong, got.Status, got.Stderr)
		}
	}
}
