package oauth

// Error is a refusal in the words of RFC 6749, sections 4.1.2.1 and 5.2.
type Error struct {
	Code        string // a registered error code
	Description string // a sentence that says what to do; ASCII without quotes
}

func (e *Error) Error() string { return e.Code + ": " + e.Description }

// The registered codes that Patio answers with.
const (
	InvalidRequest          = "invalid_request"
	InvalidClient           = "invalid_client"
	InvalidGrant            = "invalid_grant"
	UnauthorizedClient      = "unauthorized_client"
	UnsupportedGrantType    = "unsupported_grant_type"
	UnsupportedResponseType = "unsupported_response_type"
	InvalidScope            = "invalid_scope"
	InvalidTarget           = "invalid_target" // RFC 8707
	AccessDenied            = "access_denied"
	LoginRequired           = "login_required"            // OpenID Connect Core, 3.1.2.6
	ConsentRequired         = "consent_required"          // likewise
	RequestNotSupported     = "request_not_supported"     // OpenID Connect Core, 3.1.2.6
	RequestURINotSupported  = "request_uri_not_supported" // likewise
)

// Refuse is an Error.
func Refuse(code, description string) *Error { return &Error{Code: code, Description: description} }

// ErrAuthentication is the answer to a client that did not prove itself.
var ErrAuthentication = Refuse(InvalidClient, "The client is unknown, or its secret is wrong.")

// errGrant is the one answer to a code or refresh token that is not good, so
// that it tells nothing about why.
func errGrant(what string) *Error {
	return Refuse(InvalidGrant, "The "+what+" is unknown, expired, used already, or not for this client.")
}
