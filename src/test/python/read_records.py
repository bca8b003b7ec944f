"""Reads Avro records with Confluent's client and prints each as one line of JSON.

Usage: read_records.py BOOTSTRAP_SERVERS REGISTRY_URL TOPIC COUNT
"""

import datetime
import json
import sys
import time

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def plain(value):
    """What JSON can hold: bytes in hexadecimal, times in microseconds."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime.datetime):
        return (value - EPOCH) // datetime.timedelta(microseconds=1)
    return value


def main(bootstrap, registry_url, topic, count):
    deserializer = AvroDeserializer(SchemaRegistryClient({"url": registry_url}))
    consumer = Consumer({
        "bootstrap.servers": bootstrap,
        "group.id": "python-" + topic,
        "auto.offset.reset": "earliest",
    })
    consumer.subscribe([topic])
    end = time.monotonic() + 60
    seen = 0
    while seen < count and time.monotonic() < end:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            sys.exit(str(message.error()))
        context = SerializationContext(topic, MessageField.VALUE)
        print(json.dumps({
            "key": message.key().decode("utf-8"),
            "headers": {name: value.decode("utf-8") for name, value in message.headers() or []},
            "value": plain(deserializer(message.value(), context)),
        }))
        seen += 1
    if seen < count:
        sys.exit("only {} of {} records came; assigned: {}".format(
            seen, count, consumer.assignment()))
    consumer.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
