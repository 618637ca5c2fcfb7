package secret

// Masters are the master keys of an operator. Key seals. Other opens what was
// sealed with it and seals nothing: it is there while one key takes the place
// of another. Nil: there is none.
type Masters struct{ Key, Other []byte }

// Seal seals plain for a purpose. Without a key it rests in clear.
func (m Masters) Seal(purpose string, plain []byte) (rests []byte, sealed bool, err error) {
	if m.Key == nil {
		return plain, false, nil
	}
	rests, err = Seal(m.Key, purpose, plain)
	return rests, true, err
}

// Open is the inverse of Seal, by either key; ErrSealed where neither opens it.
func (m Masters) Open(purpose string, rests []byte, sealed bool) ([]byte, error) {
	if !sealed {
		return rests, nil
	}
	for _, key := range [][]byte{m.Key, m.Other} {
		if key == nil {
			continue
		}
		if plain, err := Open(key, purpose, rests); err == nil {
			return plain, nil
		}
	}
	return nil, ErrSealed
}

// Reseal seals what rests in clear, or sealed with Other, with Key. What
// rests sealed with Key is left as it is, and changed is false. ErrSealed
// where neither key opens it, or there is no Key to seal with.
func (m Masters) Reseal(purpose string, rests []byte, sealed bool) (again []byte, changed bool, err error) {
	if m.Key == nil {
		return nil, false, ErrSealed
	}
	if sealed {
		if _, err := Open(m.Key, purpose, rests); err == nil {
			return rests, false, nil
		}
	}
	plain, err := m.Open(purpose, rests, sealed)
	if err != nil {
		return nil, false, err
	}
	again, err = Seal(m.Key, purpose, plain)
	return again, err == nil, err
}
