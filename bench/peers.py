#!/usr/bin/env python3
"""Measures the local system beside what people would write instead, in one run on one machine.

    bench/peers.py [--seconds N] [--write]
    bench/peers.py --soak [MINUTES] [--users N] [--write]

The peers are in bench/peers: FastAPI with ONNX Runtime, which records nothing or into SQLite, and a loop that only
runs the model. The load generator is wrk. --soak keeps the local system busy for minutes and prints a row for each.
--write replaces the figures in docs/performance.md.
"""

import argparse
import datetime
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv

HOME = pathlib.Path(__file__).resolve().parent.parent
PEERS = HOME / "bench/peers"
MODEL = HOME / "model/model.onnx"
IMAGE = HOME / "functions/predict/src/main/resources/dev/cirrus/predict/priming/image.json"
JAVA = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java"
TICKS = os.sysconf("SC_CLK_TCK")

# Counts what the status alone does not tell. `done` runs in a thread of its own, so each thread is remembered.
SCRIPT = """
wrk.method = "POST"
wrk.body = '%s'
wrk.headers["Content-Type"] = "application/json"
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() recorded, unrecorded, refused, failed = 0, 0, 0, 0 end
function response(status, headers, body)
  if status == 429 or status == 503 then refused = refused + 1
  elseif status ~= 200 then failed = failed + 1
  elseif body:find('"recorded":false', 1, true) then unrecorded = unrecorded + 1
  else recorded = recorded + 1 end
end
function done(summary, latency)
  local t = threads[1]
  print(string.format("RESULT %%d %%d %%d %%d %%d %%f %%f %%d", t:get("recorded"), t:get("unrecorded"),
    t:get("refused"), t:get("failed"), summary.duration, latency:percentile(50), latency:percentile(99),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


HEAD = """\
| | users | answers/s | p50 / p99 | CPU per answer | recorded | refused | failed | idle after | memory |
|---|---|---|---|---|---|---|---|---|---|"""


class Server:
    """A server and its child processes."""

    def __init__(self, name, command, port, **environment):
        self.name, self.port = name, port
        # A new session, so that its children can be found and end with it.
        self.process = subprocess.Popen(
            command, cwd=HOME, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.time() + 120
        while time.time() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).read()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
        self.stop()
        raise SystemExit(f"{name} did not start")

    def processes(self):
        """Yields the fields of /proc/PID/stat after the name, for the processes of the session."""
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid:
                yield fields

    def cpu(self):
        return sum(int(fields[11]) + int(fields[12]) for fields in self.processes()) / TICKS

    def megabytes(self):
        return sum(int(fields[21]) for fields in self.processes()) * os.sysconf("SC_PAGE_SIZE") >> 20

    def wait_until_idle(self):
        """Returns the seconds until the processes use less than a tenth of a processor."""
        start = time.time()
        while time.time() < start + 180:
            before = self.cpu()
            time.sleep(0.5)
            if self.cpu() - before < 0.05:
                return max(0, time.time() - start - 0.5)
        return float("inf")

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL)

    def load(self, what, record, users, seconds):
        body = IMAGE.read_text().strip().removesuffix("}") + ("}" if record else ',"record":false}')
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(SCRIPT % body)
            script.flush()
            before = self.cpu()
            out = subprocess.run(
                ["wrk", "-t1", f"-c{users}", f"-d{seconds}s", "--timeout", "30s", "-s", script.name,
                 f"http://127.0.0.1:{self.port}/predict"],
                check=True, capture_output=True, text=True,
            ).stdout
        memory = self.megabytes()
        idle = self.wait_until_idle() if record else 0
        numbers = [float(n) for n in re.search("RESULT (.*)", out)[1].split()]
        recorded, unrecorded, refused, failed, duration, p50, p99, errors = numbers
        answers = recorded + unrecorded
        row = {
            "what": what, "users": users, "rate": answers / duration * 1e6, "p50": p50 / 1e3, "p99": p99 / 1e3,
            "cpu": (self.cpu() - before) * 1e3 / max(1, answers), "recorded": recorded / max(1, answers),
            "refused": refused / max(1, answers + refused), "failed": int(failed + errors), "idle": idle,
            "memory": memory,
        }
        print(line(row, record), flush=True)
        return row


def line(row, record):
    recorded, idle = (f"{row['recorded']:.0%}", f"{row['idle']:.0f} s") if record else ("—", "—")
    return (
        f"| {row['what']} | {row['users']} | {row['rate']:.0f} | {row['p50']:.0f} / {row['p99']:.0f} ms "
        f"| {row['cpu']:.2f} ms | {recorded} | {row['refused']:.0%} | {row['failed']} | {idle} | {row['memory']} MB |"
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def python():
    """Returns the Python of the peers' environment, which it creates the first time."""
    folder = HOME / ".cirrus/peers"
    marker, wanted = folder / "requirements.txt", (PEERS / "requirements.txt").read_text()
    if not marker.exists() or marker.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin/pip", "install", "-q", "-r", PEERS / "requirements.txt"], check=True)
        marker.write_text(wanted)
    return folder / "bin/python"


