package web

import (
	"slices"
	"strings"
)

// Problem is one line of the summary of what is wrong with a form.
type Problem struct {
	Text string
	Href string // the field; empty: it is about the form as a whole
}

// newProblems are the problems of a form in the order of its fields; what is about
// none of them comes first.
func newProblems(errors Errors, fields ...string) []Problem {
	var all []Problem
	for name, text := range errors {
		if text != "" && !slices.Contains(fields, name) {
			all = append(all, Problem{Text: text})
		}
	}
	slices.SortFunc(all, func(a, b Problem) int { return strings.Compare(a.Text, b.Text) })
	for _, name := range fields {
		if text := errors[name]; text != "" {
			all = append(all, Problem{Text: text, Href: "#" + name})
		}
	}
	return all
}

// firstProblem is the first of a form's fields that is wrong, which takes the
// focus; "" where none is.
func firstProblem(errors Errors, fields ...string) string {
	for _, name := range fields {
		if errors[name] != "" {
			return name
		}
	}
	return ""
}

// failed reports whether a page shows a form that was refused, which its title
// says first.
func failed(v any) bool {
	f, ok := v.(interface{ failed() bool })
	return ok && f.failed()
}

func (v Login) failed() bool          { return v.Error != "" }
func (v SecondFactor) failed() bool   { return v.Error != "" }
func (v LeakedToken) failed() bool    { return v.Error != "" }
func (c ClientNew) failed() bool      { return len(c.Errors) > 0 }
func (t TokenNew) failed() bool       { return len(t.Errors) > 0 }
func (v Client) failed() bool         { return len(v.Edit.Errors) > 0 }
func (v Token) failed() bool          { return v.Edit != nil && len(v.Edit.Errors) > 0 }
func (v Account) failed() bool        { return v.Password != nil && len(v.Password.Errors) > 0 }
func (v Security) failed() bool       { return v.SetUp != nil && len(v.SetUp.Errors) > 0 }
func (v SecurityChange) failed() bool { return len(v.Check.Errors) > 0 }
func (v Authenticator) failed() bool  { return len(v.Errors) > 0 }
