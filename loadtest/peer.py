#!/usr/bin/env python3
"""What a frame costs in Python: the peer that eigencam-streams is measured against.

Two ways, on the same pictures:

  tuned     TensorFlow, the model's layers as further outputs (written by `eigencam model
            instrument`), boxes by numpy, Eigen-CAM from the Gram matrix (numpy.linalg.eigh),
            maps deflated: what a careful engineer writes. Needs tensorflow, numpy, opencv.
  notebook  PyTorch, hooks on layers 15, 18 and 21, a full SVD of every activation, as
            notebooks and the CAM packages do it. Needs ultralytics (and with it torch), opencv.

Both take encoded pictures and do what the live service does: decode, letterbox, network, boxes,
suppression, and with --explain the maps of three layers. One thread each; --workers starts as many
processes, since threads of one Python wait for each other. Prints JSON.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import time
import zlib
from pathlib import Path

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
CONFIDENCE = 0.25
OVERLAP = 0.7
GREY = 114
LAYERS = ("p3", "p4", "p5")


class Letterbox:
    """How a picture is fitted into a square input, as Ultralytics does it."""

    def __init__(self, picture, size):
        self.size = size
        height, width = picture.shape[:2]
        gain = min(size / height, size / width)
        self.width, self.height = round(width * gain), round(height * gain)
        self.left = round((size - self.width) / 2 - 0.1)
        self.top = round((size - self.height) / 2 - 0.1)

    def apply(self, picture, cv2):
        if picture.shape[:2] != (self.height, self.width):
            picture = cv2.resize(
                picture, (self.width, self.height), interpolation=cv2.INTER_LINEAR)
        return cv2.copyMakeBorder(
            picture,
            self.top, self.size - self.height - self.top,
            self.left, self.size - self.width - self.left,
            cv2.BORDER_CONSTANT, value=(GREY, GREY, GREY))

    def cells(self, stride):
        """The cells whose centres lie on the picture."""
        first = lambda edge: max(0, -int(-(edge / stride - 0.5) // 1))
        return (slice(first(self.top), first(self.top + self.height)),
                slice(first(self.left), first(self.left + self.width)))


def boxes(output, np):
    """[4 + classes, anchors] to the boxes that stay, most confident first."""
    scores = output[4:].max(axis=0)
    candidates = np.flatnonzero(scores > CONFIDENCE)
    if candidates.size == 0:
        return np.zeros((0, 6), np.float32)
    chosen = output[:, candidates]
    classes = chosen[4:].argmax(axis=0)
    scores = scores[candidates]
    half = chosen[2:4] / 2
    corners = np.concatenate([chosen[:2] - half, chosen[:2] + half]).T
    shifted = corners + classes[:, None] * 7680
    areas = (shifted[:, 2] - shifted[:, 0]) * (shifted[:, 3] - shifted[:, 1])
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        low = np.maximum(shifted[best, :2], shifted[rest, :2])
        high = np.minimum(shifted[best, 2:], shifted[rest, 2:])
        shared = np.prod(np.clip(high - low, 0, None), axis=1)
        order = rest[shared / (areas[best] + areas[rest] - shared) <= OVERLAP]
    return np.column_stack([corners[kept], scores[kept], classes[kept]])


def packed(projection, np):
    """A map as few bytes: u8, deflated."""
    low, high = projection.min(), projection.max()
    levels = np.round((projection - low) * (255 / max(high - low, 1e-12))).astype(np.uint8)
    return zlib.compress(levels.tobytes(), 6)


def tuned(model, size, explain):
    import cv2
    import numpy as np
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    cv2.setNumThreads(1)
    loaded = tf.saved_model.load(model)
    signature = loaded.signatures["serving_default"]
    name = next(iter(signature.structured_input_signature[1]))
    wanted = {key: tensor for key, tensor in signature.structured_outputs.items()
              if key.startswith("output") or (explain and key in LAYERS)}
    # Only what is fetched is computed and copied.
    predict = signature.prune(
        signature.inputs[0],
        [out for out, key in zip(signature.outputs, sorted(signature.structured_outputs))
         if key in wanted])
    keys = [key for key in sorted(signature.structured_outputs) if key in wanted]
    del name

    def frame(encoded):
        picture = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
        letterbox = Letterbox(picture, size)
        pixels = cv2.cvtColor(letterbox.apply(picture, cv2), cv2.COLOR_BGR2RGB)
        batch = pixels[None].astype(np.float32)
        batch *= np.float32(1 / 255)
        answer = dict(zip(keys, predict(tf.constant(batch))))
        main = next(key for key in keys if key.startswith("output"))
        found = boxes(answer[main].numpy()[0], np)
        maps = []
        if explain:
            for layer in LAYERS:
                activation = answer[layer].numpy()[0]
                rows, columns = letterbox.cells(size // activation.shape[0])
                cells = np.ascontiguousarray(activation[rows, columns])
                flat = cells.reshape(-1, cells.shape[-1])
                centred = flat - flat.mean(axis=0)
                _, vectors = np.linalg.eigh(centred.T @ centred)
                maps.append(packed(centred @ vectors[:, -1], np))
        return found, maps

    return frame


def notebook(model, size, explain):
    import cv2
    import numpy as np
    import torch
    from ultralytics import YOLO
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    network = YOLO(model).model.eval()
    network.fuse(verbose=False)
    seen = {}
    for layer, index in zip(LAYERS, (15, 18, 21)):
        network.model[index].register_forward_hook(
            lambda module, inputs, output, layer=layer: seen.__setitem__(layer, output))

    @torch.inference_mode()
    def frame(encoded):
        picture = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
        pixels = cv2.cvtColor(
            Letterbox(picture, size).apply(picture, cv2), cv2.COLOR_BGR2RGB)
        batch = torch.from_numpy(pixels).permute(2, 0, 1)[None].float() / 255
        output = network(batch)
        output = output[0] if isinstance(output, (tuple, list)) else output
        found = boxes(output[0].numpy(), np)
        maps = []
        if explain:
            for layer in LAYERS:
                activation = seen[layer][0].permute(1, 2, 0).numpy()
                flat = activation.reshape(-1, activation.shape[-1])
                centred = flat - flat.mean(axis=0)
                _, _, directions = np.linalg.svd(centred, full_matrices=True)
                projection = (centred @ directions[0]).reshape(activation.shape[:2])
                shown = cv2.resize(np.maximum(projection, 0), picture.shape[1::-1])
                maps.append(packed(shown, np))
        return found, maps

    return frame


def work(arguments, start, results):
    """One process: rounds of all pictures, after some that do not count."""
    import numpy as np
    way = tuned if arguments.way == "tuned" else notebook
    frame = way(arguments.model, arguments.size, arguments.explain)
    pictures = [np.frombuffer(path.read_bytes(), np.uint8) for path in chosen(arguments)]
    for picture in pictures:
        frame(picture)
    start.wait()
    rounds = []
    for _ in range(arguments.rounds):
        cpu, wall = time.process_time(), time.perf_counter()
        for picture in pictures:
            found, maps = frame(picture)
        rounds.append(((time.process_time() - cpu) * 1000 / len(pictures),
                       (time.perf_counter() - wall) * 1000 / len(pictures)))
    results.put({"rounds": rounds, "detections": len(found),
                 "mapBytes": sum(len(one) for one in maps)})


def chosen(arguments):
    """At most --frames pictures, spread over the names in their order."""
    files = sorted(path for path in Path(arguments.pictures).iterdir()
                   if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
    if not files:
        raise SystemExit(f"peer.py: no pictures in {arguments.pictures}")
    count = min(arguments.frames, len(files))
    return [files[i * len(files) // count] for i in range(count)]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=("tuned", "notebook"))
    parser.add_argument("--model", required=True,
                        help="instrumented SavedModel, or what ultralytics' YOLO() takes")
    parser.add_argument("--size", type=int, required=True, help="the model's input, square")
    parser.add_argument("--pictures", required=True)
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    for variable in ONE_THREAD:
        os.environ[variable] = "1"
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(arguments.workers), context.Queue()
    workers = [context.Process(target=work, args=(arguments, start, results))
               for _ in range(arguments.workers)]
    for worker in workers:
        worker.start()
    answers = []
    while len(answers) < len(workers):
        try:
            answers.append(results.get(timeout=5))
        except Exception:  # queue.Empty: see whether anybody is left to answer
            if any(worker.exitcode not in (None, 0) for worker in workers):
                for worker in workers:
                    worker.terminate()
                raise SystemExit("peer.py: a worker failed, see above")
    for worker in workers:
        worker.join()
    cpu = [one[0] for answer in answers for one in answer["rounds"]]
    wall = [one[1] for answer in answers for one in answer["rounds"]]
    print(json.dumps({
        "way": arguments.way,
        "explain": arguments.explain,
        "workers": arguments.workers,
        "ms": round(statistics.median(cpu), 3),
        "framesPerSecond": round(arguments.workers * 1000 / statistics.median(wall), 3),
        "mapBytes": answers[0]["mapBytes"],
        "load": os.getloadavg()[0],
    }))


if __name__ == "__main__":
    main()
