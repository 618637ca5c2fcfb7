package web

import (
	"fmt"
	"html/template"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the margin that scanners need around a QR code, in modules (ISO/IEC
// 18004, 5.3.8).
const quiet = 4

// qrCode is a QR code to be drawn: one path over a square.
type qrCode struct {
	Size int
	Path string
}

// newQR draws a text as a QR code; nil where there is none.
func newQR(text string) (*qrCode, error) {
	if text == "" {
		return nil, nil
	}
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	width := code.Bounds().Dx()
	dark := func(x, y int) bool { return x < width && code.At(x, y) == color.Black }
	var path strings.Builder
	for y := range width {
		for x := 0; x < width; x++ {
			run := 0
			for dark(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	return &qrCode{Size: width + 2*quiet, Path: path.String()}, nil
}

// otpauth lets a link lead to an authenticator app on the same device, which
// the templates would not do for a scheme that they do not know.
func otpauth(uri string) template.URL {
	if !strings.HasPrefix(uri, "otpauth://totp/") {
		return ""
	}
	return template.URL(uri) //nolint:gosec // the scheme is checked, and the attribute still escapes the rest
}
