"""Writes the files of this folder: what NumPy, safetensors and Flax save.

Made with numpy 2.4.6, ml_dtypes 0.6.0, safetensors 0.8.0, jax 0.10.2 and flax 0.12.8:

    python make_fixtures.py
"""

import zipfile

import flax.linen as nn
import flax.traverse_util
import jax
import jax.numpy as jnp
import ml_dtypes
import numpy as np
import safetensors.flax
import safetensors.numpy

NUMPY_TYPES = ["bool", "u1", "u4", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]


def of_type(dtype):
    """[[0, 1, 0], [1, 0, 1]] of bool, else [[-1, 0, 1], [2, 3, 4]] or the same plus 1 of unsigned types."""
    numbers = np.arange(6).reshape(2, 3)
    if dtype == "bool":
        return (numbers % 2).astype(bool)
    return (numbers - (0 if dtype[0] == "u" else 1)).astype(dtype)


def numpy_files():
    np.savez("types.npz", **{dtype: of_type(dtype) for dtype in NUMPY_TYPES})
    np.savez_compressed(
        "layouts.npz",
        fortran=np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4)),
        big_endian=np.arange(6).reshape(2, 3).astype(">f8"),
        both=np.asfortranarray(np.arange(6).reshape(2, 3).astype(">i2")),
        scalar=np.float32(7),
        vector=np.arange(3, dtype="i4"),
        empty=np.zeros((0, 4), "f4"))
    np.save("bf16.npy", np.array([1.5, -2, 3e38], ml_dtypes.bfloat16))
    np.save("object.npy", np.array([{"w": 1}], dtype=object), allow_pickle=True)
    np.save("record.npy", np.zeros(2, dtype=[("x", "f4"), ("y", "i4")]))
    np.save("text.npy", np.array(["a", "bc"]))
    for version in (1, 2, 3):
        with open(f"version{version}.npy", "wb") as file:
            np.lib.format.write_array(file, np.arange(3, dtype="f4"), version=(version, 0))


def haiku_file():
    """What hk.transform(...).init returns, saved as the guide says."""
    params = {
        "mlp/~/linear_0": {"w": np.arange(6, dtype="f4").reshape(2, 3), "b": np.zeros(3, "f4")},
        "mlp/~/linear_1": {"w": np.ones((3, 1), "f4"), "b": np.full(1, 0.5, "f4")},
    }
    flat = {f"{module}/{name}": value for module, bundle in params.items() for name, value in bundle.items()}
    np.savez("haiku.npz", **flat)
    safetensors.numpy.save_file(flat, "haiku.safetensors")


def zip64_file():
    """With 64-bit sizes and counts in the directory, which large files have."""
    zipfile.ZIP64_LIMIT = 10
    zipfile.ZIP_FILECOUNT_LIMIT = 1
    np.savez("zip64.npz", a=np.arange(3, dtype="f4"), b=np.arange(2, dtype="i4"))


def safetensors_file():
    tensors = {dtype: of_type(dtype) for dtype in NUMPY_TYPES}
    tensors["empty"] = np.zeros((0, 4), "f4")
    tensors["scalar"] = np.array(7, "f4")
    safetensors.numpy.save_file(tensors, "types.safetensors", metadata={"format": "np", "author": "J\u00fcrgen"})
    safetensors.flax.save_file({"x": jnp.array([1.5, -2, 3e38], jnp.bfloat16)}, "bf16.safetensors")


class Images(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.Conv(4, (3, 3))(x)
        x = nn.BatchNorm(use_running_average=True)(x)
        x = nn.ConvTranspose(3, (3, 3), strides=(2, 2))(nn.relu(x))
        return nn.Dense(2)(x)


class Words(nn.Module):
    @nn.compact
    def __call__(self, ids):
        x = nn.Embed(7, 6)(ids)
        x = x + nn.MultiHeadDotProductAttention(2)(x, x)
        x = nn.LayerNorm(epsilon=1e-5)(x)
        cell = nn.OptimizedLSTMCell(5)
        carry = cell.initialize_carry(jax.random.PRNGKey(0), x[:, 0].shape)
        for step in range(x.shape[1]):
            carry, y = cell(carry, x[:, step])
        return y


def flax_file(name, model, inputs):
    variables = model.init(jax.random.PRNGKey(1), inputs)
    # other numbers than the zeros and ones that biases, scales and statistics begin with
    variables = jax.tree.map(lambda x: x + 0.1 * jnp.cos(jnp.arange(x.size)).reshape(x.shape), variables)
    flat = flax.traverse_util.flatten_dict(variables, sep="/")
    with jax.default_matmul_precision("highest"):
        np.savez(name, **flat, inputs=inputs, outputs=model.apply(variables, inputs))


numpy_files()
haiku_file()
safetensors_file()
flax_file("flax_images.npz", Images(), jax.random.normal(jax.random.PRNGKey(2), (2, 4, 5, 3)))
flax_file("flax_words.npz", Words(), jnp.array([[1, 2, 3], [4, 5, 6]]))
zip64_file()
