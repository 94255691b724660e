"""Uploads to a deployed stack, tests it and repairs it.

stack.py publish NAME [FOLDER]   upload the page, the model, and the training job and its data, which is
                                 in FOLDER (mnist/ and pen-strokes/); without FOLDER, MNIST is downloaded
stack.py smoke NAME [CHECK ...]  test the deployed system from outside, except for these checks
stack.py rollback NAME           make the previous model the current one again
stack.py redrive NAME            move the predictions in the dead-letter queue back to the queue
stack.py restore NAME TIME       put lost records back into the ledger, as they were at a time (2026-11-26T12:00:00Z)
stack.py restore NAME TABLE      the same, with the records of another table, such as a restored backup
stack.py settings ENVIRONMENT    print the name of the stack and its parameters, as samconfig.toml defines them
"""

import hashlib
import json
import mimetypes
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import boto3
import tomlkit
from botocore.exceptions import ClientError
from smoke import SmokeTest

ROOT = Path(__file__).resolve().parent.parent
CARD = json.loads((ROOT / "model" / "card.json").read_text())
MNIST = "https://ossci-datasets.s3.amazonaws.com/mnist/"
# How long Lambda may take to restore an inactive SnapStart version.
RESTORE_SECONDS = 300
# The system's own table of types differs between machines.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


def settings(environment):
    config = tomlkit.parse((ROOT / "samconfig.toml").read_text()).unwrap()
    try:
        name = config[environment]["global"]["parameters"]["stack_name"]
    except KeyError:
        sys.exit(f"samconfig.toml defines no environment {environment}")
    print(name, *config[environment]["deploy"]["parameters"].get("parameter_overrides", []), sep="\n")


def describe(stack):
    return boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]


def outputs(stack):
    return {o["OutputKey"]: o["OutputValue"] for o in describe(stack)["Outputs"]}


def protect(stack):
    """Protects the stack itself, which no template can do, as the parameter says."""
    parameters = {p["ParameterKey"]: p["ParameterValue"] for p in describe(stack)["Parameters"]}
    boto3.client("cloudformation").update_termination_protection(
        StackName=stack, EnableTerminationProtection=parameters["DeletionProtection"] == "true"
    )


def publish_page(s3, bucket):
    """Uploads new files first, then the page that refers to them, and deletes unused files last."""
    dist = ROOT / "frontend" / "dist"
    files = sorted(f for f in dist.rglob("*") if f.is_file())
    for file in sorted(files, key=lambda f: f.name == "index.html"):
        key = file.relative_to(dist).as_posix()
        immutable = key.startswith("assets/")  # Their names contain their hashes.
        s3.upload_file(
            str(file),
            bucket,
            key,
            ExtraArgs={
                "ContentType": mimetypes.guess_type(key)[0] or "application/octet-stream",
                "CacheControl": "public, max-age=31536000, immutable" if immutable else "no-cache",
            },
        )
    current = {f.relative_to(dist).as_posix() for f in files}
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    unused = [o["Key"] for page in pages for o in page.get("Contents", []) if o["Key"] not in current]
    for key in unused:
        s3.delete_object(Bucket=bucket, Key=key)
    print(f"page: uploaded {len(files)} files, deleted {len(unused)} unused ones")


def publish_model(s3, bucket):
    """Uploads the shipped model, and makes it the current one unless there is a current one."""
    for name, kind in (("model.onnx", "application/octet-stream"), ("card.json", "application/json")):
        s3.upload_file(
            str(ROOT / "model" / name),
            bucket,
            f"models/{CARD['version']}/{name}",
            ExtraArgs={"ContentType": kind},
        )
    pointer = {"version": CARD["version"], "sha256": CARD["sha256"]}
    try:
        s3.put_object(
            Bucket=bucket,
            Key="models/current.json",
            Body=json.dumps(pointer).encode(),
            ContentType="application/json",
            IfNoneMatch="*",
        )
        print(f"model: {CARD['version']} is now current")
    except ClientError as e:
        if e.response["ResponseMetadata"]["HTTPStatusCode"] not in (409, 412):
            raise
        print(f"model: uploaded {CARD['version']}; the current model stays current")


