"""Does with a registry what an administrator does, with Confluent's client; prints what came back.

Usage: administer_registry.py REGISTRY_URL SUBJECT
"""

import json
import sys

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.error import SchemaRegistryError


def record(*fields):
    return Schema(json.dumps({"type": "record", "name": "R", "fields": list(fields)}), "AVRO")


def main(url, subject):
    client = SchemaRegistryClient({"url": url})
    first = record({"name": "a", "type": "int"})
    second = record({"name": "a", "type": "int"}, {"name": "b", "type": "int", "default": 1})
    breaking = record({"name": "c", "type": "int"})

    first_id = client.register_schema(subject, first)
    second_id = client.register_schema(subject, second)
    try:
        client.register_schema(subject, breaking)
        refusal = None
    except SchemaRegistryError as error:
        refusal = error.http_status_code
    try:
        client.get_version("no-such-subject", 1)
        missing = None
    except SchemaRegistryError as error:
        missing = error.error_code
    latest = client.get_latest_version(subject)
    report = {
        "ids": [first_id, second_id, client.register_schema(subject, first)],
        "refusal": refusal,
        "missing": missing,
        "latest": [latest.version, latest.schema_id, json.loads(latest.schema.schema_str)],
        "found": client.lookup_schema(subject, first).version,
        "byId": json.loads(client.get_schema(second_id).schema_str),
        "compatible": [client.test_compatibility(subject, second),
                       client.test_compatibility(subject, breaking)],
        "versions": client.get_versions(subject),
        "listed": subject in client.get_subjects(),
        "level": client.set_compatibility(subject, "NONE")["compatibility"],
        "levelRead": client.get_compatibility(subject),
        "afterwards": client.register_schema(subject, breaking) > second_id,
        "deletedVersion": client.delete_version(subject, 1),
        "hidden": client.delete_subject(subject),
        "deleted": client.delete_subject(subject, permanent=True),
        "gone": subject not in client.get_subjects(),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:3])
