package clients

import "errors"

// Errors are all that is wrong with what a developer says of a client, the first
// one first. As one error it reads like that one.
type Errors []*Error

func (e Errors) Error() string { return e[0].Error() }

// Unwrap returns each of them.
func (e Errors) Unwrap() []error {
	all := make([]error, len(e))
	for i, one := range e {
		all[i] = one
	}
	return all
}

// add takes an *Error up and returns any other.
func (e *Errors) add(err error) error {
	switch wrong := (Errors)(nil); {
	case errors.As(err, &wrong):
		*e = append(*e, wrong...)
	default:
		one := (*Error)(nil)
		if !errors.As(err, &one) {
			return err
		}
		*e = append(*e, one)
	}
	return nil
}

// err returns them as an error; nil where there are none.
func (e Errors) err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Problems are all *Error values in an error, the first one first.
func Problems(err error) []*Error {
	var found Errors
	if found.add(err) != nil {
		return nil
	}
	return found
}
