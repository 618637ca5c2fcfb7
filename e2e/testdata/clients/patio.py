"""What the programs in this folder share: the person in front of the browser is played by the test that runs them."""
import json, os, sys
import requests

given = json.loads(os.environ["GIVEN"])


def open_in_browser(url):
    """Has the person open an authorization URL, sign in and press Allow, and returns where that led."""
    print("open " + url, flush=True)
    return sys.stdin.readline().strip()


def works(token, status=200):
    """Insists that a token speaks for the person, or that Patio answers with another status."""
    answer = requests.get(given["issuer"] + "/api/v1/me", headers={"Authorization": "Bearer " + token})
    assert answer.status_code == status, answer.text
    if status == 200:
        assert answer.json()["user"]["id"] == given["user"]
