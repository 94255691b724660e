"""Estimates what Cirrus costs on AWS, beside an always-on container and a SageMaker endpoint.

cost.py            print the cost of a million predictions, and of 10^3 to 10^9 a month
cost.py --write    also write docs/cost.md and docs/images/cost.svg
cost.py --check    fail unless those files are what --write would write
"""

import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# AWS's public prices in US dollars: us-east-1, on demand, without the free tier.
PRICES_OF = "26 November 2026"
LAMBDA_REQUEST = 0.20e-6
LAMBDA_GB_SECOND = 16.6667e-6  # SnapStart is free for Java.
API_REQUEST = [(333e6, 3.50e-6), (1e9, 2.80e-6), (20e9, 2.38e-6), (math.inf, 1.51e-6)]
CLOUDFRONT_REQUEST = 1.00e-6
CLOUDFRONT_GB = 0.085
SQS_REQUEST = 0.40e-6
DYNAMO_WRITE = 0.625e-6  # one write request unit
DYNAMO_GB_MONTH = 0.25
DYNAMO_BACKUP_GB_MONTH = 0.20  # point-in-time recovery
LOGS_GB = 0.50
METRIC_MONTH = 0.30
ALARM_MONTH = 0.10
TRACE = 5.00e-6
FARGATE_VCPU_HOUR = 0.04048
FARGATE_GB_HOUR = 0.004445
LOAD_BALANCER_HOUR = 0.0225
LOAD_BALANCER_UNIT_HOUR = 0.008  # 25 new connections a second
ENDPOINT_HOUR = 0.102  # ml.c5.large, two vCPUs

# Measured; docs/cost.md says how.
MESSAGE_KB = 1.4
ITEM_KB = 1.2
RESPONSE_KB = 0.6
LOG_KB = 1.8  # predict's and record's lines, Lambda's own and the API's access log, for one prediction
PREDICTS_PER_VCPU_SECOND = 800  # not recorded
RECORDED_PER_VCPU_SECOND = 200

# Assumed.
PREDICT_SECONDS = 0.015  # 1 ms of the function's own, the rest waiting for SQS
RECORD_SECONDS = 0.040  # one transaction with a batch
SCHEDULED_SECONDS = 0.2  # an invocation that finds nothing to do
DEAD_LETTER_SECONDS = 1.2  # the same with a long poll of a second
PROMOTE_GB = 1.769
PEAK = 5  # the busiest second, compared with the month's average
TRACED = 0.05
RETENTION_MONTHS = 3
HOURS = 730
SECONDS = HOURS * 3600

METRICS = 13
# An alarm is billed for each metric that it watches.
ALARMS = (ROOT / "template.yaml").read_text(encoding="utf-8").count(" Namespace: ")


def tiered(amount, tiers):
    cost = below = 0
    for limit, price in tiers:
        cost += max(0, min(amount, limit) - below) * price
        below = limit
    return cost


def batch(n):
    """The messages in one invocation of record: more if they arrive faster than one at a time."""
    return min(10, max(1, n / SECONDS * RECORD_SECONDS * PEAK))


def recording(n):
    """The queue, record's own cost and the table, which all three designs need."""
    batches = n / batch(n)
    # A transaction costs two units for each KB. The item is also in the index of its owner, and a batch
    # adds to the counts of its day.
    units = n * (2 * math.ceil(ITEM_KB) + math.ceil(ITEM_KB)) + batches * 2
    stored_gb = n * RETENTION_MONTHS * ITEM_KB * 2 / 1e6
    return {
        "SQS": (n + 2 * batches) * SQS_REQUEST + 5 * SECONDS / 20 * SQS_REQUEST,
        "record": batches * (LAMBDA_REQUEST + RECORD_SECONDS * 0.5 * LAMBDA_GB_SECOND),
        "DynamoDB writes": units * DYNAMO_WRITE,
        "DynamoDB storage, 90 days": stored_gb * (DYNAMO_GB_MONTH + DYNAMO_BACKUP_GB_MONTH / 2),
    }


def schedules():
    """The hourly checks for runs whose end was missed and for dead letters, and the daily invocations that keep versions warm."""
    hourly = HOURS * (
        LAMBDA_REQUEST + SCHEDULED_SECONDS * PROMOTE_GB * LAMBDA_GB_SECOND
        + LAMBDA_REQUEST + DEAD_LETTER_SECONDS * 0.5 * LAMBDA_GB_SECOND
        + SQS_REQUEST
    )
    daily = 3 * HOURS / 24 * (LAMBDA_REQUEST + SCHEDULED_SECONDS * LAMBDA_GB_SECOND)
    return hourly + daily


