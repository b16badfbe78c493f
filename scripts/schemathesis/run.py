"""Starts `pser run` in a folder of its own, lets `pser demo` fill it, signs people in and hands each to schemathesis.

Usage: run.py PSER SEED"""

import base64
import hashlib
import hmac
import json
import os
import re
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

SECONDS_EACH = 45
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
]
STAFF = {"officer": "verifies", "maker": "makes", "supervisor": "approves", "auditor": "audits", "administrator": "administers"}
# Whoever does it is nobody from then on.
ENDS_THE_SESSION = "DELETE /api/v1/sessions/current"
DEMO_SEED = 7
HOOKS = Path(__file__).resolve().parent / "hooks.py"


class Program:
    """A running installation; gone without a trace afterwards."""

    def __init__(self, pser):
        self.pser = pser
        self.folder = tempfile.TemporaryDirectory(prefix="pser-schemathesis-")
        # PostgreSQL's own user has to pass through.
        os.chmod(self.folder.name, 0o711)
        listeners = {name: "127.0.0.1:0" for name in ("PSER_LISTEN", "PSER_METRICS_LISTEN", "PSER_OUTBOX_LISTEN")}
        self.log = open(Path(self.folder.name) / "log", "w+")
        self.process = subprocess.Popen(
            [pser, "run"],
            env={"PATH": os.environ["PATH"], "PSER_DATA_DIR": self.data(), "PSER_LOG": "warn", **listeners},
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            start_new_session=True,
        )
        said = {}
        for line in self.process.stdout:
            words = re.match(r"\s*(Pages and API|Messages sent|Metrics)\b.*?(http\S+)", line)
            if words:
                said[words[1]] = words[2]
            if "Ctrl-C" in line:
                break
        # What else it says is read, so that it never waits for a reader.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        if "Pages and API" not in said:
            self.stop()
            raise SystemExit("the program did not start")
        self.url, self.outbox = said["Pages and API"].rstrip("/"), said["Messages sent"].rstrip("/")

    def data(self):
        return os.path.join(self.folder.name, "data")

    def people(self):
        return os.path.join(self.data(), "demonstration.json")

    def plays(self, cases, seed):
        subprocess.run(
            [self.pser, "demo", "--cases", str(cases), "--seed", str(seed), "--url", self.url,
             "--outbox", self.outbox, "--people", self.people(), "--json"],
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        self.log.seek(0)
        faults = [line for line in self.log if "a request failed" in line]
        self.folder.cleanup()
        return faults


class Api:
    def __init__(self, program):
        self.base, self.cast = f"{program.url}/api/v1", json.loads(Path(program.people()).read_text())
        client = self.cast["client"]
        self.client = f"{client['name']}:{client['secret']}"

    def ask(self, method, path, body=None, token=None):
        request = urllib.request.Request(self.base + path, method=method)
        request.add_header("PSER-Client", self.client)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
            request.add_header("Idempotency-Key", str(uuid.uuid4()))
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")

    def staff(self, part):
        """Signs somebody in; a code counts once, so that one just used is waited out."""
        person = next(person for person in self.cast["people"] if person["part"] == part)
        for _ in range(4):
            proof = {"email": person["email"], "password": person["password"], "totp": totp(person["totp_secret"])}
            try:
                return self.ask("POST", "/staff/sessions", proof)["token"]
            except urllib.error.HTTPError as error:
                if error.code != 401:
                    raise
                time.sleep(30)
        raise SystemExit(f"nobody who {part} could sign in")

    def citizen(self, program):
        """Signs in the first citizen whom the demonstration made, with the code that comes by SMS."""
        number = re.search(r"P-\w{5}-\w{5}-\S", json.dumps(messages(program)))[0].rstrip(".,")
        password = f"barsaat {DEMO_SEED} ka mausam 0"
        attempt = self.ask("POST", "/sessions", {"identifier": number, "password": password})["attempt"]
        for _ in range(50):
            codes = [re.search(r"\b\d{6}\b", message["text"]) for message in messages(program)]
            codes = [code[0] for code in codes if code]
            for code in reversed(codes[-1:]):
                try:
                    return self.ask("POST", f"/sessions/attempts/{attempt}/code", {"code": code})["session"]["token"]
                except urllib.error.HTTPError as error:
                    if error.code != 401:
                        raise
            time.sleep(2)
        raise SystemExit("no code came")


def messages(program):
    with urllib.request.urlopen(f"{program.outbox}/messages?limit=1000") as answer:
        return json.loads(answer.read())


def totp(secret):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def things(api, tokens):
    """What there is, by the noun of the path and its parameter."""
    own = api.ask("GET", "/applications", token=tokens["citizen"])["applications"]
    cases = [row["reference"] for row in own if row.get("reference")]
    documents = []
    for queue, who in (("verification", "officer"), ("payments", "maker")):
        rows = api.ask("GET", f"/queues/{queue}/cases", token=tokens[who])["cases"]
        cases += [row["reference"] for row in rows]
    for reference in cases:
        documents += [row["id"] for row in api.ask("GET", f"/cases/{reference}", token=tokens["auditor"])["documents"]]
    batches = [row["reference"] for row in api.ask("GET", "/batches", token=tokens["maker"])["batches"]]
    return {
        "cases": ("reference", cases),
        "documents": ("id", documents),
        "applications": ("id", [row["id"] for row in own]),
        "batches": ("reference", batches),
        "programmes": ("code", ["cash-assistance"]),
        "queues": ("queue", ["verification", "payments"]),
    }


def tried(program, api, who, token, there_is, seed):
    headers = ["--header", f"PSER-Client: {api.client}"]
    if token:
        headers += ["--header", f"Authorization: Bearer {token}", "--exclude-name", ENDS_THE_SESSION]
    print(f"\n=== as {who}", flush=True)
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{program.url}/api/openapi.json",
        "--checks", ",".join(CHECKS), "--max-time", str(SECONDS_EACH),
        "--seed", seed, "--phases", "examples,coverage,fuzzing,stateful", "--continue-on-failure", "--no-color",
        "--warnings", "off", *headers,
    ]
    hooks = {"SCHEMATHESIS_HOOKS": str(HOOKS), "PSER_THERE_IS": json.dumps(there_is)}
    return subprocess.run(command, cwd=program.folder.name, env={**os.environ, **hooks}).returncode == 0


def main():
    pser, seed = os.path.abspath(sys.argv[1]), sys.argv[2]
    program, failed = Program(pser), []
    try:
        program.plays(1, DEMO_SEED)
        program.plays(10, DEMO_SEED + 1)
        api = Api(program)
        tokens = {"citizen": api.citizen(program), **{who: api.staff(part) for who, part in STAFF.items()}}
        there_is = things(api, tokens)
        for who, token in {"nobody": None, **tokens}.items():
            if not tried(program, api, who, token, there_is, seed):
                failed.append(who)
    finally:
        faults = program.stop()
    for fault in faults:
        print(fault, end="")
    if failed or faults:
        raise SystemExit(f"not as described: {', '.join(failed) or 'a fault in the log'}")
    print("\nEvery answer was as the document describes.")


main()
