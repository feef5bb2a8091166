#!/usr/bin/env python3
"""Requests a second and latency of a running ctc-service and of FastAPI with PyTorch, by wrk, as a table in Markdown.

Needs wrk, numpy, and for the comparison fastapi, uvicorn and torch: apt-get install wrk python3-numpy python3-fastapi
python3-uvicorn python3-uvloop python3-httptools python3-torch. All on one machine: wrk takes its share of the processors.
Remove python3-torch and libtorch-dev afterwards: beside them the benchmarks in Java crash, since two PyTorches are loaded.

java … -jar target/ctc-service-0.2.0.jar & src/jmh/http/throughput.py [--seconds 4] [--warm-up 8] [--no-fastapi] [--port 8080]
"""

import argparse
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

import numpy as np

FRAMES, CLASSES, LABELS = 1000, 32, 150
CONNECTIONS = (1, 2, 8, 64)


def bodies():
    """Returns name, path with query here and there, content type and body of each request."""
    random = np.random.default_rng(1)
    labels = [int(label) for label in random.integers(1, CLASSES, LABELS)]
    # what a trained network says: the blank, but for one frame of each label
    scores = random.standard_normal((FRAMES, CLASSES)).astype(np.float32)
    path = np.zeros(FRAMES, int)
    path[[-(-u * FRAMES // LABELS) for u in range(LABELS)]] = labels
    scores[np.arange(FRAMES), path] += 12
    file = io.BytesIO()
    np.save(file, scores)
    # as many digits as a float32 needs
    rows = "[" + ",".join("[" + ",".join(str(x) for x in row) + "]" for row in scores) + "]"
    utterance = '{"utterances":[{"emissions":%s%s}],"blank":0}'
    query = "labels=" + ",".join(map(str, labels))
    npy, js = "application/x-npy", "application/json"
    loss, greedy = utterance % (rows, ',"labels":' + json.dumps(labels)), utterance % (rows, "")
    return [
        ("loss, .npy", "/loss?blank=0&" + query, "/npy/loss?" + query, npy, file.getvalue()),
        ("loss, JSON", "/loss", "/json/loss", js, loss.encode()),
        ("greedy, .npy", "/decode?blank=0", "/npy/decode", npy, file.getvalue()),
        ("greedy, JSON", "/decode", "/json/decode", js, greedy.encode()),
    ]


def wrk(url, content_type, body, connections, seconds, folder):
    """Returns requests a second and the latencies of half and of 99 of 100 in ms; fails if an answer is not 200."""
    data, script = folder / "body", folder / "post.lua"
    data.write_bytes(body)
    script.write_text(
        'local f = io.open("%s", "rb")\nwrk.method = "POST"\nwrk.body = f:read("*a")\nf:close()\n'
        'wrk.headers["Content-Type"] = "%s"\n' % (data, content_type)
    )
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s", "-s", script, url],
        capture_output=True, text=True, check=True,
    ).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(url[:60] + "\n" + out)
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", out)[1])
    units = {"us": 1e-3, "ms": 1, "s": 1e3}
    late = {share: float(x) * units[unit] for share, x, unit in re.findall(r"\s(50|90|99)%\s+([\d.]+)(us|ms|s)\b", out)}
    return rate, late["50"], late["99"]


def check(url, content_type, body):
    request = urllib.request.Request(url, body, {"Content-Type": content_type})
    return json.load(urllib.request.urlopen(request, timeout=60))


def table(name, base, index, cases, arguments, folder):
    print(f"| {name} | " + " | ".join(f"{c}: requests/s, ms 50 %, 99 %" for c in CONNECTIONS) + " |")
    print("|---" * (len(CONNECTIONS) + 1) + "|")
    for case in cases:
        url, content_type, body = base + case[index], case[3], case[4]
        check(url, content_type, body)
        wrk(url, content_type, body, 4, arguments.warm_up, folder)
    for case in cases:
        cells = []
        for connections in CONNECTIONS:
            rate, half, most = wrk(base + case[index], case[3], case[4], connections, arguments.seconds, folder)
            cells.append(f"{rate:.0f}, {half:.2f}, {most:.2f}")
        print(f"| {case[0]} | " + " | ".join(cells) + " |", flush=True)
    print(flush=True)


def fastapi(cases, arguments, folder):
    here, base = pathlib.Path(__file__).parent, "http://127.0.0.1:18090"
    command = [sys.executable, "-m", "uvicorn", "fastapi_server:app", "--port", "18090", "--workers", "2"]
    server = subprocess.Popen(command + ["--log-level", "warning"], cwd=here)
    try:
        for _ in range(100):
            try:
                check(base + cases[0][2], cases[0][3], cases[0][4])
                break
            except OSError:
                time.sleep(0.3)
        table("FastAPI, PyTorch", base, 2, cases, arguments, folder)
    finally:
        server.terminate()
        server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=4, help="of each measurement")
    parser.add_argument("--warm-up", type=int, default=8, help="seconds of each kind of request before any is measured")
    parser.add_argument("--port", type=int, default=8080, help="of ctc-service")
    parser.add_argument("--no-fastapi", action="store_true")
    arguments = parser.parse_args()
    cases = bodies()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        table("ctc-service", f"http://127.0.0.1:{arguments.port}", 1, cases, arguments, folder)
        if not arguments.no_fastapi:
            fastapi(cases, arguments, folder)


if __name__ == "__main__":
    main()
