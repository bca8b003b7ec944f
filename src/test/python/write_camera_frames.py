"""Writes CameraFrame records with Confluent's client.

Usage: write_camera_frames.py BOOTSTRAP_SERVERS REGISTRY_URL TOPIC SCHEMA_FILE

The second record is written with a later version of the schema: it has one more field.
"""

import datetime
import json
import sys

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext


def main(bootstrap, registry_url, topic, schema_file):
    with open(schema_file, encoding="utf-8") as file:
        schema = json.load(file)
    later = json.loads(json.dumps(schema))
    later["fields"].append({"name": "exposureMicros", "type": "long", "default": 0})
    registry = SchemaRegistryClient({"url": registry_url})
    context = SerializationContext(topic, MessageField.VALUE)
    time = datetime.datetime(2026, 3, 4, 5, 6, 7, 123456, tzinfo=datetime.timezone.utc)
    producer = Producer({"bootstrap.servers": bootstrap})
    for version, frame in (
        (schema, {"captureTime": time, "sequence": 7, "picture": b"\xff\xd8\xff\x00one"}),
        (later, {"captureTime": None, "sequence": None, "picture": b"two", "exposureMicros": 9}),
    ):
        serializer = AvroSerializer(registry, json.dumps(version))
        producer.produce(topic, key="cam-python", value=serializer(frame, context))
    if producer.flush(60) > 0:
        sys.exit("not all records were written")


if __name__ == "__main__":
    main(*sys.argv[1:5])
