package users

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
)

// A device cookie says that somebody has signed in with this browser before
// (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It lets
// nobody in: wrong guesses from such a browser are counted by the browser, so
// that no stranger can use up the tries of the account's owner.
//
//	pdc_ entry ~ entry …       one for each account, the latest first
//	entry: base64url( version, flags, user id, device id, time | HMAC-SHA256 )
//
// The HMAC covers the account's password hash as well. A new password therefore
// makes all earlier cookies of the account worthless: somebody who knew the old
// one could have collected any number of them.
const (
	devicePrefix  = "pdc_"
	deviceTTL     = 365 * 24 * time.Hour
	deviceEntries = 5 // people who share a browser
	deviceBody    = 1 + 1 + 16 + 16 + 8
	deviceVersion = 1
	deviceFactor  = 1 // flag: the sign-in had a second factor
)

// ErrDeviceKey says that the key of the device cookies does not open with the
// master key at hand.
var ErrDeviceKey = errors.New("the key that signs device cookies rests sealed and the configured master key does not open it; set signing.master_key, or signing.other_master_key, to the key it was sealed with")

// DeviceStore is what device cookies need of a database.
type DeviceStore interface {
	// DeviceKey reads the key that signs them. Errors: ErrUnknown.
	DeviceKey(ctx context.Context) (key []byte, sealed bool, err error)
	// AddDeviceKey inserts it where there is none; else it changes nothing.
	AddDeviceKey(ctx context.Context, key []byte, sealed bool, at time.Time) error
	// ResealDeviceKey puts another form of the key, sealed, in the place of the
	// given one; false where it does not rest in that any more.
	ResealDeviceKey(ctx context.Context, key, resealed []byte) (bool, error)
}

// device is one entry of a device cookie.
type device struct {
	flags  byte
	userID uuid.UUID
	id     [16]byte
	at     time.Time
}

func (d device) body() []byte {
	b := append([]byte{deviceVersion, d.flags}, d.userID[:]...)
	b = append(b, d.id[:]...)
	return binary.BigEndian.AppendUint64(b, uint64(d.at.Unix()))
}

// sign returns the entry with its signature.
func (d device) sign(key []byte, passwordHash string) string {
	body := d.body()
	return base64.RawURLEncoding.EncodeToString(append(body, deviceMAC(key, body, passwordHash)...))
}

func deviceMAC(key, body []byte, passwordHash string) []byte {
	mac := hmac.New(sha256.New, key)
	bound := sha256.Sum256([]byte(passwordHash))
	mac.Write(bound[:])
	mac.Write(body)
	return mac.Sum(nil)
}

// readDevice reads an entry without believing it.
func readDevice(entry string) (d device, body, mac []byte, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(entry)
	if err != nil || len(raw) != deviceBody+sha256.Size || raw[0] != deviceVersion {
		return device{}, nil, nil, false
	}
	d.flags = raw[1]
	copy(d.userID[:], raw[2:18])
	copy(d.id[:], raw[18:34])
	d.at = time.Unix(int64(binary.BigEndian.Uint64(raw[34:deviceBody])), 0)
	return d, raw[:deviceBody], raw[deviceBody:], true
}

// deviceList splits a device cookie into its entries.
func deviceList(cookie string) []string {
	entries, ok := strings.CutPrefix(cookie, devicePrefix)
	if !ok || len(entries) > deviceEntries*200 {
		return nil
	}
	return strings.Split(entries, "~")
}

// knownDevice finds the entry of an account in a device cookie; false where it
// has none that is good. Errors: ErrDeviceKey.
func (u *Users) knownDevice(ctx context.Context, cookie, userID, passwordHash string) (device, bool, error) {
	for _, entry := range deviceList(cookie) {
		d, body, mac, ok := readDevice(entry)
		if !ok || d.userID.String() != userID || u.opts.Now().Sub(d.at) >= deviceTTL {
			continue
		}
		key, err := u.deviceKey(ctx)
		if err != nil {
			return device{}, false, err
		}
		if hmac.Equal(mac, deviceMAC(key, body, passwordHash)) {
			return d, true, nil
		}
	}
	return device{}, false, nil
}

// Recognised is what is known of somebody who gives a name, before the password
// is looked at.
type Recognised struct {
	Presented string // the name, folded
	Account   string // what guesses count by: an account, or a name that nobody has
	Device    string // the browser, where the account has signed in with it before; else ""
}

// Recognise says what guesses at a name (or e-mail address) count by, with the
// device cookie of the browser.
func (u *Users) Recognise(ctx context.Context, login, cookie string) (Recognised, error) {
	r := Recognised{Presented: cleanLogin(login)}
	user, hash, err := u.store.UserByLogin(ctx, r.Presented)
	if errors.Is(err, ErrUnknown) {
		r.Account = "name " + r.Presented
		return r, nil
	}
	if err != nil {
		return Recognised{}, err
	}
	r.Account = "user " + user.ID
	d, known, err := u.knownDevice(ctx, cookie, user.ID, hash)
	if known {
		r.Device = "device " + string(d.id[:])
	}
	return r, ignoring(err, ErrDeviceKey) // then nobody is known
}

