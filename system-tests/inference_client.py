"""Classifies an image through the Open Inference Protocol with NVIDIA's client.

inference_client.py HOST:PORT EVENT DIGIT   EVENT: a file with an API Gateway event of POST /predict
"""

import json
import sys

import numpy as np
import tritonclient.http as http
from tritonclient.utils import InferenceServerException

address, event, digit = sys.argv[1:]
pixels = json.loads(json.load(open(event))["body"])["image"]
client = http.InferenceServerClient(url=address)

assert client.is_server_live() and client.is_server_ready() and client.is_model_ready("digits")
metadata = client.get_model_metadata("digits")
version = metadata["versions"][0]
assert [tensor["name"] for tensor in metadata["inputs"]] == ["image"], metadata
assert client.is_model_ready("digits", version)


def infer(values, binary, **arguments):
    kind = {"float32": "FP32", "uint8": "UINT8"}[values.dtype.name]
    image = http.InferInput("image", list(values.shape), kind)
    image.set_data_from_numpy(values, binary_data=binary)
    headers = {"Content-Type": "application/octet-stream" if binary else "application/json"}
    return client.infer("digits", [image], headers=headers, **arguments)


bytes_ = np.array(pixels).round().astype(np.uint8).reshape(1, 784)
floats = (np.array(pixels, dtype=np.float32) / 255).reshape(1, 1, 28, 28)
for values in (bytes_, floats, np.repeat(floats, 64, axis=0)):
    for binary in (False, True):
        result = infer(values, binary, model_version=version, request_id="1")
        assert result.get_response()["id"] == "1"
        assert result.as_numpy("digit").tolist() == [int(digit)] * len(values)
        probabilities = result.as_numpy("probabilities")
        assert probabilities.shape == (len(values), 10)
        assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-3)

for call in (
    lambda: infer(floats, True, model_version="0.0.0"),
    lambda: infer(floats[:, :, :27], True),
    lambda: client.get_model_metadata("letters"),
):
    try:
        call()
    except InferenceServerException as error:
        print("refused as it should be:", error)
    else:
        raise AssertionError("expected an error")
print("ok")
