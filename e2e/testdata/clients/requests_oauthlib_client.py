"""requests-oauthlib, to which PKCE is added by hand: this version has none."""
import base64, hashlib, os
from oauthlib.oauth2 import BackendApplicationClient
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session
from patio import given, open_in_browser, works

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
token_url = given["issuer"] + "/oauth/token"
app = given["confidential"]
session = OAuth2Session(app["id"], redirect_uri=given["callback"], scope=["profile", "notes:read"])
verifier = "v" * 64
challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
url, _ = session.authorization_url(given["issuer"] + "/oauth/authorize", code_challenge=challenge, code_challenge_method="S256")
back = open_in_browser(url)
session.fetch_token(token_url, authorization_response=back, client_secret=app["secret"], code_verifier=verifier)
works(session.token["access_token"])
for _ in range(2):
    session.refresh_token(token_url, auth=HTTPBasicAuth(app["id"], app["secret"]))
    works(session.token["access_token"])
robot = given["robot"]
own = OAuth2Session(client=BackendApplicationClient(robot["id"], scope=["notes:read"]))
for how in ({"auth": HTTPBasicAuth(robot["id"], robot["secret"])}, {"client_id": robot["id"], "client_secret": robot["secret"]}):
    assert own.fetch_token(token_url, **how)["scope"] == ["notes:read"]
print("done")