// RecordRefusal records that somebody gave a wrong password, with the account
// where there is one.
func (u *Users) RecordRefusal(ctx context.Context, r Recognised) error {
	id, _ := strings.CutPrefix(r.Account, "user ")
	if strings.HasPrefix(r.Account, "name ") {
		id = ""
	}
	return audit.RecordRefusal(ctx, u.store, u.opts.Now().UTC(), "user.sign_in_refused", id, nil)
}

// KnownForFactor returns the browser of somebody who has given the password,
// where the account has signed in with it and a second factor before; else "".
func (u *Users) KnownForFactor(ctx context.Context, user User, cookie string) (string, error) {
	if len(deviceList(cookie)) == 0 {
		return "", nil
	}
	_, hash, err := u.store.UserByLogin(ctx, user.Username)
	if err != nil {
		return "", ignoring(err, ErrUnknown)
	}
	d, known, err := u.knownDevice(ctx, cookie, user.ID, hash)
	if !known || d.flags&deviceFactor == 0 {
		return "", ignoring(err, ErrDeviceKey)
	}
	return "device " + string(d.id[:]), nil
}

// provenDevice reports whether a device cookie proves that an account has signed
// in with its browser before.
func (u *Users) provenDevice(ctx context.Context, user User, cookie string) (bool, error) {
	if len(deviceList(cookie)) == 0 {
		return false, nil
	}
	_, hash, err := u.store.UserByLogin(ctx, user.Username)
	if err != nil {
		return false, err
	}
	_, known, err := u.knownDevice(ctx, cookie, user.ID, hash)
	return known, ignoring(err, ErrDeviceKey)
}

// RememberDevice returns the device cookie of a browser that has just signed in,
// with what it had for other accounts, and until when it is good. Errors:
// ErrUnknown, ErrDeviceKey.
func (u *Users) RememberDevice(ctx context.Context, s Session, cookie string) (string, time.Time, error) {
	user, err := u.store.User(ctx, s.UserID)
	if err != nil {
		return "", time.Time{}, err
	}
	_, hash, err := u.store.UserByLogin(ctx, user.Username)
	if err != nil {
		return "", time.Time{}, err
	}
	key, err := u.deviceKey(ctx)
	if err != nil {
		return "", time.Time{}, err
	}
	d, known, err := u.knownDevice(ctx, cookie, s.UserID, hash)
	if err != nil {
		return "", time.Time{}, err
	}
	if !known {
		d = device{userID: uuid.MustParse(user.ID)}
		_, _ = rand.Read(d.id[:]) // documented never to return an error
	}
	d.at = u.opts.Now()
	if !s.MFATime.IsZero() {
		d.flags |= deviceFactor
	}
	entries := []string{d.sign(key, hash)}
	for _, entry := range deviceList(cookie) {
		other, _, _, ok := readDevice(entry)
		if ok && other.userID != d.userID && len(entries) < deviceEntries {
			entries = append(entries, entry)
		}
	}
	return devicePrefix + strings.Join(entries, "~"), d.at.Add(deviceTTL), nil
}

const deviceKeyPurpose = "device cookies"

// deviceKey returns the key that signs device cookies, which the replicas of one
// database share. The first one that needs it makes it. Errors: ErrDeviceKey.
func (u *Users) deviceKey(ctx context.Context) ([]byte, error) {
	u.deviceMu.Lock()
	defer u.deviceMu.Unlock()
	if u.device != nil {
		return u.device, nil
	}
	rests, sealed, err := u.store.DeviceKey(ctx)
	if errors.Is(err, ErrUnknown) {
		fresh := make([]byte, 32)
		_, _ = rand.Read(fresh) // documented never to return an error
		if rests, sealed, err = u.masters().Seal(deviceKeyPurpose, fresh); err != nil {
			return nil, err
		}
		if err := u.store.AddDeviceKey(ctx, rests, sealed, u.opts.Now()); err != nil {
			return nil, err
		}
		rests, sealed, err = u.store.DeviceKey(ctx) // another process may have been faster
	}
	if err != nil {
		return nil, err
	}
	key, err := u.masters().Open(deviceKeyPurpose, rests, sealed)
	if err != nil {
		return nil, ErrDeviceKey
	}
	u.device = key
	return key, nil
}

// ResealDeviceKey seals the key of the device cookies with the master key where
// it rests in clear or sealed with the other one, and says how many keys that
// were. Errors: ErrDeviceKey where it opens with neither.
func (u *Users) ResealDeviceKey(ctx context.Context) (int, error) {
	rests, sealed, err := u.store.DeviceKey(ctx)
	if err != nil {
		return 0, ignoring(err, ErrUnknown)
	}
	resealed, changed, err := u.masters().Reseal(deviceKeyPurpose, rests, sealed)
	if err != nil {
		return 0, ErrDeviceKey
	}
	if !changed {
		return 0, nil
	}
	if done, err := u.store.ResealDeviceKey(ctx, rests, resealed); err != nil || !done {
		return 0, err
	}
	return 1, nil
}

// ignoring returns err, unless it is the one that does not matter.
func ignoring(err, harmless error) error {
	if errors.Is(err, harmless) {
		return nil
	}
	return err
}
