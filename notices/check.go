package notices

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/wneessen/go-mail"
)

// CheckMail connects to the mail server and signs in, as a mail would, and sends
// none.
func CheckMail(ctx context.Context, o MailOptions) error {
	m := newMailer(o, nil, Mail)
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	client, err := mail.NewClient(m.o.Host, m.options(ctx)...)
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return errors.New(refusal(err).detail)
	}
	_ = client.Close() // it has answered
	return nil
}

// CheckWebhook asks the receiver of the webhook for headers only (HEAD), which
// tells it of no notice. Any answer but a failure of its own shows that notices
// reach it.
func CheckWebhook(ctx context.Context, o WebhookOptions) error {
	w, ok := NewWebhook(o, nil).(*webhook)
	if !ok {
		return errors.New("there is no sender")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodHead, o.URL, http.NoBody)
	if err != nil {
		return errors.New("the address is none to post to")
	}
	r.Header.Set("User-Agent", o.Agent)
	answer, err := w.http.Do(r)
	if err != nil {
		return errors.New(withoutURL(err))
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, webhookRead)) // the status has said it all
	if answer.StatusCode >= 500 && answer.StatusCode != http.StatusNotImplemented {
		return fmt.Errorf("the receiver answered %d", answer.StatusCode)
	}
	return nil
}