def monitoring(n):
    return {
        "logs": n * LOG_KB / 1e6 * LOGS_GB,
        "metrics and alarms": METRICS * METRIC_MONTH + ALARMS * ALARM_MONTH,
    }


def gateway(n):
    return {
        "API Gateway": tiered(n, API_REQUEST),
        "CloudFront": n * (CLOUDFRONT_REQUEST + RESPONSE_KB / 1e6 * CLOUDFRONT_GB),
    }


def cirrus(n):
    predict = n * (LAMBDA_REQUEST + PREDICT_SECONDS * 1.0 * LAMBDA_GB_SECOND)
    traces = n * TRACED * TRACE
    return gateway(n) | {"predict": predict} | recording(n) | monitoring(n) | {"X-Ray": traces}


def container(n):
    """Two tasks or more of one vCPU and 2 GB behind a load balancer; records as Cirrus does."""
    tasks = max(2, math.ceil(n / SECONDS * PEAK / RECORDED_PER_VCPU_SECOND))
    units = max(1, n / SECONDS / 25)
    return {
        "CloudFront": n * (CLOUDFRONT_REQUEST + RESPONSE_KB / 1e6 * CLOUDFRONT_GB),
        "Fargate": tasks * HOURS * (FARGATE_VCPU_HOUR + 2 * FARGATE_GB_HOUR),
        "load balancer": HOURS * (LOAD_BALANCER_HOUR + units * LOAD_BALANCER_UNIT_HOUR),
    } | recording(n) | monitoring(n)


def endpoint(n):
    """Two instances or more behind API Gateway, which the endpoint lacks; records as Cirrus does."""
    instances = max(2, math.ceil(n / SECONDS * PEAK / (2 * PREDICTS_PER_VCPU_SECOND)))
    return gateway(n) | {"endpoint": instances * HOURS * ENDPOINT_HOUR} | recording(n) | monitoring(n)


DESIGNS = {"Cirrus": cirrus, "container": container, "SageMaker endpoint": endpoint}
COLOURS = {"Cirrus": "#2563eb", "container": "#d97706", "SageMaker endpoint": "#7c3aed"}


def total(design, n):
    return sum(DESIGNS[design](n).values())


def dollars(amount):
    return f"{amount:,.2f}" if amount < 100 else f"{amount:,.0f}"


def break_even():
    """The number of predictions a month from which the container is cheaper."""
    low, high = 1e3, 1e9
    while high / low > 1.01:
        middle = math.sqrt(low * high)
        low, high = (middle, high) if total("Cirrus", middle) < total("container", middle) else (low, middle)
    return high


def chart():
    width, height, left, bottom, top, right = 720, 400, 70, 50, 20, 20
    x = lambda n: left + (math.log10(n) - 3) / 6 * (width - left - right)
    y = lambda d: height - bottom - (math.log10(d) - 0.5) / 4.5 * (height - bottom - top)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">',
        "<title>Cost a month over predictions a month</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    superscript = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    for power in range(3, 10):
        lines.append(f'<path d="M{x(10**power):.0f} {top}V{height - bottom}" stroke="#e5e7eb"/>')
        label = "10" + str(power).translate(superscript)
        lines.append(f'<text x="{x(10**power):.0f}" y="{height - bottom + 18}" text-anchor="middle">{label}</text>')
    for power in range(1, 5):
        lines.append(f'<path d="M{left} {y(10**power):.0f}H{width - right}" stroke="#e5e7eb"/>')
        lines.append(f'<text x="{left - 8}" y="{y(10**power) + 4:.0f}" text-anchor="end">${10**power:,}</text>')
    lines.append(f'<text x="{(left + width) / 2:.0f}" y="{height - 8}" text-anchor="middle">predictions a month</text>')
    for row, design in enumerate(DESIGNS):
        points = [10 ** (3 + i / 20) for i in range(121)]
        path = " ".join(f"{x(n):.1f},{y(total(design, n)):.1f}" for n in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[design]}" stroke-width="2.5"/>')
        lines.append(f'<text x="{left + 16}" y="{top + 20 + 20 * row}" fill="{COLOURS[design]}">{design}</text>')
    return "\n".join(lines + ["</svg>"]) + "\n"


