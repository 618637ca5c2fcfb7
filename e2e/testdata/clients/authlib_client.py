"""Authlib, with each way of client authentication that Patio has."""
from authlib.integrations.requests_client import OAuth2Session
from patio import given, open_in_browser, works
import requests

metadata = requests.get(given["issuer"] + "/.well-known/oauth-authorization-server").json()
token_url = metadata["token_endpoint"]
for which, method in (("confidential", "client_secret_basic"), ("post", "client_secret_post"), ("public", "none")):
    app = given[which]
    session = OAuth2Session(
        app["id"], app.get("secret") or None, token_endpoint_auth_method=method, scope="profile notes:read", redirect_uri=given["callback"],
        code_challenge_method="S256", token_endpoint=token_url,
    )
    verifier = "v" * 64
    url, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier)
    back = open_in_browser(url)
    token = session.fetch_token(token_url, authorization_response=back, state=state, code_verifier=verifier)
    works(token["access_token"])
    session.token["expires_at"] = 1  # it refreshes by itself
    assert session.get(given["issuer"] + "/api/v1/me").json()["user"]["id"] == given["user"]
    assert session.token["refresh_token"] != token["refresh_token"] or session.token["access_token"] != token["access_token"]
    if which != "public":
        found = session.introspect_token(metadata["introspection_endpoint"], token=session.token["access_token"]).json()
        assert found["active"] is True, found
    assert session.revoke_token(metadata["revocation_endpoint"], token=session.token["refresh_token"]).status_code == 200
    works(session.token["access_token"], 401)
robot = OAuth2Session(given["robot"]["id"], given["robot"]["secret"], scope="notes:read")
assert robot.fetch_token(token_url, grant_type="client_credentials")["scope"] == "notes:read"
print("done")
