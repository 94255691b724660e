"""What people write instead of Cirrus: FastAPI and ONNX Runtime, with the same model and one file.

MODEL names the model. RECORDS, if set, names a SQLite database (WAL) that keeps each prediction, committed before
the response.
"""

import json
import os
import sqlite3
import threading
import uuid

import numpy
import onnxruntime
from fastapi import FastAPI
from pydantic import BaseModel, Field

options = onnxruntime.SessionOptions()
# One thread for each call: concurrency comes from the workers.
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(os.environ["MODEL"], options)
database = os.environ.get("RECORDS")
connections = threading.local()
app = FastAPI()


class Request(BaseModel):
    image: list[float] = Field(min_length=784, max_length=784)


def connection() -> sqlite3.Connection:
    if not hasattr(connections, "open"):
        connections.open = sqlite3.connect(database, timeout=30)
        connections.open.execute("pragma journal_mode = wal")
        # Commits survive a killed process, as in Cirrus, but not a power failure.
        connections.open.execute("pragma synchronous = normal")
        connections.open.execute("create table if not exists predictions (id text primary key, pixels blob, result text)")
    return connections.open


# Not async: FastAPI then runs it on a thread, since both ONNX Runtime and SQLite block.
@app.post("/predict")
def predict(request: Request):
    pixels = numpy.asarray([request.image], dtype=numpy.float32)
    probabilities = session.run(["probabilities"], {"image": pixels / 255})[0][0][:10]
    identifier = str(uuid.uuid4())
    result = {
        "id": identifier,
        "digit": int(probabilities.argmax()),
        "confidence": float(probabilities.max()),
        "probabilities": probabilities.tolist(),
    }
    if database:
        with connection() as open_connection:
            open_connection.execute(
                "insert into predictions values (?, ?, ?)",
                (identifier, pixels.astype(numpy.uint8).tobytes(), json.dumps(result)),
            )
    return result


@app.get("/health")
def health():
    return {"status": "ok"}
