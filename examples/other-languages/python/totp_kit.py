"""What a backend asks of a totp-kit server. Needs PyJWT 2.6 or newer: pip install "pyjwt[crypto]"."""

import json
import os
import urllib.request

import jwt

SERVER = os.environ.get("TOTP_KIT_PUBLIC_URL", "http://localhost:8787")
MANAGEMENT_KEY = os.environ.get("TOTP_KIT_MANAGEMENT_KEY")
KEYS = jwt.PyJWKClient(f"{SERVER}/.well-known/jwks.json", lifespan=600)


def check_session(access_token):
    """The claims of a good access token: "sub" is the user ID. None for every other."""
    return _read(access_token, "totp-session+jwt", SERVER)


def check_proof(proof, *, subject, audience, purpose, ticket_id):
    """The claims of a proof for exactly this, or None. All four come from your own session and database.

    It is good once, and that is yours to see to: delete the ticket ID from your database in one step (DELETE ...
    RETURNING), or insert claims["jti"] under a unique key, and go on only if one row has changed.
    """
    claims = _read(proof, "totp-proof+jwt", audience)
    if claims is None:
        return None
    said = (claims["sub"], claims.get("purpose"), claims.get("tid"))
    return claims if said == (subject, purpose, ticket_id) else None


def create_ticket(user_id, action, **terms):
    """A ticket: {"ticketId", "ticket", "url", "expiresAt"}. Terms are audience, purpose, returnUrl and ttlSeconds."""
    request = urllib.request.Request(
        f"{SERVER}/api/v1/manage/tickets",
        json.dumps({**terms, "userId": user_id, "action": action}).encode(),
        {"Authorization": f"Bearer {MANAGEMENT_KEY}", "Content-Type": "application/json"},
    )
    with _opener.open(request, timeout=15) as answer:
        return json.load(answer)


def _read(token, typ, audience):
    try:
        header = jwt.get_unverified_header(token)
        key = KEYS.get_signing_key(header.get("kid"))
        claims = jwt.decode(
            token,
            key.key,
            algorithms=["ES256"],
            issuer=SERVER,
            audience=audience,
            leeway=10,
            options={"require": ["iss", "aud", "sub", "iat", "exp"]},
        )
    except jwt.PyJWTError:
        return None
    # PyJWT looks at neither the type, nor whether there are other audiences beside.
    return claims if header.get("typ") == typ and claims["aud"] == audience else None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None  # The key goes to the server and nowhere else.


_opener = urllib.request.build_opener(_NoRedirects)