def table(header, rows):
    ruler = ["---"] + ["--:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, ruler, *rows])


def million():
    columns = {design: cost(1e6) for design, cost in DESIGNS.items()}
    parts = list(dict.fromkeys(part for column in columns.values() for part in column))
    rows = [
        [part, *(dollars(column[part]) if part in column else "" for column in columns.values())] for part in parts
    ]
    rows.append(["**all**", *(f"**{dollars(sum(column.values()))}**" for column in columns.values())])
    return table(["US dollars for 10⁶ predictions in a month", *DESIGNS], rows)


def powers():
    superscript = "³⁴⁵⁶⁷⁸⁹"
    rows = [["10" + superscript[p - 3], *(dollars(total(d, 10**p)) for d in DESIGNS)] for p in range(3, 10)]
    return table(["predictions a month", *DESIGNS], rows)


def document():
    return f"""# Cost

Written by `./cirrus cost --write`; [deploy/cost.py](../deploy/cost.py) contains the prices and the model. Prices are AWS's public ones for us-east-1, entered by hand on {PRICES_OF}, without the free tier: compare them with AWS's pages before you rely on them. These are estimates; no bill was compared with them.

{million()}

{powers()}

![Cost a month over predictions a month](images/cost.svg)

Cirrus costs nothing but storage, metrics and alarms while nobody uses it: its schedules, the hourly ones of `promote` and `record` and a daily one of each other function, are {schedules() * 100:.1f} cents a month, and the poller's empty receives are in the SQS row. Below about {break_even() / 1e6:.0f} million predictions a month it is the cheapest of the three; above, an always-on container is cheaper, because API Gateway then costs more than the machines. All three record each prediction in the same way, through the queue into the table, and keep it for 90 days. The container and the endpoint have two machines, so that one may fail, and more above the load that two can carry.

## What the figures rest on

| quantity | value | source |
|---|---|---|
| message, item, response | {MESSAGE_KB}, {ITEM_KB} and {RESPONSE_KB} KB | a canvas prediction of one digit with an owner: `events/record/one.json`, and the item written from it |
| log lines of a prediction | {LOG_KB} KB | the local system's log, and the formats of Lambda and API Gateway |
| custom metrics, metrics with alarms | {METRICS}, {ALARMS} | `template.yaml` |
| one vCPU of a container | {RECORDED_PER_VCPU_SECOND} recorded or {PREDICTS_PER_VCPU_SECOND} unrecorded predictions/s | half of what two cores did under `./cirrus bench load` and without recording |
| billed time of `predict` | {PREDICT_SECONDS * 1000:.0f} ms at 1 GB | 0.3 ms measured on a whole core (`./cirrus bench predict`), so about 1 ms on the 0.58 of a core that 1 GB gets; the wait for SQS is an assumption |
| billed time of `record` | {RECORD_SECONDS * 1000:.0f} ms at 0.5 GB for a batch | assumption |
| busiest second | {PEAK} times the average | assumption |

The table is the largest part that grows. An item of {ITEM_KB} KB takes two write units, twice because of the transaction and once more for the index of its owner. Below 1 KB it would take half: the ten probabilities as numbers take 200 bytes, and pixels compressed 300 instead of 784. That would save about $1.90 for a million predictions; it would also make the table unreadable without Cirrus, so it was not done.

## What fails first

| predictions a month | busiest second | first limit | remedy |
|---|--:|---|---|
| 10³–10⁶ | {1e6 / SECONDS * PEAK:.0f} | none: a new account's ten concurrent functions answer some 600 a second | |
| 10⁷ | {1e7 / SECONDS * PEAK:.0f} | the stage's throttle of 50 requests a second (429) in a burst | parameters `ThrottleRate`, `ThrottleBurst` |
| 10⁸ | {1e8 / SECONDS * PEAK:.0f} | the same; a new account's concurrency of ten, once `record` and cold starts are counted (`ThrottleAlarm`) | request a higher quota; `RecordReservedConcurrency` |
| 10⁹ | {1e9 / SECONDS * PEAK:,.0f} | a new on-demand table takes 4,000 write units a second, and each of the eight items of a day's counts 1,000 | set the table's warm throughput before the load comes. Counts are added once a batch, in one of eight items, so that they carry 4,000 batches a second |
| | | a day's corrections are one key of the index `by-correction`: 1,000 units, about 300 corrections a second | shard the key by the id's hash, as the counts are |
| | | the page of one owner, the export and the drift report query by key and day, so that they don't grow with the table. The shadow evaluation samples the table by a bounded scan | |
"""


def main():
    files = {ROOT / "docs" / "cost.md": document(), ROOT / "docs" / "images" / "cost.svg": chart()}
    match sys.argv[1:]:
        case []:
            print(million(), powers(), sep="\n\n")
        case ["--write"]:
            for file, text in files.items():
                file.write_text(text, encoding="utf-8")
                print("wrote", file.relative_to(ROOT))
        case ["--check"]:
            stale = [file for file, text in files.items() if file.read_text(encoding="utf-8") != text]
            if stale:
                sys.exit(f"out of date: {', '.join(f.name for f in stale)}: run ./cirrus cost --write")
        case _:
            sys.exit(__doc__)


main()
