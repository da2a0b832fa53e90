"""A server that does what the Sigfox tutorial's did, for comparison: ten values in memory, and a page that draws them."""

from datetime import datetime

from flask import Flask, render_template_string, request

PAGE = """<!doctype html><canvas id="chart"></canvas>
<script>const labels = {{ dates | tojson }}; const temps = {{ temps | tojson }};</script>"""

KEPT = 10

app = Flask(__name__)
temps = []
dates = []


@app.route("/data/<sensor>", methods=["POST"])
def data(sensor):
    content = request.get_json()
    temps.append(content["temp"])
    dates.append(datetime.fromtimestamp(int(content["time"])).strftime("%Y-%m-%d %H:%M:%S"))
    del temps[:-KEPT]
    del dates[:-KEPT]
    _ = content["device"]
    return ""


@app.route("/graph")
def graph():
    return render_template_string(PAGE, temps=temps, dates=dates)