def fastapi(name, **environment):
    port = free_port()
    command = [python(), "-m", "uvicorn", "--app-dir", PEERS, "server:app", "--port", str(port), "--workers", "2",
               "--log-level", "warning"]
    return Server(name, command, port, MODEL=str(MODEL), **environment)


def cirrus(folder):
    port = free_port()
    command = [JAVA, "@local/jvm.options", "-cp", "local/target/classes:local/target/lib/*",
               "dev.cirrus.local.Main", "--port", str(port), "--data", f"{folder}/cirrus"]
    return Server("Cirrus", command, port)


def bare_loop(seconds):
    jars = ":".join(map(str, (HOME / "local/target/lib").glob("onnxruntime-*.jar")))
    out = subprocess.run(
        [JAVA, "--enable-native-access=ALL-UNNAMED", "-cp", jars, PEERS / "BareLoop.java", MODEL, str(seconds),
         str(os.cpu_count())],
        check=True, capture_output=True, text=True,
    ).stdout.split()
    return float(out[0]), float(out[1])


def measure(seconds, folder):
    """Returns the lines of the report; one server runs at a time."""
    print(HEAD)
    rows = {}

    def run(server, key, what, record, users):
        rows[key] = (server.load(what, record, users, seconds), record)

    def run_peer(server, key, what, record):
        try:
            server.load("warm-up", record, 4, 3)
            run(server, key, what, record, 50)
        finally:
            server.stop()

    run_peer(fastapi("FastAPI"), "fastapi", "FastAPI, two workers", False)
    database = f"{folder}/peer.db"
    run_peer(fastapi("FastAPI with SQLite", RECORDS=database), "sqlite", "FastAPI, two workers, SQLite", True)
    server = cirrus(folder)
    try:
        # Compiles the code that is measured.
        server.load("warm-up", True, 50, 20)
        run(server, "plain", "Cirrus, `record: false`", False, 50)
        run(server, "recorded", "Cirrus, recorded", True, 50)
        run(server, "crowd", "Cirrus, recorded", True, 1000)
    finally:
        server.stop()
    rate, cpu = bare_loop(seconds)
    result = [HEAD]
    result += [line(row, record) for row, record in rows.values()]
    result.append(f"| bare loop, a thread per processor | — | {rate:.0f} | — | {cpu:.2f} ms | — | — | — | — | — |")
    result.append("")
    for key, peer, goal in (("plain", "fastapi", 3), ("recorded", "sqlite", 2)):
        ours, theirs = rows[key][0], rows[peer][0]
        result.append(
            f"- {ours['what']}, compared with {theirs['what']}: {ours['rate'] / theirs['rate']:.1f} × the answers per"
            f" second (goal {goal}), {ours['p99'] / theirs['p99']:.2f} × the p99 (goal 0.5), {theirs['cpu'] / ours['cpu']:.1f}"
            " answers for the CPU time of one."
        )
    result.append(f"- `record: false` costs {rows['plain'][0]['cpu'] / cpu:.1f} × the CPU time of the bare loop (goal 4).")
    return result


def soak(minutes, users, folder):
    """Measures a row for each minute; memory must not grow, nor the time until everything is recorded."""
    print(HEAD)
    server = cirrus(folder)
    try:
        return [HEAD, *(line(server.load(f"minute {n}", True, users, 60), True) for n in range(1, minutes + 1))]
    finally:
        server.stop()


def write(section, command, load, lines):
    """Replaces a section of docs/performance.md."""
    page = HOME / "docs/performance.md"
    processor = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())[1]
    title = (
        f"`./cirrus bench {command}`, {datetime.date.today():%-d %B %Y}, {os.cpu_count()} processors"
        f" ({processor}), load average {load:.0f} at the start:"
    )
    before, _, rest = page.read_text().partition(f"<!-- {section} -->\n")
    _, _, after = rest.partition(f"<!-- end of {section} -->\n")
    body = "\n".join([title, "", *lines])
    page.write_text(f"{before}<!-- {section} -->\n{body}\n<!-- end of {section} -->\n{after}")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--write", action="store_true", help="replace the figures in docs/performance.md")
    options.add_argument(
        "--soak", type=int, metavar="MINUTES", nargs="?", const=10, help="measure only the local system, for minutes"
    )
    options.add_argument("--users", type=int, default=50, help="how many users --soak has")
    arguments = options.parse_args()
    if not shutil.which("wrk"):
        sys.exit("bench: no wrk found: install it (`apt install wrk` or `brew install wrk`)")
    load = os.getloadavg()[1]
    with tempfile.TemporaryDirectory() as folder:
        if arguments.soak:
            section, command = "soak", f"soak {arguments.soak} --users {arguments.users}"
            lines = soak(arguments.soak, arguments.users, folder)
        else:
            section, command = "peers", f"peers --seconds {arguments.seconds}"
            lines = measure(arguments.seconds, folder)
            print("\n".join(lines))
    if arguments.write:
        write(section, command, load, lines)


if __name__ == "__main__":
    main()
