#!/usr/bin/env python3
"""Sends parcels and their labels to Millrace and prints its answers, with Confluent's Python client.

    parcels.py send N [flipped]   sends N parcels, then their labels; flipped: as if the world had changed
    parcels.py predictions [N]    prints predictions as JSON lines, N of them or until none come for ten seconds
    parcels.py alerts [N]         the same for drift alerts
"""
import json
import os
import random
import sys
import time
from datetime import datetime, timezone

from confluent_kafka import Consumer, Producer
from confluent_kafka.avro import CachedSchemaRegistryClient, MessageSerializer, loads

# Where Kafka and the schema registry are. A secured cluster needs more of librdkafka's settings, for instance:
#   "security.protocol": "SASL_SSL", "sasl.mechanism": "SCRAM-SHA-512", "ssl.ca.location": "ca.pem",
#   "sasl.username": os.environ["KAFKA_USERNAME"], "sasl.password": os.environ["KAFKA_PASSWORD"],
# and the registry: {"url": ..., "basic.auth.credentials.source": "USER_INFO", "basic.auth.user.info": "user:password"}
KAFKA = {"bootstrap.servers": os.environ["BOOTSTRAP_SERVERS"]}
REGISTRY = {"url": os.environ["SCHEMA_REGISTRY"]}

# The schema of the records is yours: fields are found by name, those of the pipeline's columns are used.
PARCEL = loads("""{"type": "record", "name": "Parcel", "namespace": "com.example.parcels", "fields": [
    {"name": "distance", "type": "double"},
    {"name": "weight", "type": ["null", "double"], "default": null},
    {"name": "carrier", "type": "string"},
    {"name": "express", "type": "boolean"}]}""")

# The schema of labels is Millrace's: see docs/topics.md.
LABEL = loads("""{"type": "record", "name": "Label", "namespace": "io.millrace.schemas", "fields": [
    {"name": "id", "type": "string"},
    {"name": "value", "type": "string"},
    {"name": "labelledAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}""")

avro = MessageSerializer(CachedSchemaRegistryClient(REGISTRY))


def send(count, flipped):
    # murmur2_random puts a key where Java clients put it, so that a label finds the partition of its record.
    producer = Producer({**KAFKA, "partitioner": "murmur2_random", "enable.idempotence": True, "linger.ms": 5})

    def put(topic, schema, key, value):
        data = avro.encode_record_with_schema(topic, schema, value)
        while True:
            try:
                return producer.produce(topic, key=key, value=data, on_delivery=fail)
            except BufferError:  # the queue is full: let it drain
                producer.poll(0.1)

    run = time.time_ns()
    labels = {}
    for i in range(count):
        key = f"python-{run}-{i}"  # the key of a record is its id: never send one twice
        parcel = {
            "distance": random.uniform(0, 2000),
            "weight": random.uniform(0, 30) if random.random() < 0.95 else None,
            "carrier": random.choice(["bike", "van", "ship"]),
            "express": random.random() < 0.5,
        }
        put("parcels.records", PARCEL, key, parcel)
        late = parcel["distance"] > (1500 if parcel["express"] else 500)
        labels[key] = "late" if late != flipped else "on-time"
    for key, value in labels.items():  # some time later the truth is known
        put("parcels.labels", LABEL, key, {"id": key, "value": value, "labelledAt": datetime.now(timezone.utc)})
    producer.flush()
    print(f"sent {count} parcels and their labels", file=sys.stderr)


def fail(error, message):
    if error:
        sys.exit(f"not sent: {error}")


def read(topic, limit):
    consumer = Consumer({
        **KAFKA,
        "group.id": f"python-example-{time.time_ns()}",  # yours would be a fixed name: then it goes on where it left off
        "auto.offset.reset": "earliest",
        "isolation.level": "read_committed",  # only what is committed: nothing twice
        "enable.auto.commit": False,
    })
    consumer.subscribe([topic])
    printed = 0
    last = time.monotonic()
    while printed < limit and time.monotonic() - last < 10:
        message = consumer.poll(0.5)
        if message is None:
            continue
        if message.error():
            sys.exit(f"cannot read {topic}: {message.error()}")
        # the writer's schema comes from the registry, by the id in front of the value
        value = avro.decode_message(message.value())
        print(json.dumps(value, default=lambda moment: moment.isoformat()), flush=True)
        printed += 1
        last = time.monotonic()
    consumer.close()


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or ["help"]
    if what == "send" and rest:
        send(int(rest[0]), "flipped" in rest)
    elif what in ("predictions", "alerts"):
        read("parcels.predictions" if what == "predictions" else "parcels.drift-alerts",
             float(rest[0]) if rest else float("inf"))
    else:
        sys.exit(__doc__)
