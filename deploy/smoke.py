"""Checks a running system from outside, as its first user would meet it.

smoke.py PAGE API [--model VERSION] [--skip NAME ...]   PAGE and API are addresses

Each failure says what to do. The record that it makes is deleted at the end.
"""

import argparse
import json
import re
import secrets
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIGITS = ROOT / "classifier/src/main/resources/dev/cirrus/classifier/digits.txt"
# A new name of CloudFront may not resolve everywhere immediately.
START_SECONDS = 300
RECORD_SECONDS = 60
SECURITY_HEADERS = (
    "content-security-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
)
# A path with an id that no run has.
ADMINISTRATORS = (
    "POST /model/rollback",
    "POST /training-runs",
    "GET /training-runs",
    "GET /training-runs/none",
    "POST /training-runs/none/promotion",
    "POST /training-runs/none/cancellation",
)


@dataclass
class Answer:
    status: int
    headers: dict
    body: str

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return {}


class Failure(Exception):
    """An expectation that was not met, and what to do about it."""


def send(method, address, body=None, headers=None):
    request = urllib.request.Request(address, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return Answer(response.status, lower(response.headers), response.read().decode())
    except urllib.error.HTTPError as e:
        return Answer(e.code, lower(e.headers), e.read().decode(errors="replace"))
    except OSError as e:
        return Answer(0, {}, f"no answer: {e}")


def lower(headers):
    return {name.lower(): value for name, value in headers.items()}


def expect(holds, expected, answer, action):
    if not holds:
        raise Failure(f"expected {expected} but got {answer.status} {answer.body[:300]}\n    {action}")


class SmokeTest:
    def __init__(self, page, api, version=None):
        """version is that of the model that should be in use; without it, the one that /model names"""
        self.page, self.api, self.version = page.rstrip("/"), api.rstrip("/"), version
        self.key = {"Authorization": "Bearer " + secrets.token_urlsafe(32)}

    def predict(self, body, headers=None):
        return send(
            "POST",
            self.page + "/predict",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"} | (headers or {}),
        )

    def health(self):
        deadline = time.monotonic() + START_SECONDS
        answer = send("GET", self.page + "/health")
        while answer.status != 200 and time.monotonic() < deadline:
            time.sleep(5)
            answer = send("GET", self.page + "/health")
        expect(
            answer.json().get("status") == "ok",
            "a healthy service",
            answer,
            f"Ask the API itself: curl {self.api}/health. If that works, CloudFront is not ready yet: try again in"
            " some minutes. If not, read the log of predict (docs/runbooks.md#predicterroralarm); an"
            " UnsatisfiedLinkError there means that Lambda's image lacks a shared library of ONNX Runtime.",
        )

    def model(self):
        version = self.version or send("GET", self.page + "/model").json().get("version")
        answer = send("GET", self.page + "/health")
        expect(
            answer.json().get("model") == version,
            f"the model {version}",
            answer,
            "predict takes a new model within a minute: try again. If it does not, the model was refused"
            " (docs/runbooks.md#modelrefusedalarm) or the bucket is unreadable"
            " (docs/runbooks.md#registryfailedalarm).",
        )

    def known_digits(self):
        images = known_digits()
        answer = self.predict({"images": images, "record": False})
        expect(
            answer.status == 200 and answer.json().get("text") == "0123456789",
            "the digits 0123456789",
            answer,
            "503 or 504: the function starts too slowly or has too little memory (docs/runbooks.md#predicterroralarm)."
            " Wrong digits: the current model is broken; ./cirrus rollback makes the previous one current.",
        )

    def wrong_input(self):
        answer = self.predict({"image": [1, 2, 3]})
        expect(
            answer.status == 400
            and answer.headers.get("content-type", "").startswith("application/problem+json"),
            "400 and application/problem+json for an image with three values",
            answer,
            "The gateway's own responses differ from api/openapi.yaml: deploy again, and look for warnings of the"
            " import in the events of the stack.",
        )

    def validation(self):
        """The function would also reject this, in other words."""
        answer = self.predict({"image": [1, 2, 3]})
        expect(
            "The body does not match the API description" in answer.json().get("detail", ""),
            "the gateway's rejection of an image with three values",
            answer,
            "The stage has no request validator (x-amazon-apigateway-request-validator in api/openapi.yaml), so that"
            " invalid requests invoke functions: deploy again, and look for warnings of the import in the events of"
            " the stack.",
        )

    def record(self):
        digit = {"image": known_digits()[3], "source": "api"}
        deadline = time.monotonic() + RECORD_SECONDS
        answer = self.predict(digit, self.key)
        # A response does not wait long for the queue. The id makes this the same record.
        while answer.json().get("recorded") is False and time.monotonic() < deadline:
            time.sleep(1)
            answer = self.predict(digit | {"id": answer.json()["id"]}, self.key)
        expect(
            answer.status == 200 and answer.json().get("recorded"),
            f"a recorded prediction within {RECORD_SECONDS} s",
            answer,
            "predict can't write to the queue in time (docs/runbooks.md#notrecordedalarm).",
        )
        address = f"{self.page}/predictions/{answer.json()['id']}"
        deadline = time.monotonic() + RECORD_SECONDS
        answer = send("GET", address, headers=self.key)
        while answer.status == 404 and time.monotonic() < deadline:
            time.sleep(1)
            answer = send("GET", address, headers=self.key)
        expect(
            answer.status == 200 and answer.json().get("text") == "3",
            f"the record within {RECORD_SECONDS} s",
            answer,
            "404: record does not process the queue (docs/runbooks.md#backlogalarm). 5xx: history fails"
            " (docs/runbooks.md#historyfailurealarm).",
        )
        answer = send("DELETE", address, headers=self.key)
        expect(answer.status == 204, "204 for the deletion", answer, "See docs/runbooks.md#historyfailurealarm.")

    def foreign_record(self):
        answer = send("GET", f"{self.page}/predictions")
        expect(
            answer.status == 401,
            "401 without an owner key",
            answer,
            "Records may be readable by anyone: deploy the previous release immediately, or delete the distribution.",
        )

    def administrators(self):
        for operation in ADMINISTRATORS:
            method, path = operation.split()
            for origin in (self.page, self.api):
                answer = send(method, origin + path)
                expect(
                    answer.status in (403, 404),
                    f"403 or 404 for an unsigned {operation} at {origin}",
                    answer,
                    "Anyone may train or roll back: deploy the previous release immediately, and check that the method's"
                    " authorization is AWS_IAM.",
                )

    def page_served(self):
        answer = send("GET", self.page + "/")
        expect(
            answer.status == 200 and "<title>Cirrus" in answer.body,
            "the page",
            answer,
            "403: the page was not uploaded, or CloudFront may not read its bucket (docs/runbooks.md#sitefaultalarm).",
        )
        script = re.search(r'src="(/assets/[^"]+)"', answer.body)
        script = script[1] if script else "/assets/"
        asset = send("GET", self.page + script)
        expect(
            asset.status == 200 and "immutable" in asset.headers.get("cache-control", ""),
            f"the script {script}, to be cached for ever",
            asset,
            "The upload was interrupted: run ./cirrus deploy again.",
        )

    def headers(self):
        answer = send("GET", self.page + "/")
        # A local system without TLS does not promise it.
        plain = () if self.page.startswith("https:") else ("strict-transport-security",)
        missing = [name for name in SECURITY_HEADERS if name not in answer.headers and name not in plain]
        expect(
            not missing,
            f"the headers {', '.join(missing)}",
            answer,
            "The distribution does not use SiteHeaders of the template: deploy again.",
        )

    def run(self, skipped):
        checks = {
            "health": self.health,
            "model": self.model,
            "known-digits": self.known_digits,
            "wrong-input": self.wrong_input,
            "validation": self.validation,
            "record": self.record,
            "foreign-record": self.foreign_record,
            "administrators": self.administrators,
            "page": self.page_served,
            "headers": self.headers,
        }
        unknown = set(skipped) - checks.keys()
        if unknown:
            sys.exit(f"there is no check {', '.join(sorted(unknown))}: the checks are {', '.join(checks)}")
        failed = 0
        for name, check in checks.items():
            if name in skipped:
                print(f"skipped {name}")
                continue
            try:
                check()
                print(f"ok      {name}")
            except Failure as e:
                failed += 1
                print(f"FAILED  {name}: {e}")
        return failed


def known_digits():
    """The digits that every model must read, from 0 to 9, as 784 values each."""
    pixels = [line for line in DIGITS.read_text().split() if len(line) == 28]
    values = [0 if p == "." else round(int(p) * 255 / 9) for p in "".join(pixels)]
    return [values[i : i + 784] for i in range(0, len(values), 784)]


def main():
    parser = argparse.ArgumentParser(description="checks a running system from outside")
    parser.add_argument("page")
    parser.add_argument("api")
    parser.add_argument("--model")
    parser.add_argument("--skip", nargs="+", default=[])
    options = parser.parse_args()
    failed = SmokeTest(options.page, options.api, options.model).run(options.skip)
    sys.exit(f"{failed} checks failed" if failed else 0)


if __name__ == "__main__":
    main()
