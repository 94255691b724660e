"""What a deployed stack is given, and asked.

stack.py publish NAME         the page, the model and the training job into their buckets
stack.py teach NAME FOLDER    what training starts from (mnist/ and pen-strokes/), once
stack.py rollback NAME        the model before the current one serves again
"""

import json
import mimetypes
import sys
import time
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

ROOT = Path(__file__).resolve().parent.parent
# Python's table is the machine's own, and differs.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


def outputs(stack):
    described = boto3.client("cloudformation").describe_stacks(StackName=stack)
    return {o["OutputKey"]: o["OutputValue"] for o in described["Stacks"][0]["Outputs"]}


def publish_page(s3, bucket):
    """The new files first, the page that names them last, then what nothing names any more."""
    dist = ROOT / "frontend" / "dist"
    files = sorted(f for f in dist.rglob("*") if f.is_file())
    for file in sorted(files, key=lambda f: f.name == "index.html"):
        key = file.relative_to(dist).as_posix()
        lasting = key.startswith("assets/")  # Their names hold their hashes.
        s3.upload_file(
            str(file),
            bucket,
            key,
            ExtraArgs={
                "ContentType": mimetypes.guess_type(key)[0] or "application/octet-stream",
                "CacheControl": "public, max-age=31536000, immutable" if lasting else "no-cache",
            },
        )
    kept = {f.relative_to(dist).as_posix() for f in files}
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    gone = [o["Key"] for page in pages for o in page.get("Contents", []) if o["Key"] not in kept]
    for key in gone:
        s3.delete_object(Bucket=bucket, Key=key)
    print(f"page: {len(files)} files, {len(gone)} old ones removed")


def publish_model(s3, bucket):
    """The shipped model; it serves only where no other does, so a promoted one stays."""
    card = json.loads((ROOT / "model" / "card.json").read_text())
    for name, kind in (("model.onnx", "application/octet-stream"), ("card.json", "application/json")):
        s3.upload_file(
            str(ROOT / "model" / name),
            bucket,
            f"models/{card['version']}/{name}",
            ExtraArgs={"ContentType": kind},
        )
    pointer = {"version": card["version"], "sha256": card["sha256"]}
    try:
        s3.put_object(
            Bucket=bucket,
            Key="models/current.json",
            Body=json.dumps(pointer).encode(),
            ContentType="application/json",
            IfNoneMatch="*",
        )
        print(f"model: {card['version']} serves")
    except ClientError as e:
        if e.response["ResponseMetadata"]["HTTPStatusCode"] not in (409, 412):
            raise
        print(f"model: {card['version']} is there; the one that served goes on")


def publish_job(s3, bucket):
    """The job's jar and what it needs beside Spark, as train-trigger names them."""
    target = ROOT / "training" / "target"
    jars = {"training/training.jar": target / "training.jar"}
    jars |= {f"training/job/{jar.name}": jar for jar in sorted((target / "job").glob("*.jar"))}
    for key, jar in jars.items():
        s3.upload_file(str(jar), bucket, key)
    print(f"training: {len(jars)} jars")


def teach(stack, folder):
    files = sorted(f for part in ("mnist", "pen-strokes") for f in Path(folder, part).glob("*.gz"))
    if not files:
        sys.exit(f"{folder} has no mnist/*.gz and no pen-strokes/*.gz")
    s3 = boto3.client("s3")
    bucket = outputs(stack)["ModelBucketName"]
    for file in files:
        s3.upload_file(str(file), bucket, f"training/data/{file.parent.name}/{file.name}")
    print(f"training: {len(files)} files of data")


def publish(stack):
    out = outputs(stack)
    s3 = boto3.client("s3")
    publish_model(s3, out["ModelBucketName"])
    if "TrainingApplicationId" in out:
        publish_job(s3, out["ModelBucketName"])
    publish_page(s3, out["SiteBucketName"])
    boto3.client("cloudfront").create_invalidation(
        DistributionId=out["DistributionId"],
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]},
            "CallerReference": str(time.time_ns()),
        },
    )
    print(out["PageUrl"])


def rollback(stack):
    """Asks the function itself, with the request that API Gateway would hand on."""
    function = boto3.client("cloudformation").describe_stack_resource(
        StackName=stack, LogicalResourceId="TrainTriggerFunction"
    )["StackResourceDetail"]["PhysicalResourceId"]
    request = {"httpMethod": "POST", "resource": "/model/rollback"}
    said = boto3.client("lambda").invoke(
        FunctionName=function, Qualifier="live", Payload=json.dumps(request).encode()
    )["Payload"].read()
    answer = json.loads(said)
    if answer.get("statusCode") != 200:
        sys.exit(answer.get("body") or said.decode())
    print(answer["body"])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["publish", stack]:
            publish(stack)
        case ["teach", stack, folder]:
            teach(stack, folder)
        case ["rollback", stack]:
            rollback(stack)
        case _:
            sys.exit(__doc__)
