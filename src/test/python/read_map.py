"""Reads the payload of a map of AttentionMaps with nothing but Python's own library.

Usage: read_map.py ENCODING ROWS COLUMNS RAW_MIN RAW_MAX PAYLOAD_IN_HEXADECIMAL
Prints one line of JSON: the levels in hexadecimal, and the signed values.
"""

import json
import sys
import zlib


def levels(encoding, rows, columns, payload):
    """One byte per cell, row by row."""
    if encoding == 1:
        cells = bytearray(payload)
    elif encoding in (2, 3):
        cells = bytearray(zlib.decompress(payload, wbits=-15))
    else:
        raise ValueError("encoding {} is unknown here".format(encoding))
    if encoding == 3:
        restore(cells, columns)
    if len(cells) != rows * columns:
        raise ValueError("{} cells, not {}x{}".format(len(cells), rows, columns))
    return bytes(cells)


def restore(cells, columns):
    """Adds to every difference what the cells before it let expect, modulo 256."""
    for i in range(1, len(cells)):
        left, above = cells[i - 1], cells[i - columns] if i >= columns else 0
        if i < columns:
            expected = left
        elif i % columns == 0:
            expected = above
        else:
            expected = sorted((left, above, left + above - cells[i - columns - 1]))[1]
        cells[i] = (cells[i] + expected) % 256


def main(encoding, rows, columns, raw_min, raw_max, payload):
    cells = levels(int(encoding), int(rows), int(columns), bytes.fromhex(payload))
    low, high = float(raw_min), float(raw_max)
    print(json.dumps({
        "levels": cells.hex(),
        "values": [low + cell / 255 * (high - low) for cell in cells],
    }))


main(*sys.argv[1:])
