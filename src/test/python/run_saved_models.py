"""Runs SavedModels in Python TensorFlow: MODEL INPUT.npy OUT ... -> one .npy per output in OUT."""
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

arguments = sys.argv[1:]
for model, picture, out in zip(arguments[0::3], arguments[1::3], arguments[2::3]):
    loaded = tf.saved_model.load(model)
    signature = loaded.signatures["serving_default"]
    (key,) = signature.structured_input_signature[1]
    outputs = signature(**{key: tf.constant(np.load(picture).astype(np.float32))})
    os.makedirs(out)
    for name, tensor in outputs.items():
        np.save(os.path.join(out, name + ".npy"), tensor.numpy())
