#!/usr/bin/env python3
"""Writes golden data for EigenGradCAM of the demo model: src/test/resources/golden/gradient.

Independent of the product: gradients by Python's TensorFlow, which has a registry of derivatives of
its own, on the function that Python inlines and freezes; components by numpy's SVD in float64. The
picture smear.jpg has the model's input size, so there is no letterbox. Run it from the root of the
checkout; needs TensorFlow 2 and numpy.

    python3 src/test/python/make_gradient_golden.py
"""

import json
import pathlib

import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

FOLDER = pathlib.Path("src/test/resources/golden/gradient")
CLASSES = 3
LAYERS = {  # nodes of the export, in the order of the network
    "sppf": "PartitionedCall/model_13/tf.math.multiply_119/Mul:0",
    "p3": "PartitionedCall/model_13/tf.math.multiply_151/Mul:0",
    "p4": "PartitionedCall/model_13/tf.math.multiply_187/Mul:0",
    "p5": "PartitionedCall/model_13/tf.math.multiply_223/Mul:0",
}


def best(scores, anchors, count):
    """The best-scoring of some anchors, each with its best class."""
    order = sorted(anchors, key=lambda anchor: -scores[:, anchor].max())[:count]
    return [[int(scores[:, anchor].argmax()), int(anchor)] for anchor in order]


def write(name, targets, graph, session, pictures, frozen):
    output = graph.get_tensor_by_name(frozen.outputs[0].name)
    layers = [graph.get_tensor_by_name(tensor) for tensor in LAYERS.values()]
    with graph.as_default():
        score = tf.reduce_sum([output[0, 4 + target[0], target[1]] for target in targets])
        gradients = [
            tf.zeros_like(layer) if gradient is None else gradient
            for layer, gradient in zip(layers, tf.gradients(score, layers))
        ]
        values = session.run(
            [score, layers, gradients, output], {frozen.inputs[0].name: pictures}
        )
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    case = {"case": name, "targets": [], "score": float(values[0]), "layers": []}
    for class_id, anchor in targets:
        score = float(values[3][0, 4 + class_id, anchor])
        case["targets"].append({"classId": class_id, "anchor": anchor, "score": score})
    for layer, activation, gradient in zip(LAYERS, values[1], values[2]):
        product = activation[0].astype(np.float64) * gradient[0]
        rows, columns, channels = product.shape
        cells = product.reshape(rows * columns, channels)
        centred = cells - cells.mean(axis=0)
        u, sigma, _ = np.linalg.svd(centred, full_matrices=False)
        projection = u[:, 0] * sigma[0]
        if abs(projection.min()) > abs(projection.max()):
            projection = -projection  # the larger extreme is positive
        np.save(folder / f"{layer}-sum.npy", cells.sum(axis=1).reshape(rows, columns).astype("<f4"))
        np.save(folder / f"{layer}-map.npy", projection.reshape(rows, columns).astype("<f4"))
        case["layers"].append({
            "layer": layer,
            "gradientNorm": float(np.sqrt((gradient.astype(np.float64) ** 2).sum())),
            "sigma": [float(value) for value in sigma[:3]],
        })
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")


def main():
    model = tf.saved_model.load("demo-model/saved_model")
    frozen = convert_variables_to_constants_v2(model.signatures["serving_default"])
    pixels = tf.io.decode_jpeg(
        (FOLDER / "smear.jpg").read_bytes(), channels=3, dct_method="INTEGER_ACCURATE")
    pictures = (pixels.numpy().astype(np.float32) * np.float32(1 / 255))[None]
    graph = frozen.graph
    with tf.compat.v1.Session(graph=graph) as session:
        output = session.run(frozen.outputs[0].name, {frozen.inputs[0].name: pictures})
        scores = output[0, 4:4 + CLASSES]
        size = pictures.shape[1]
        ends = np.cumsum([0] + [(size // stride) ** 2 for stride in (8, 16, 32)])
        levels = [range(ends[i], ends[i + 1]) for i in range(3)]
        everywhere = best(scores, range(scores.shape[1]), 5)
        write("best-five", everywhere, graph, session, pictures, frozen)
        write("best-of-every-level", [best(scores, level, 1)[0] for level in levels],
              graph, session, pictures, frozen)


main()
