"""A server that does what bugglio's did for a webhook, for comparison: the address is checked, the body is parsed, one
text is made, and the order of it is left out, which took bugglio longest."""

from flask import Flask, abort, request

KNOWN = {"104.196.245.109", "104.196.254.247"}

app = Flask(__name__)


def words_of(body):
    trigger = body["trigger"]
    words = f"{trigger['message']} on {body['project']['name']}"
    if trigger["type"] == "exception":
        words += f" details: {body['error']['exceptionClass']} {body['error']['message']}"
    return words


def order_text(words):
    """The carrier would be asked here, and waited for."""
    return len(words) > 0


@app.route("/bugsnag", methods=["GET", "POST"])
def bugsnag():
    forwarded = request.headers.getlist("X-Forwarded-For")
    caller = forwarded[0] if forwarded else request.remote_addr
    if caller not in KNOWN:
        abort(403)
    order_text(words_of(request.get_json()))
    return "OK"