def publish_job(s3, bucket):
    """Uploads the training job's jar and its dependencies, under the keys that train-trigger uses."""
    target = ROOT / "training" / "target"
    jars = {"training/training.jar": target / "training.jar"}
    jars |= {f"training/job/{jar.name}": jar for jar in sorted((target / "job").glob("*.jar"))}
    for key, jar in jars.items():
        s3.upload_file(str(jar), bucket, key)
    # The list that train-trigger passes to Spark; last, so that it names only what is there.
    needed = [key for key in jars if key.startswith("training/job/")]
    s3.put_object(Bucket=bucket, Key="training/jars.txt", Body="\n".join(needed).encode())
    print(f"training: uploaded {len(jars)} jars")


def publish_data(s3, bucket, folder):
    """Uploads the base data of training runs; without a folder, only if there is none yet."""
    if folder:
        files = sorted(f for part in ("mnist", "pen-strokes") for f in Path(folder, part).glob("*.gz"))
        if not files:
            sys.exit(f"{folder} has no mnist/*.gz and no pen-strokes/*.gz")
        data = {f"{file.parent.name}/{file.name}": file.read_bytes() for file in files}
    elif s3.list_objects_v2(Bucket=bucket, Prefix="training/data/mnist/").get("KeyCount"):
        print("training: the data is already there")
        return
    else:
        data = {name: download(name) for name in CARD["data"]["sha256"] if name.startswith("mnist/")}
    for name, content in data.items():
        check_hash(name, content)
    for name, content in data.items():
        s3.put_object(Bucket=bucket, Key=f"training/data/{name}", Body=content)
    print(f"training: uploaded {len(data)} data files")


def download(name):
    address = MNIST + name.removeprefix("mnist/")
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.read()
    except OSError as e:
        sys.exit(f"failed to download {address} ({e}): pass a folder with mnist/ as --training-data DIR")


def check_hash(name, content):
    """Exits unless a file of MNIST has the hash that the shipped model's card contains."""
    expected = CARD["data"]["sha256"].get(name)
    actual = hashlib.sha256(content).hexdigest()
    if name.startswith("mnist/") and actual != expected:
        sys.exit(f"{name}: expected the SHA-256 {expected} but got {actual}; download the file again")


def publish(stack, folder=None):
    protect(stack)
    out = outputs(stack)
    s3 = boto3.client("s3")
    publish_model(s3, out["ModelBucketName"])
    if "TrainingApplicationId" in out:
        publish_job(s3, out["ModelBucketName"])
    if folder or "TrainingApplicationId" in out:
        publish_data(s3, out["ModelBucketName"], folder)
    publish_page(s3, out["SiteBucketName"])
    boto3.client("cloudfront").create_invalidation(
        DistributionId=out["DistributionId"],
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]},
            "CallerReference": str(time.time_ns()),
        },
    )
    print(out["PageUrl"])


def smoke(stack, skipped):
    out = outputs(stack)
    pointer = boto3.client("s3").get_object(Bucket=out["ModelBucketName"], Key="models/current.json")
    version = json.loads(pointer["Body"].read())["version"]
    # CloudFront's own name, which also works before the DNS record of a domain is set.
    page = f"https://{out['DistributionDomain']}"
    failed = SmokeTest(page, out["ApiUrl"], version).run(skipped)
    if failed:
        sys.exit(f"{failed} checks failed; repeat them with ./cirrus smoke --stack-name {stack}")
    if out["PageUrl"] != page:
        print(f"{out['PageUrl']} leads there once its DNS record points to {out['DistributionDomain']}")


