package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
)

// ErrSealed says that a sealed value does not open with this key: another
// key, another purpose, or a changed byte.
var ErrSealed = errors.New("the sealed value does not open with this key")

// Seal encrypts plain with AES-256-GCM under a key derived from key (HKDF,
// RFC 5869) for one purpose, so that a value sealed for one column never opens
// in another. The nonce stands before the ciphertext.
func Seal(key []byte, purpose string, plain []byte) ([]byte, error) {
	aead, err := sealer(key, purpose)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce)
	return aead.Seal(nonce, nonce, plain, nil), nil
}

// Open is the inverse of Seal; ErrSealed where it does not open.
func Open(key []byte, purpose string, sealed []byte) ([]byte, error) {
	aead, err := sealer(key, purpose)
	if err != nil {
		return nil, err
	}
	if len(sealed) < aead.NonceSize() {
		return nil, ErrSealed
	}
	plain, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

func sealer(key []byte, purpose string) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, key, nil, "patio "+purpose, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
