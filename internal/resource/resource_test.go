package resource

import "testing"

func TestNormal(t *testing.T) {
	for given, want := range map[string]string{
		"https://notes.example.com":             "https://notes.example.com/",
		"https://notes.example.com/":            "https://notes.example.com/",
		"HTTPS://Notes.Example.COM:443":         "https://notes.example.com/",
		"https://notes.example.com:":            "https://notes.example.com/",
		"https://notes.example.com:8443":        "https://notes.example.com:8443/",
		"http://notes.example.com:80/a":         "http://notes.example.com/a",
		"http://notes.example.com:443/a":        "http://notes.example.com:443/a",
		"https://notes.example.com:0443/a":      "https://notes.example.com/a",
		"https://notes.example.com:08443":       "https://notes.example.com:8443/",
		"https://notes.example.com/API/":        "https://notes.example.com/API/",
		"https://notes.example.com/API":         "https://notes.example.com/API",
		"https://notes.example.com?v=A":         "https://notes.example.com/?v=A",
		"https://notes.example.com/%7Ea/../b":   "https://notes.example.com/%7Ea/../b",
		"https://[2001:DB8::1]":                 "https://[2001:db8::1]/",
		"https://[2001:DB8::443]":               "https://[2001:db8::443]/",
		"https://[2001:DB8::1]:443/x":           "https://[2001:db8::1]/x",
		"API://Notes":                           "api://notes/",
		"urn:Example:Notes":                     "urn:Example:Notes",
		"URN:Example:Notes":                     "urn:Example:Notes",
		"mailto:Somebody@example.com":           "mailto:Somebody@example.com",
		"notes":                                 "notes",
		"":                                      "",
		"https://notes.example.com/a:443":       "https://notes.example.com/a:443",
		"https://notes.example.com/?to=http://": "https://notes.example.com/?to=http://",
	} {
		if got := Normal(given); got != want {
			t.Errorf("Normal(%q) = %q, want %q", given, got, want)
		}
		if again := Normal(want); again != want {
			t.Errorf("Normal(%q) = %q: it is not a normal form", want, again)
		}
	}
	if !In("https://A.test", []string{"https://b.test", "https://a.test:443/"}) || In("https://a.test/x", []string{"https://a.test/X"}) {
		t.Error("In does not compare normal forms")
	}
	if !Same("https://A.test", "https://a.test/") || Same("https://a.test", "http://a.test") {
		t.Error("Same does not compare normal forms")
	}
}