def rollback(stack):
    """Invokes the function with the event that API Gateway would send."""
    function = boto3.client("cloudformation").describe_stack_resource(
        StackName=stack, LogicalResourceId="TrainTriggerFunction"
    )["StackResourceDetail"]["PhysicalResourceId"]
    answer = invoke(function, {"httpMethod": "POST", "resource": "/model/rollback"})
    if answer.get("statusCode") != 200:
        sys.exit(answer.get("body") or json.dumps(answer))
    print(answer["body"])


def invoke(function, event):
    """Invokes a function; waits if its SnapStart version was idle for so long that Lambda has to restore it."""
    client = boto3.client("lambda")
    deadline = time.monotonic() + RESTORE_SECONDS
    while True:
        try:
            response = client.invoke(
                FunctionName=function, Qualifier="live", Payload=json.dumps(event).encode()
            )
            return json.loads(response["Payload"].read())
        except ClientError as e:
            if e.response["Error"]["Code"] not in ("SnapStartNotReadyException", "ResourceConflictException"):
                raise
            if time.monotonic() > deadline:
                sys.exit(f"{function} is still inactive after {RESTORE_SECONDS} s: try again later")
            print(f"{function} was inactive, waiting for Lambda to restore it", file=sys.stderr)
            time.sleep(10)


def redrive(stack):
    """Moves the dead letters back: sends each before deleting it, since one that is sent twice is recorded once."""
    out = outputs(stack)
    sqs = boto3.client("sqs")
    moved = 0
    while messages := sqs.receive_message(
        QueueUrl=out["DeadLetterQueueUrl"], MaxNumberOfMessages=10, WaitTimeSeconds=1
    ).get("Messages"):
        for message in messages:
            sqs.send_message(QueueUrl=out["PredictionQueueUrl"], MessageBody=message["Body"])
            sqs.delete_message(
                QueueUrl=out["DeadLetterQueueUrl"], ReceiptHandle=message["ReceiptHandle"]
            )
        moved += len(messages)
    print(f"moved {moved} predictions back to the queue")


def restore(stack, source):
    """Copies what the ledger lacks from another table.

    A record that its owner deleted is not copied: its id is still in the ledger.
    """
    ledger = outputs(stack)["LedgerTableName"]
    dynamodb = boto3.client("dynamodb")
    try:
        at = datetime.fromisoformat(source.replace("Z", "+00:00"))  # Python 3.10 knows no Z
    except ValueError:
        print(f"copied {copy_missing(dynamodb, source, ledger)} records from {source}")
        return
    if at.tzinfo is None:
        sys.exit(f"{source} has no time zone: add Z for UTC")
    copy = f"{ledger}-{at:%Y%m%d%H%M%S}"
    dynamodb.restore_table_to_point_in_time(
        SourceTableName=ledger, TargetTableName=copy, RestoreDateTime=at
    )
    print(f"restoring {copy}, which takes minutes to hours", file=sys.stderr)
    while dynamodb.describe_table(TableName=copy)["Table"]["TableStatus"] != "ACTIVE":
        time.sleep(10)
    print(f"copied {copy_missing(dynamodb, copy, ledger)} records as they were at {source}")
    dynamodb.delete_table(TableName=copy)


def copy_missing(dynamodb, source, target):
    def copy(item):
        try:
            dynamodb.put_item(
                TableName=target, Item=item, ConditionExpression="attribute_not_exists(id)"
            )
            return 1
        except dynamodb.exceptions.ConditionalCheckFailedException:
            return 0

    pages = dynamodb.get_paginator("scan").paginate(TableName=source, ConsistentRead=True)
    with ThreadPoolExecutor(10) as threads:  # As many as boto3's client has connections.
        return sum(sum(threads.map(copy, page["Items"])) for page in pages)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["publish", stack, *folder] if len(folder) <= 1:
            publish(stack, *folder)
        case ["smoke", stack, *skipped]:
            smoke(stack, skipped)
        case ["settings", environment]:
            settings(environment)
        case ["redrive", stack]:
            redrive(stack)
        case ["restore", stack, source]:
            restore(stack, source)
        case ["rollback", stack]:
            rollback(stack)
        case _:
            sys.exit(__doc__)
