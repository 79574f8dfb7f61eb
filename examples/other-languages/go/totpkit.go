// Package totpkit is what a backend asks of a totp-kit server. Needs github.com/golang-jwt/jwt/v5 and
// github.com/MicahParks/keyfunc/v3.
package totpkit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

// ErrRefused is for a token that is good, but not for this.
var ErrRefused = errors.New("totp-kit: the token is not for this")

// Claims are those of an access token or a proof. Subject is the user ID.
type Claims struct {
	jwt.RegisteredClaims
	LoginID         string `json:"login_id"`
	LoginIDVerified bool   `json:"login_id_verified"`
	SessionID       string `json:"sid"`
	TicketID        string `json:"tid"`
	Purpose         string `json:"purpose"`
}

// Expected is what a proof must be about: all four, from your own session and database.
type Expected struct{ Subject, Audience, Purpose, TicketID string }

// TicketOrder is for whom a ticket is, and for what.
type TicketOrder struct {
	UserID    string `json:"userId"`
	Action    string `json:"action"`
	Audience  string `json:"audience,omitempty"`
	Purpose   string `json:"purpose,omitempty"`
	ReturnURL string `json:"returnUrl,omitempty"`
}

// Ticket is shown once.
type Ticket struct {
	TicketID string `json:"ticketId"`
	Ticket   string `json:"ticket"`
	URL      string `json:"url"`
}

// Server is a totp-kit server. Make one and keep it: it holds the server's keys.
type Server struct {
	url, managementKey string
	keys               keyfunc.Keyfunc
	http               *http.Client
}

// New takes the server's TOTP_KIT_PUBLIC_URL. The context ends the renewal of its keys.
func New(ctx context.Context, url, managementKey string) (*Server, error) {
	keys, err := keyfunc.NewDefaultCtx(ctx, []string{url + "/.well-known/jwks.json"})
	if err != nil {
		return nil, err
	}
	client := &http.Client{
		Timeout: 15 * time.Second,
		// The key goes to the server and nowhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Server{url: url, managementKey: managementKey, keys: keys, http: client}, nil
}

// CheckSession says whose access token it is.
func (s *Server) CheckSession(accessToken string) (*Claims, error) {
	return s.read(accessToken, "totp-session+jwt", s.url)
}

// CheckProof says whether a proof is for exactly this. It is good once, and that is yours to see to: delete the ticket ID
// from your database in one step (DELETE ... RETURNING), or insert the proof's ID (jti) under a unique key, and go on only
// if one row has changed.
func (s *Server) CheckProof(proof string, expected Expected) (*Claims, error) {
	claims, err := s.read(proof, "totp-proof+jwt", expected.Audience)
	if err != nil {
		return nil, err
	}
	said := Expected{claims.Subject, expected.Audience, claims.Purpose, claims.TicketID}
	if said != expected || said.Subject == "" || said.Purpose == "" || said.TicketID == "" {
		return nil, ErrRefused
	}
	return claims, nil
}

// CreateTicket asks for a ticket.
func (s *Server) CreateTicket(ctx context.Context, order TicketOrder) (*Ticket, error) {
	body, err := json.Marshal(order)
	if err != nil {
		return nil, err
	}
	url := s.url + "/api/v1/manage/tickets"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+s.managementKey)
	request.Header.Set("Content-Type", "application/json")
	answer, err := s.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusCreated {
		return nil, fmt.Errorf("totp-kit: the ticket was refused: %s", answer.Status)
	}
	ticket := &Ticket{}
	return ticket, json.NewDecoder(answer.Body).Decode(ticket)
}

func (s *Server) read(token, typ, audience string) (*Claims, error) {
	claims := &Claims{}
	parsed, err := jwt.ParseWithClaims(token, claims, s.keys.Keyfunc,
		jwt.WithValidMethods([]string{"ES256"}),
		jwt.WithIssuer(s.url),
		jwt.WithAudience(audience),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithLeeway(10*time.Second),
	)
	if err != nil {
		return nil, err
	}
	// golang-jwt looks at neither the type, nor whether there are other audiences beside, and at iat only if it is there.
	if parsed.Header["typ"] != typ || len(claims.Audience) != 1 || claims.Subject == "" || claims.IssuedAt == nil {
		return nil, ErrRefused
	}
	return claims, nil
}
