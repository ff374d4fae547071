"""Writes cases.json: what jax.numpy, jax.nn and x.at give for the rows of the table of functions (FunctionCases in Java).

Run with JAX on a CPU:  JAX_PLATFORMS=cpu python cases.py

A case has a name, whose first word is the Java method, inputs, outputs, and for floating-point inputs the vector-Jacobian
products with the cotangents of weights(). "smooth" cases are also compared with central differences.
"""

import json
import os

import jax
import jax.numpy as jnp
import jax.scipy as jsp
import ml_dtypes
import numpy as np

F32, F16, BF16 = np.float32, np.float16, ml_dtypes.bfloat16
I8, I16, I32, U8, U32, BOOL = np.int8, np.int16, np.int32, np.uint8, np.uint32, np.bool_
NAMES = {F32: "f32", F16: "f16", BF16: "bf16", I8: "i8", I16: "i16", I32: "i32", U8: "u8", U32: "u32", BOOL: "bool"}
NAN, INF = np.nan, np.inf
CASES = {}


def f(*values):
    return np.array(values, F32)


def i(*values):
    return np.array(values, I32)


def b(*values):
    return np.array(values, BOOL)


def name_of(dtype):
    return next(name for kind, name in NAMES.items() if np.dtype(kind) == np.dtype(dtype))


def number(value, dtype):
    if dtype == "bool" or dtype[0] in "iu":
        return int(value)
    value = float(value)
    if np.isnan(value):
        return "nan"
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    return float(f"{value:.9g}")


def encode(x):
    x = np.asarray(x)
    dtype = name_of(x.dtype)
    return [dtype, list(x.shape), [number(v, dtype) for v in x.reshape(-1)]]


def weights(shape):
    size = int(np.prod(shape, dtype=int))
    return (0.5 + 0.25 * ((np.arange(size) * 7) % 5)).reshape(shape)


def is_float(x):
    return jnp.issubdtype(x.dtype, jnp.floating)


def case(name, function, *inputs, smooth=False, grad=True):
    inputs = [np.asarray(x) for x in inputs]
    outputs = jax.tree.leaves(function(*[jnp.asarray(x) for x in inputs]))
    row = {"in": [encode(x) for x in inputs], "out": [encode(x) for x in outputs]}
    wanted = [k for k, x in enumerate(inputs) if is_float(x)]
    if grad and wanted and any(is_float(y) for y in outputs):

        def floats(*args):
            full = [jnp.asarray(x) for x in inputs]
            for k, x in zip(wanted, args):
                full[k] = x
            return [y for y in jax.tree.leaves(function(*full)) if is_float(y)]

        out, pull = jax.vjp(floats, *[jnp.asarray(inputs[k]) for k in wanted])
        grads = pull([jnp.asarray(weights(y.shape), y.dtype) for y in out])
        row["grad"] = {str(k): encode(g) for k, g in zip(wanted, grads)}
    if smooth:
        row["smooth"] = True
    assert name not in CASES, name
    CASES[name] = row


def sweep(name, function, *inputs, dtypes):
    """One case for each element type that all inputs are converted to."""
    for dtype in dtypes:
        case(f"{name}[{NAMES[dtype]}]", function, *[np.asarray(x).astype(dtype) for x in inputs], grad=False)


FLOATS = [F16, BF16]
INTS = [I8, I16, I32, U8, U32]
ALL = [F16, BF16, F32, I8, I16, I32, U8, U32, BOOL]

X = f(-2.5, -1.2, -0.3, 0.4, 1.1, 2.7)
SPECIAL = f(-INF, -1.5, -0.0, 0.0, 0.5, INF, NAN)
M = np.array([[0.3, -1.2, 2.5, 0.7], [1.9, 0.1, -0.8, 1.4], [-2.2, 0.9, 0.6, -0.5]], F32)
T = np.arange(24).reshape(2, 3, 4).astype(F32) * 0.37 - 4.1
N = np.array([[1, 5, 2], [4, 0, 3]], I32)
NANS = np.array([[1.5, NAN, 0.5, 2.5], [NAN, NAN, NAN, NAN], [0.2, 0.1, -3.0, NAN]], F32)


def numeric():
    case("positive", jnp.positive, X, smooth=True)
    case("fabs", jnp.fabs, f(-2, 0, 3))
    sweep("fabs", jnp.fabs, [1, 2, 3], dtypes=[I8, U8, BF16])
    case("fix", jnp.trunc, f(-1.7, -0.2, 0.2, 1.7, NAN))
    sweep("fix", jnp.trunc, [1, 2], dtypes=[I32, F16])
    case("rint", jnp.rint, f(-1.5, -0.5, 0.5, 1.5, 2.6))
    sweep("rint", jnp.rint, [1, 2], dtypes=[I32, U8, BF16])
    case("round 2", lambda x: jnp.round(x, 2), f(1.23456, -0.455, 2.675, 100.0))
    case("round -1", lambda x: jnp.round(x, -1), f(15.0, 25.0, -34.9, 7.0))
    sweep("round 1", lambda x: jnp.round(x, 1), [1.26, -0.34, 3.0], dtypes=[F16, BF16, I32])
    case("floatPower", jnp.float_power, f(0.5, 1.5, 2.0), f(2.0, -1.0, 0.5), smooth=True)
    sweep("floatPower", jnp.float_power, [2, 3], [3, 2], dtypes=[I32, U8, BF16])
    case("heaviside", jnp.heaviside, f(-1.0, 0.0, 2.0, NAN), f(0.5, 0.25, 0.5, 0.5))
    sweep("heaviside", jnp.heaviside, [0, 1, 2], [3, 3, 3], dtypes=[I32, F16])
    case("deg2rad", jnp.deg2rad, f(-180.0, 0.0, 90.0), smooth=True)
    case("rad2deg", jnp.rad2deg, f(-3.0, 0.0, 1.5), smooth=True)
    sweep("deg2rad", jnp.deg2rad, [90, 45], dtypes=[I32, BF16])
    sweep("rad2deg", jnp.rad2deg, [1, 2], dtypes=[I32, F16])
    case("sinc", jnp.sinc, f(-1.5, -0.2, 0.0, 0.3, 1.0, 2.5), smooth=True)
    case("sinc second", lambda x: jax.grad(lambda z: jax.grad(lambda y: jnp.sinc(y).sum())(z).sum())(x), f(0.0, 0.5, 1.3))
    sweep("sinc", jnp.sinc, [0, 1, 2], dtypes=[I32, F16])
    case("fmax", jnp.fmax, f(1.0, NAN, 2.0, NAN, 3.0), f(2.0, 1.0, NAN, NAN, 3.0))
    case("fmin", jnp.fmin, f(1.0, NAN, 2.0, NAN, 3.0), f(2.0, 1.0, NAN, NAN, 3.0))
    sweep("fmax", jnp.fmax, [1, 5, 3], [4, 2, 3], dtypes=ALL[:-1])
    sweep("fmin", jnp.fmin, [1, 5, 3], [4, 2, 3], dtypes=ALL[:-1])
    case("fmax promoted", jnp.fmax, f(1.5, -2.5), i(2, -3), grad=False)
    case("remainder", jnp.remainder, f(7.5, -7.5, 7.5, -7.5, 1.0), f(2.0, 2.0, -2.0, -2.0, INF), grad=False)
    case("remainder smooth", jnp.remainder, f(7.5, -7.4, 7.3, -7.1), f(2.1, 2.2, -2.3, -2.4), smooth=True)
    case("fmod", jnp.fmod, f(7.5, -7.5, 7.5, -7.5, 1.0), f(2.0, 2.0, -2.0, -2.0, INF), grad=False)
    sweep("remainder", jnp.remainder, [7, 5, 3], [4, 2, 2], dtypes=ALL[:-1])
    sweep("fmod", jnp.fmod, [7, 5, 3], [4, 2, 2], dtypes=ALL[:-1])
    case("divmod", jnp.divmod, f(7.5, -7.5, 7.3, -7.2), f(2.0, 2.0, -2.0, -2.1), grad=False)
    sweep("divmod", jnp.divmod, [7, 5, 3], [4, 2, 2], dtypes=[I8, U8, I32, F16])
    case("modf", jnp.modf, f(-1.7, -0.2, 0.0, 0.2, 1.7, NAN))
    sweep("modf", jnp.modf, [1.5, 2.25], dtypes=[F16, BF16, I32])
    case("frexp", jnp.frexp, f(-3.5, -0.1, 0.0, 1.0, 8.0, 3e38, INF, NAN), grad=False)
    case("frexp derivative", jnp.frexp, f(-3.5, -0.1, 1.3, 9.0), smooth=True)
    sweep("frexp", jnp.frexp, [1.5, 0.375, -12.0], dtypes=[F16, I32])
    case("ldexp", jnp.ldexp, f(0.5, -1.5, 0.0, 3.0, INF, 1.0), i(3, -2, 5, 100, 1, -140), grad=False)
    case("ldexp derivative", jnp.ldexp, f(0.5, -1.5, 3.0), i(3, -2, 4), smooth=True)
    case("ldexp integers", jnp.ldexp, i(3, -5), i(2, 1))
    case("spacing", jnp.spacing, f(1.0, -1.0, 100.0, 1e30), grad=False)
    case("gcd", jnp.gcd, i(12, -18, 0, 7, 0), i(18, 24, 5, 0, 0))
    case("lcm", jnp.lcm, i(12, -18, 0, 7, 0), i(18, 24, 5, 0, 0))
    sweep("gcd", jnp.gcd, [12, 27, 100], [18, 36, 75], dtypes=INTS)
    sweep("lcm", jnp.lcm, [4, 6, 10], [6, 9, 4], dtypes=INTS)
    case("gcd broadcast", jnp.gcd, np.array([[12], [30]], I32), np.array([8, 9, 10], I8))
    case("gcd scalars", jnp.gcd, np.array(12, I32), np.array(18, I32))
    case("logAddExp2", jnp.logaddexp2, f(0.0, -20.0, 3.0, 1.5), f(1.0, 0.5, 3.0, 1.5), smooth=True)
    case("logAddExp2 infinite", jnp.logaddexp2, f(-INF, INF, NAN), f(-INF, 1.0, 0.0), grad=False)
    sweep("logAddExp2", jnp.logaddexp2, [1, 2], [2, 2], dtypes=[F16, BF16, I32])


def bits():
    case("invert", jnp.invert, i(0, 5, -8))
    sweep("invert", jnp.invert, [0, 1, 5], dtypes=INTS + [BOOL])
    case("leftShift", jnp.left_shift, i(1, 3, -4), i(4, 1, 2))
    case("rightShift", jnp.right_shift, i(100, 3, -40), i(4, 1, 2))
    sweep("leftShift", jnp.left_shift, [1, 3, 7], [2, 3, 1], dtypes=INTS)
    sweep("rightShift", jnp.right_shift, [90, 33, 7], [2, 3, 1], dtypes=INTS)
    case("bitwiseCount", jnp.bitwise_count, i(0, 1, -1, 255, 2**31 - 1, -(2**31), 12345))
    case("bitwiseCount bytes", jnp.bitwise_count, np.array([0, 1, -1, 127, -128], I8))
    sweep("bitwiseCount", jnp.bitwise_count, [0, 3, 120, 77], dtypes=[I16, U8, U32, BOOL])
    sweep("clz", jax.lax.clz, [1, 3, 120, 0], dtypes=INTS)
    case("clz", jax.lax.clz, i(0, 1, -1, 2**31 - 1, -(2**31), 12345))
    case("packbits", jnp.packbits, b(1, 0, 1, 1, 0, 0, 1, 0, 1, 1))
    case("packbits axis", lambda x: jnp.packbits(x, axis=0, bitorder="little"), (N > 1).astype(I32))
    case("unpackbits", jnp.unpackbits, np.array([[2, 255], [7, 129]], U8))
    case("unpackbits axis", lambda x: jnp.unpackbits(x, axis=0, count=11, bitorder="little"), np.array([[2, 255], [7, 129]], U8))
    case("unpackbits padded", lambda x: jnp.unpackbits(x, axis=1, count=10), np.array([[2], [7]], U8))


def take():
    case("take flat", lambda x, k: jnp.take(x, k), M, i(0, 5, -1, 40))
    case("take axis", lambda x, k: jnp.take(x, k, axis=1), M, np.array([[3, 0], [-1, 7]], I32))
    case("take clip", lambda x, k: jnp.take(x, k, axis=1, mode="clip"), M, i(-9, -1, 2, 9))
    case("take wrap", lambda x, k: jnp.take(x, k, axis=-1, mode="wrap"), M, i(-9, -1, 2, 9))
    case("take fill", lambda x, k: jnp.take(x, k, axis=0, mode="fill", fill_value=7), M, i(-9, -1, 2, 9))
    case("take middle fill", lambda x, k: jnp.take(x, k, axis=1, fill_value=-1), T, i(2, 5, 0))
    sweep("take axis", lambda x, k: jnp.take(x, k.astype(I32), axis=0), [1, 0, 3], [2, 0, 5], dtypes=ALL)
    case("takeAlongAxis flat", lambda x, k: jnp.take_along_axis(x, k, axis=None), M, i(0, 5, -1, 40))
    case("takeAlongAxis clip", lambda x, k: jnp.take_along_axis(x, k, axis=1, mode="clip"), M, np.array([[9], [0], [-9]], I32))
    case("takeAlongAxis fill", lambda x, k: jnp.take_along_axis(x, k, axis=0, mode="fill", fill_value=5), M, np.array([[2, 0, 1, 3], [-1, -4, 0, 1]], I32))
    case("takeAlongAxis default", lambda x, k: jnp.take_along_axis(x, k, axis=1), M, np.array([[3, 0], [1, 1], [4, -5]], I32))
    case("putAlongAxis", lambda x, k, v: jnp.put_along_axis(x, k, v, axis=1, inplace=False), M, np.array([[3], [0], [-2]], I32), f(9.0))
    case("putAlongAxis outside", lambda x, k, v: jnp.put_along_axis(x, k, v, axis=0, inplace=False), M, np.array([[2, 0, 1, 3]], I32), np.array([[1, 2, 3, 4]], F32))
    case("putAlongAxis clip", lambda x, k, v: jnp.put_along_axis(x, k, v, axis=0, inplace=False, mode="clip"), M, np.array([[2, 0, 1, 9]], I32), np.array([[1, 2, 3, 4]], F32))
    case("put", lambda x, k, v: jnp.put(x, k, v, mode="clip", inplace=False), M, i(0, 5, 99), f(7.0, 8.0, 9.0))
    case("put repeated", lambda x, k, v: jnp.put(x, k, v, mode="wrap", inplace=False), N, np.array([[0, 7], [2, -1]], I32), i(10, 20))
    case("choose", lambda k, x, y: jnp.choose(k, [x, y], mode="clip"), np.array([[0], [1], [7]], I32), M, M * 10)
    case("choose wrap", lambda k, x, y: jnp.choose(k, [x, y], mode="wrap"), i(0, -1, 3, 2), f(1, 2, 3, 4), f(10, 20, 30, 40))


def index():
    at = jnp.asarray
    case("get range", lambda x: x[1:, ::2], M)
    case("get backwards", lambda x: x[::-1, 3:0:-2], M)
    case("get new axes", lambda x: x[None, 1, ..., None], T)
    case("get ellipsis", lambda x: x[..., 1], T)
    case("get clipped range", lambda x: x[-99:99, 2:99], M)
    case("get empty", lambda x: x[2:1], M)
    case("get rows", lambda x, k: x[k], M, np.array([[0, 2], [-1, 1]], I32))
    case("get pairs", lambda x, j, k: x[j, k], M, i(0, 1, 2), i(3, -1, 9), grad=False)
    case("get crossed", lambda x, j, k: x[j, k], M, np.array([[0], [2]], I32), i(3, 1))
    case("get middle", lambda x, k: x[:, k, 1:3], T, i(2, 0, 0))
    case("get separated", lambda x, k: x[0, :, k], T, i(3, 1))
    case("get separated twice", lambda x, j, k: x[j, :, k], T, np.array([[0], [1]], I32), i(3, 1, 0))
    case("get apart by a new axis", lambda x, j, k: x[:, j, None, k], T, i(0, 1), i(3, 2))
    case("get with steps", lambda x, k: x[::-1, k, ::2], T, i(2, 0))
    case("get position beside", lambda x, k: x[1, k], T, i(2, 0))
    case("get after a new axis", lambda x, k: x[None, k, :, 1:2], T, i(1, 0, 1))
    case("get unsigned", lambda x, k: x[k], M, np.array([2, 0, 9], U8), grad=False)
    case("get bytes", lambda x, k: x[k], M, np.array([2, -1, -128], I8), grad=False)
    case("at get", lambda x, k: x.at[k, 1].get(), M, i(0, 9, -1), grad=False)
    case("at get fill", lambda x, k: x.at[k, 1:3].get(mode="fill", fill_value=-5), M, i(0, 9, -1, -9))
    case("at get drop", lambda x, k: x.at[k].get(mode="drop"), M, i(0, 9))
    case("at get wrap", lambda x, k: x[:, k % 4], M, i(0, 9, -6))
    case("at set range", lambda x, v: x.at[1:, ::2].set(v), M, f(7.0, 8.0))
    case("at set window", lambda x, v: x.at[1, 1:3].set(v), M, f(7.0, 8.0))
    case("at set backwards", lambda x, v: x.at[::-1, 0].set(v), M, f(7.0, 8.0, 9.0))
    case("at set all", lambda x, v: x.at[...].set(v), M, f(7.0))
    case("at set rows", lambda x, k, v: x.at[k].set(v), M, i(2, 0), np.array([[1, 2, 3, 4], [5, 6, 7, 8]], F32))
    case("at set pairs", lambda x, j, k, v: x.at[j, k].set(v), M, i(0, 1, 9), i(3, -1, 0), f(7.0, 8.0, 9.0))
    case("at set separated", lambda x, k, v: x.at[0, :, k].set(v), T, i(3, 1), np.arange(6).reshape(2, 3).astype(F32))
    case("at set new axis", lambda x, v: x.at[None, :, 1].set(v), M, np.array([[7, 8, 9]], F32))
    case("at set integers", lambda x, v: x.at[0].set(v), N, i(9))
    case("at add", lambda x, k, v: x.at[k].add(v), M, i(1, 1, 0, 9), np.array([[1], [2], [3], [4]], F32))
    case("at add range", lambda x, v: x.at[1:, 1:3].add(v), M, f(7.0, 8.0))
    case("at sub", lambda x, k, v: x.at[:, k].subtract(v), M, i(1, 1, -1), f(1.0, 2.0, 3.0))
    case("at mul", lambda x, k, v: x.at[k].mul(v, unique_indices=True), M, i(1, 0), f(2.0))
    case("at div", lambda x, k, v: x.at[k].divide(v, unique_indices=True), M, i(1, 0), f(2.0))
    case("at div integers", lambda x, v: x.at[1].divide(v), N, i(2))
    case("at power", lambda x, v: x.at[1].power(v), np.abs(M) + 0.5, f(2.0), grad=False)
    case("at min", lambda x, k, v: x.at[k].min(v), M, i(1, 0), f(0.5), grad=False)
    case("at max", lambda x, k, v: x.at[k].max(v), M, i(1, 0), f(0.5), grad=False)
    case("at apply", lambda x, k: x.at[k].apply(jnp.sin), M, i(1, 0), grad=False)
    case("at set clip", lambda x, k, v: x.at[k].set(v, mode="clip"), M, i(9), f(5.0))
    case("at add wrap", lambda x, k, v: x.at[:, (k % 4)].add(v), M, i(9, -6), f(5.0))


def selection():
    case("select", lambda x, y: jnp.select([x > 1, x < -1], [x * 2, y], 0.5), X, X + 1)
    case("select zero", lambda c, x: jnp.select([c], [x]), b(1, 0, 1), i(1, 2, 3))
    case("selectN", lambda k, x, y: jax.lax.select_n(k, x, y), X > 0, X, X * 2)
    case("selectN integers", lambda k, x, y: jax.lax.select_n(k, x, y, x + y), i(0, 2, 2, 1, 1, 0), X, X * 2)
    case("piecewise", lambda x: jnp.piecewise(x, [x < 0, x > 1], [lambda z: -z, lambda z: z * z, lambda z: z + 10]), X)
    case("piecewise overlapping", lambda x: jnp.piecewise(x, [x > 0, x > 1], [lambda z: z * 3, lambda z: z * z]), X)
    case("nonzero", lambda x: jnp.nonzero(x, size=4), np.array([[0, 3, 0], [5, 0, 1]], I32))
    case("nonzero filled", lambda x: jnp.nonzero(x, size=5, fill_value=-1), np.array([[0, 3, 0], [5, 0, 1]], I32))
    case("nonzero cut", lambda x: jnp.nonzero(x, size=2), f(0, 1, NAN, 2))
    case("where size", lambda x: jnp.where(x > 1, size=3), X)
    case("argwhere", lambda x: jnp.argwhere(x, size=4, fill_value=9), np.array([[0, 3, 0], [5, 0, 1]], I32))
    case("flatnonzero", lambda x: jnp.flatnonzero(x, size=4, fill_value=6), np.array([[0, 3, 0], [5, 0, 1]], I32))
    case("compress", lambda c, x: jnp.compress(c, x, axis=1, size=3, fill_value=-1), b(0, 1, 1), M)
    case("compress rows", lambda c, x: jnp.compress(c, x, axis=0, size=1), b(0, 1, 1), M)
    case("extract", lambda c, x: jnp.extract(c, x, size=5, fill_value=9), N > 1, N)
    case("place", lambda x, c, v: jnp.place(x, c, v, inplace=False), N, N > 1, i(10, 20, 30))
    case("nonzero concrete", jnp.nonzero, np.array([[0, 3, 0], [5, 0, 1]], I32))
    case("argwhere concrete", jnp.argwhere, np.array([[0, 3, 0], [5, 0, 1]], I32))
    case("flatnonzero concrete", jnp.flatnonzero, np.array([[0, 3, 0], [5, 0, 1]], I32))
    case("compress concrete", lambda c, x: jnp.compress(c, x, axis=1), b(0, 1, 1), M, grad=False)
    case("extract concrete", jnp.extract, N > 1, N)


def search():
    s = f(-1.0, 0.0, 0.0, 1.5, 2.0, NAN)
    v = np.array([[0.0, 2.5, -3.0], [NAN, 1.5, 0.2]], F32)
    case("searchSorted left", lambda x, y: jnp.searchsorted(x, y), s, v)
    case("searchSorted right", lambda x, y: jnp.searchsorted(x, y, side="right"), s, v)
    case("searchSorted long", lambda y: jnp.searchsorted(jnp.arange(1000.0) // 3, y), f(0.0, 5.5, 333.0, 1e9, -4.0))
    case("searchSorted long right", lambda y: jnp.searchsorted(jnp.arange(1000.0) // 3, y, side="right"), f(0.0, 5.5, 333.0, 1e9, 100.0))
    sweep("searchSorted left", jnp.searchsorted, [1, 2, 2, 4], [2, 0, 5], dtypes=[F16, BF16, I8, U8, I32])
    case("digitize", jnp.digitize, f(-1.0, 0.0, 0.5, 2.0, 3.5), f(0.0, 1.0, 2.0, 3.0))
    case("digitize right", lambda x, y: jnp.digitize(x, y, right=True), f(-1.0, 0.0, 0.5, 2.0, 3.5), f(0.0, 1.0, 2.0, 3.0))
    case("digitize descending", jnp.digitize, f(-1.0, 0.0, 0.5, 2.0, 3.5), f(3.0, 2.0, 1.0, 0.0))
    case("digitize descending right", lambda x, y: jnp.digitize(x, y, right=True), f(-1.0, 0.0, 0.5, 2.0, 3.5), f(3.0, 2.0, 1.0, 0.0))
    case("bincount", lambda x: jnp.bincount(x, length=5), i(1, 3, 1, 0, 9, -2))
    case("bincount weights", lambda x, w: jnp.bincount(x, w, length=4), i(1, 3, 1, 0, 9), f(0.5, 1.5, 2.5, 3.5, 4.5), smooth=True)
    case("sort", jnp.sort, M)
    case("sort descending", lambda x: jnp.sort(x, axis=0, descending=True), np.array([[3, NAN], [1, 2], [2, 5]], F32), grad=False)
    case("argsort", jnp.argsort, M)
    case("argsort descending", lambda x: jnp.argsort(x, axis=-1, descending=True), np.array([[3, 1, 3], [2, 2, 5]], I32))
    case("lexsort", lambda x, y: jnp.lexsort((x, y)), i(1, 0, 2, 1), i(5, 6, 5, 5))
    case("lexsort axis", lambda x, y: jnp.lexsort((x, y), axis=0), N, N % 2)
    case("partition", lambda x: jnp.sort(jnp.partition(x, 2, axis=1), axis=1), M, grad=False)
    case("argpartition", lambda x: jnp.sort(jnp.argpartition(x, 2, axis=1), axis=1), M)


def sets():
    u = i(3, 1, 3, 2, 1, 1)
    full = dict(return_index=True, return_inverse=True, return_counts=True)
    case("unique", lambda x: jnp.unique(x, size=3, **full), u)
    case("unique longer", lambda x: jnp.unique(x, size=5, **full), np.array([[3, 1], [3, 3]], I32))
    case("unique shorter", lambda x: jnp.unique(x, size=2, **full), u)
    case("unique filled", lambda x: jnp.unique(x, size=5, fill_value=9, **full), u)
    case("unique nan", lambda x: jnp.unique(x, size=3, **full), f(NAN, 1.0, NAN, 1.0), grad=False)
    case("unique nan apart", lambda x: jnp.unique(x, size=3, equal_nan=False, **full), f(NAN, 1.0, NAN, 1.0), grad=False)
    case("unique rows", lambda x: jnp.unique(x, axis=0, size=3, **full), np.array([[1, 2], [0, 5], [1, 2]], I32))
    case("unique columns", lambda x: jnp.unique(x, axis=1, size=2, **full), np.array([[1, 0, 1], [2, 5, 2]], I32))
    case("unique concrete", lambda x: jnp.unique(x, **full), u)
    case("uniqueValues concrete", jnp.unique_values, u)
    case("union1d", lambda x, y: jnp.union1d(x, y, size=6), u, i(2, 7))
    case("union1d concrete", jnp.union1d, u, i(2, 7))
    case("intersect1d", lambda x, y: jnp.intersect1d(x, y, size=3, fill_value=-1), u, i(2, 7, 3))
    case("intersect1d concrete", jnp.intersect1d, u, i(2, 7, 3))
    case("setdiff1d", lambda x, y: jnp.setdiff1d(x, y, size=3, fill_value=-1), u, i(2, 7))
    case("setdiff1d concrete", jnp.setdiff1d, u, i(2, 7))
    case("setxor1d", lambda x, y: jnp.setxor1d(x, y, size=4, fill_value=-1), u, i(2, 7))
    case("setxor1d concrete", jnp.setxor1d, u, i(2, 7))
    case("isin", jnp.isin, np.array([[1, 2], [3, 4]], I32), i(2, 4, 9))
    case("isin promoted", jnp.isin, f(1.0, 2.5, NAN), i(1, 2))


def join():
    v, w = f(1.0, 2.0), f(3.0, 4.0)
    case("vstack", lambda x, y: jnp.vstack([x, y]), v, w)
    case("vstack matrices", lambda x, y: jnp.vstack([x, y]), M, M[:1])
    case("hstack", lambda x, y: jnp.hstack([x, y]), v, w)
    case("hstack matrices", lambda x, y: jnp.hstack([x, y]), M, M[:, :1])
    case("dstack", lambda x, y: jnp.dstack([x, y]), v, w)
    case("dstack matrices", lambda x, y: jnp.dstack([x, y]), M, M)
    case("columnStack", lambda x, y: jnp.column_stack([x, y]), v, w)
    case("columnStack mixed", lambda x, y: jnp.column_stack([x, y]), M, M[:, 0])
    case("append", jnp.append, M, v)
    case("append axis", lambda x, y: jnp.append(x, y, axis=1), M, M[:, :1])
    case("append promoted", jnp.append, i(1, 2), f(0.5))
    case("block", lambda x, y: jnp.block([[x, y], [y, x]]), M, M * 2)
    case("arraySplit", lambda x: jnp.array_split(x, 3, axis=1), M)
    case("splitSizes", lambda x: jax.lax.split(x, (1, 0, 3), axis=1), M)
    case("vsplit", lambda x: jnp.vsplit(x, 3), M)
    case("vsplit places", lambda x: jnp.vsplit(x, [1]), M)
    case("hsplit", lambda x: jnp.hsplit(x, 2), M)
    case("hsplit places", lambda x: jnp.hsplit(x, [1, 3]), M)
    case("hsplit vector", lambda x: jnp.hsplit(x, 2), X)
    case("dsplit", lambda x: jnp.dsplit(x, 2), T)
    case("dsplit places", lambda x: jnp.dsplit(x, [1]), T)
    case("delete", lambda x: jnp.delete(x, 1, axis=0), M)
    case("delete several", lambda x: jnp.delete(x, np.array([0, -1, 0]), axis=1), M)
    case("delete data", lambda x, k: jnp.delete(x, k, axis=1, assume_unique_indices=True), M, i(3, 0))
    case("insert", lambda x, v: jnp.insert(x, 1, v, axis=0), M, f(7.0))
    case("insert row", lambda x, v: jnp.insert(x, -1, v, axis=1), M, f(7.0, 8.0, 9.0))
    case("insert data", lambda x, k, v: jnp.insert(x, k, v, axis=1), M, i(3, 0, 3), f(7.0, 8.0, 9.0))
    case("insert number", lambda x, k: jnp.insert(x, k, 5, axis=0), N, i(1, -1))


def rearrange():
    case("atLeast1d", jnp.atleast_1d, np.array(2.5, F32))
    case("atLeast2d", jnp.atleast_2d, X)
    case("atLeast3d", jnp.atleast_3d, X)
    case("atLeast3d matrix", jnp.atleast_3d, M)
    case("broadcastToRank", lambda x: jax.lax.broadcast_to_rank(x, 3), X)
    case("permuteDims", lambda x: jnp.permute_dims(x, (2, 0, 1)), T)
    case("moveAxis lists", lambda x: jnp.moveaxis(x, (0, 2), (-1, 0)), T)
    case("rollAxis", lambda x: jnp.rollaxis(x, 2, 0), T)
    case("rollAxis back", lambda x: jnp.rollaxis(x, 0, 3), T)
    case("fliplr", jnp.fliplr, M)
    case("flipud", jnp.flipud, M)
    case("rot90", jnp.rot90, M)
    case("rot90 twice", lambda x: jnp.rot90(x, 2), M)
    case("rot90 back", lambda x: jnp.rot90(x, -1, axes=(1, 2)), T)
    case("rot90 none", lambda x: jnp.rot90(x, 4), M)
    case("roll flat", lambda x: jnp.roll(x, 5), M)
    case("roll lists", lambda x: jnp.roll(x, (1, -1), axis=(0, 1)), M)
    case("roll data", lambda x, k: jnp.roll(x, k, axis=1), M, np.array(-5, I32))
    case("repeat flat", lambda x: jnp.repeat(x, 2), N)
    case("repeat counts", lambda x: jnp.repeat(x, np.array([2, 0, 1]), axis=0), M)
    case("repeat data", lambda x, k: jnp.repeat(x, k, axis=0, total_repeat_length=5), M, i(1, 0, 3))
    case("repeat data cut", lambda x, k: jnp.repeat(x, k, axis=0, total_repeat_length=3), M, i(1, 2, 3))
    case("resize", lambda x: jnp.resize(x, (3, 5)), N)
    case("resize cut", lambda x: jnp.resize(x, (2, 2)), N)
    case("diagflat", lambda x: jnp.diagflat(x, 1), N)
    case("diag", jnp.diag, X)
    case("diagonal", jnp.diagonal, T)
    case("trace offset", lambda x: jnp.trace(x, 1, 1, 2), T)
    case("tril", jnp.tril, M)
    case("triu", jnp.triu, M)
    case("fillDiagonal", lambda x: jnp.fill_diagonal(x, 5, inplace=False), M)
    case("fillDiagonal values", lambda x, v: jnp.fill_diagonal(x, v, inplace=False), M, f(7.0, 8.0))
    case("fillDiagonal cube", lambda x: jnp.fill_diagonal(x, 5, inplace=False), np.zeros((2, 2, 2), I32))
    case("trimZeros concrete", jnp.trim_zeros, f(0, 0, 1, 0, 2, 0), grad=False)
    case("unravelIndex", lambda k: jnp.unravel_index(k, (2, 3, 4)), np.array([[0, 23, 7], [-1, 99, -99]], I32))
    case("ravelMultiIndex", lambda j, k: jnp.ravel_multi_index((j, k), (3, 4), mode="clip"), i(0, 2, 9), i(3, -1, 1))
    case("ravelMultiIndex wrap", lambda j, k: jnp.ravel_multi_index((j, k), (3, 4), mode="wrap"), i(0, 2, 9), i(3, -1, 1))


def pad():
    w = ((1, 2), (0, 3))
    case("pad constant", lambda x: jnp.pad(x, w), M)
    case("pad one pair", lambda x: jnp.pad(x, ((1, 1),)), N)
    case("pad value", lambda x: jnp.pad(x, w, constant_values=2), N)
    case("pad values", lambda x: jnp.pad(x, w, constant_values=((1, 2), (3, 4))), M)
    case("pad edge", lambda x: jnp.pad(x, w, "edge"), M)
    case("pad reflect", lambda x: jnp.pad(x, ((3, 5), (4, 0)), "reflect"), M)
    case("pad reflect odd", lambda x: jnp.pad(x, ((3, 5), (4, 0)), "reflect", reflect_type="odd"), M)
    case("pad symmetric", lambda x: jnp.pad(x, ((4, 7), (1, 2)), "symmetric"), M)
    case("pad symmetric odd", lambda x: jnp.pad(x, ((4, 7), (1, 2)), "symmetric", reflect_type="odd"), M)
    case("pad reflect one", lambda x: jnp.pad(x, ((2, 1),), "reflect"), f(3.0))
    case("pad wrap", lambda x: jnp.pad(x, ((4, 7), (1, 2)), "wrap"), M)
    case("pad linear ramp", lambda x: jnp.pad(x, w, "linear_ramp", end_values=((1, -1), (0, 5))), M)
    case("pad linear ramp integers", lambda x: jnp.pad(x, ((3, 3), (0, 0)), "linear_ramp"), N * 10)
    case("pad maximum", lambda x: jnp.pad(x, w, "maximum"), M)
    case("pad minimum", lambda x: jnp.pad(x, w, "minimum", stat_length=2), M)
    case("pad mean", lambda x: jnp.pad(x, w, "mean", stat_length=((1, 2), (3, 2))), M)
    case("pad mean integers", lambda x: jnp.pad(x, w, "mean"), N)
    case("pad median", lambda x: jnp.pad(x, w, "median"), M)
    case("pad empty", lambda x: jnp.pad(x, w, "empty"), M)
    sweep("pad edge", lambda x: jnp.pad(x, w, "edge"), [[1, 0], [1, 1]], dtypes=ALL)


def grid():
    case("empty", lambda: jnp.empty((2, 2)))
    case("emptyLike", jnp.empty_like, N)
    case("identity", lambda: jnp.identity(2))
    case("identity integers", lambda: jnp.identity(2, I32))
    case("linspace tensors", lambda x, y: jnp.linspace(x, y, 5), f(0.0, 1.0), f(2.0, -3.0), smooth=True)
    case("linspace open", lambda x, y: jnp.linspace(x, y, 4, endpoint=False, axis=1), f(0.0, 1.0), f(2.0), smooth=True)
    case("linspace one", lambda x, y: jnp.linspace(x, y, 1), f(0.5), f(2.0))
    case("linspace none", lambda x, y: jnp.linspace(x, y, 0), f(0.5), f(2.0))
    case("linspace integers", lambda x, y: jnp.linspace(x, y, 5, dtype=I32), i(0), i(10))
    case("logspace", lambda: jnp.logspace(0.0, 2.0, 5))
    case("logspace base", lambda: jnp.logspace(0.0, 3.0, 4, base=2.0))
    case("logspace tensors", lambda x, y: jnp.logspace(x, y, 3, endpoint=False), f(0.0, 1.0), f(1.5, 2.0), smooth=True)
    case("geomspace", lambda: jnp.geomspace(1.0, 1000.0, 4))
    case("geomspace negative", lambda: jnp.geomspace(-2.0, -32.0, 5))
    case("meshgridSparse", lambda x, y: jnp.meshgrid(x, y, sparse=True), X[:2], f(1.0, 2.0, 3.0))
    case("meshgridIjSparse", lambda x, y: jnp.meshgrid(x, y, sparse=True, indexing="ij"), X[:2], f(1.0, 2.0, 3.0))
    case("ix", jnp.ix_, i(0, 2), i(1, 3, 4))
    case("mgrid", lambda: jnp.mgrid[0:2, 3:9:3])
    case("ogrid", lambda: jnp.ogrid[0:2, 3:9:3])
    case("indices", lambda: jnp.indices((2, 3)))
    case("fromFunction", lambda: jnp.fromfunction(lambda x, y: x * 10 + y, (2, 3), dtype=I32))
    case("trilIndices", lambda: jnp.tril_indices(3))
    case("trilIndices offset", lambda: jnp.tril_indices(2, -1, 3))
    case("triuIndices", lambda: jnp.triu_indices(3))
    case("triuIndices offset", lambda: jnp.triu_indices(2, 1, 4))
    case("diagIndices", lambda: jnp.diag_indices(3, 2))
    case("vander", lambda x: jnp.vander(x, 3), f(0.5, 2.0, -1.5), smooth=True)
    case("vander increasing", lambda x: jnp.vander(x, 4, increasing=True), i(1, 2, 3))
    case("bartlett", lambda: jnp.bartlett(5))
    case("hanning", lambda: jnp.hanning(5))
    case("hamming", lambda: jnp.hamming(6))
    case("blackman", lambda: jnp.blackman(5))
    case("hanning one", lambda: jnp.hanning(1))


def masked():
    mask = M > 0
    row = b(1, 0, 1, 0)
    case("sum masked", lambda x, m: jnp.sum(x, axis=1, where=m), M, mask, smooth=True)
    case("sum masked row", lambda x, m: jnp.sum(x, keepdims=True, where=m), N.astype(I8), b(1, 0, 1))
    case("prod masked", lambda x, m: jnp.prod(x, axis=0, where=m), M, mask, smooth=True)
    case("mean masked", lambda x, m: jnp.mean(x, axis=0, where=m), M, mask, smooth=True)
    case("mean masked integers", lambda x, m: jnp.mean(x, axis=1, keepdims=True, where=m), N, N > 2)
    case("mean masked nothing", lambda x, m: jnp.mean(x, axis=1, where=m), M, b(0, 0, 0, 0), grad=False)
    case("var masked", lambda x, m: jnp.var(x, axis=1, where=m, ddof=1), M, row, smooth=True)
    case("std masked", lambda x, m: jnp.std(x, axis=1, where=m), M, row, smooth=True)
    case("var masked too little", lambda x, m: jnp.var(x, axis=1, where=m, ddof=1), M, b(0, 1, 0, 0), grad=False)
    case("max masked", lambda x, m: jnp.max(x, axis=1, where=m, initial=-jnp.inf), M, row)
    case("min masked", lambda x, m: jnp.min(x, axis=0, where=m, initial=jnp.inf), M, mask)
    case("max masked initial", lambda x, m: jnp.max(x, axis=1, where=m, initial=1), N, b(0, 0, 1))
    case("min masked initial", lambda x, m: jnp.min(x, axis=1, keepdims=True, where=m, initial=2), N, b(1, 0, 1))
    case("all masked", lambda x, m: jnp.all(x, axis=1, where=m), N > 1, b(0, 1, 1))
    case("any masked", lambda x, m: jnp.any(x, axis=0, where=m), N > 3, N > 4)


def nans():
    for java, function in [("nansum", jnp.nansum), ("nanprod", jnp.nanprod), ("nanmean", jnp.nanmean), ("nanvar", jnp.nanvar), ("nanstd", jnp.nanstd), ("nanmax", jnp.nanmax), ("nanmin", jnp.nanmin)]:
        smooth = java in ("nansum", "nanprod")
        case(java, function, NANS)
        case(java + " axis", lambda x, g=function: g(x, axis=1, keepdims=True), NANS, grad=smooth)
        case(java + " integers", lambda x, g=function: g(x, axis=0), N)
        sweep(java, function, [1.0, NAN, 3.0], dtypes=FLOATS)
    case("nanvar ddof", lambda x: jnp.nanvar(x, axis=0, ddof=1), NANS, grad=False)
    case("nanstd ddof", lambda x: jnp.nanstd(x, axis=0, ddof=1), NANS, grad=False)
    case("nanargmax", jnp.nanargmax, NANS)
    case("nanargmin", jnp.nanargmin, NANS)
    case("nanargmax axis", lambda x: jnp.nanargmax(x, axis=1), NANS)
    case("nanargmin axis", lambda x: jnp.nanargmin(x, axis=1), NANS)
    case("nancumsum", lambda x: jnp.nancumsum(x, axis=1), NANS)
    case("nancumprod", lambda x: jnp.nancumprod(x, axis=0), NANS)
    case("nanmedian", jnp.nanmedian, NANS)
    case("nanmedian axis", lambda x: jnp.nanmedian(x, axis=1, keepdims=True), NANS, grad=False)
    case("nanquantile", lambda x: jnp.nanquantile(x, 0.3), NANS)
    case("nanquantile vector", lambda x, q: jnp.nanquantile(x, q, axis=1), NANS, f(0.1, 0.75), grad=False)
    case("nanpercentile", lambda x: jnp.nanpercentile(x, 30, axis=0), NANS, grad=False)
    case("nanpercentile vector", lambda x, q: jnp.nanpercentile(x, q, axis=(0, 1)), NANS, f(10, 75), grad=False)
    case("cumsum flat", jnp.cumsum, M, smooth=True)
    case("cumprod flat", jnp.cumprod, M, smooth=True)
    case("cumulativeSum", lambda x: jnp.cumulative_sum(x, axis=1, include_initial=True), M)
    case("cumulativeProd", lambda x: jnp.cumulative_prod(x, axis=0, include_initial=True), N)
    case("dynamicUpdateIndexInAxis", lambda x, v, k: jax.lax.dynamic_update_index_in_dim(x, v, k, 1), M, f(7, 8, 9), np.array(-1, I32))


def statistics():
    case("ptp", jnp.ptp, M)
    case("ptp axis", lambda x: jnp.ptp(x, axis=1, keepdims=True), M)
    sweep("ptp", jnp.ptp, [1, 5, 3], dtypes=[F16, BF16, I8, U8, I32])
    case("average", lambda x, w: jnp.average(x, weights=w), M, np.abs(M) + 1, smooth=True)
    case("average axis", lambda x, w: jnp.average(x, axis=1, weights=w), M, f(1, 2, 3, 4), smooth=True)
    case("average axes", lambda x, w: jnp.average(x, axis=(2, 0), weights=w, keepdims=True), T, np.arange(8).reshape(4, 2).astype(F32) + 1, smooth=True)
    case("average integers", lambda x, w: jnp.average(x, axis=0, weights=w), N, i(1, 3))
    case("median", jnp.median, M, smooth=True)
    case("median axis", lambda x: jnp.median(x, axis=1), M, smooth=True)
    case("median axes", lambda x: jnp.median(x, axis=(0, 2), keepdims=True), T)
    case("median nan", lambda x: jnp.median(x, axis=1), NANS, grad=False)
    sweep("median", jnp.median, [1, 5, 3, 2], dtypes=[F16, BF16, I8, U8, I32])
    case("quantile", lambda x: jnp.quantile(x, 0.3), M, smooth=True)
    case("quantile axis", lambda x: jnp.quantile(x, 0.6, axis=0), M, smooth=True)
    case("quantile vector", lambda x, q: jnp.quantile(x, q, axis=1), M, f(0.0, 0.4, 1.0))
    case("quantile vector kept", lambda x, q: jnp.quantile(x, q, axis=(0, 2), keepdims=True), T, f(0.1, 0.4))
    for method in ["lower", "higher", "midpoint", "nearest", "inverted_cdf"]:
        case(f"quantile {method}", lambda x, q, m=method: jnp.quantile(x, q, axis=1, method=m), M, f(0.0, 0.2, 0.45, 1.0), grad=method != "inverted_cdf")
    case("quantile weights", lambda x, q, w: jnp.quantile(x, q, axis=1, method="inverted_cdf", weights=w), M, f(0.3, 0.8), np.abs(M), grad=False)
    case("quantile nan", lambda x, q: jnp.quantile(x, q, axis=1), NANS, f(0.3, 0.8), grad=False)
    case("percentile", lambda x: jnp.percentile(x, 30), M)
    case("percentile vector", lambda x, q: jnp.percentile(x, q, axis=0), M, f(30, 60))
    case("cov", jnp.cov, M, smooth=True)
    case("cov vector", jnp.cov, X, smooth=True)
    case("cov columns", lambda x: jnp.cov(x, rowvar=False, bias=True), M, smooth=True)
    case("cov other", lambda x, y: jnp.cov(x, y, ddof=0), M, M[0] * M[1], smooth=True)
    case("cov frequencies", lambda x, w: jnp.cov(x, fweights=w), M, i(1, 2, 3, 1))
    case("cov importances", lambda x, w: jnp.cov(x, aweights=w), M, f(1, 2, 0.5, 1))
    case("cov both weights", lambda x, v, w: jnp.cov(x, fweights=v, aweights=w), M, i(1, 2, 3, 1), f(1, 2, 0.5, 1))
    case("corrcoef", jnp.corrcoef, M, grad=False)
    case("corrcoef vector", jnp.corrcoef, X, grad=False)


def histograms():
    case("histogramBinEdges", lambda x: jnp.histogram_bin_edges(x, 4), M)
    case("histogramBinEdges range", lambda x: jnp.histogram_bin_edges(x, 3, range=(-1, 2)), M, grad=False)
    case("histogramBinEdges point", lambda x: jnp.histogram_bin_edges(x, 2), f(3, 3), grad=False)
    case("histogram", lambda x: jnp.histogram(x, 4), M, grad=False)
    case("histogram integers", lambda x: jnp.histogram(x, 3), N)
    case("histogram range", lambda x: jnp.histogram(x, 3, range=(-1, 1), density=True), M, grad=False)
    case("histogram edges", lambda x, e, w: jnp.histogram(x, e, weights=w), M, f(-2, 0, 0.5, 3), np.abs(M), grad=False)
    case("histogram2d", lambda x, y: jnp.histogram2d(x, y, 3), f(0, 1, 2, 2, 1.5), f(5, 4, 3, 5, 4.4), grad=False)
    case("histogramDd", lambda p: jnp.histogramdd(p, 2, density=True), M, grad=False)
    case("histogramDd edges", lambda p, a, c: jnp.histogramdd(p, [a, c]), M[:, :2], f(-3, 0, 3), f(-1, 0, 0.5, 1), grad=False)


def differences():
    case("diff", jnp.diff, M, smooth=True)
    case("diff twice", lambda x: jnp.diff(x, n=2, axis=0), M, smooth=True)
    case("diff extended", lambda x, a, c: jnp.diff(x, axis=1, prepend=a, append=c), M, np.array(0.5, F32), M[:, :2], smooth=True)
    case("diff bool", jnp.diff, b(1, 0, 0, 1))
    case("diff none", lambda x: jnp.diff(x, n=0), M)
    sweep("diff", jnp.diff, [1, 5, 3], dtypes=[F16, BF16, I8, U8, I32])
    case("ediff1d", jnp.ediff1d, M, smooth=True)
    case("ediff1d extended", lambda x, a, c: jnp.ediff1d(x, to_begin=a, to_end=c), X, f(9.0), f(7.0, 8.0))
    case("gradient", jnp.gradient, M, smooth=True)
    case("gradient distance", lambda x: jnp.gradient(x, 0.5, axis=1), M, smooth=True)
    case("gradient places", lambda x, p: jnp.gradient(x, p, axis=1), M, f(0.0, 0.5, 1.5, 3.0), smooth=True)
    case("gradient two", lambda x: jnp.gradient(x, 2.0, axis=0), M[:2])
    case("gradient integers", lambda x: jnp.gradient(x, axis=1), N)
    case("trapezoid", jnp.trapezoid, M, smooth=True)
    case("trapezoid distance", lambda y: jnp.trapezoid(y, dx=0.5, axis=0), M, smooth=True)
    case("trapezoid places", lambda y, x: jnp.trapezoid(y, x, axis=1), M, f(0.0, 0.5, 1.5, 3.0), smooth=True)
    case("trapezoid many places", lambda y, x: jnp.trapezoid(y, x, axis=0), M, np.cumsum(np.abs(M), 0), smooth=True)
    xp, fp = f(0.0, 1.0, 2.5, 4.0), f(1.0, -1.0, 3.0, 0.5)
    x = f(-1.0, 0.0, 0.3, 1.0, 2.2, 3.9, 9.0)
    case("interp", jnp.interp, x, xp, fp)
    case("interp inside", jnp.interp, f(0.3, 1.1, 2.2, 3.9), xp, fp, smooth=True)
    case("interp ends", lambda a, c, d: jnp.interp(a, c, d, left=-7, right=7), x, xp, fp)
    case("interp extrapolated", lambda a, c, d: jnp.interp(a, c, d, left="extrapolate", right="extrapolate"), x, xp, fp, grad=False)
    case("interp periodic", lambda a, c, d: jnp.interp(a, c, d, period=5.0), x, f(4.0, 0.0, 7.5, 1.0), fp, grad=False)
    case("interp integers", jnp.interp, i(1, 2, 3), i(0, 2, 4), i(0, 20, 30))
    a, v = f(1.0, -2.0, 3.0, 0.5), f(0.2, 0.7, -1.1)
    for mode in ["full", "same", "valid"]:
        case(f"convolve {mode}", lambda x, y, m=mode: jnp.convolve(x, y, m), a, v, smooth=True)
        case(f"correlate {mode}", lambda x, y, m=mode: jnp.correlate(x, y, m), a, v, smooth=True)
        case(f"convolve {mode} swapped", lambda x, y, m=mode: jnp.convolve(x, y, m), v, a)
        case(f"correlate {mode} swapped", lambda x, y, m=mode: jnp.correlate(x, y, m), v, a)
    case("convolve", jnp.convolve, i(1, 2, 3), i(0, 1))
    case("correlate", jnp.correlate, i(1, 2, 3), i(0, 1))
    case("unwrap", jnp.unwrap, f(0.0, 1.0, 4.5, -2.0, 6.0, 12.9), smooth=True)
    case("unwrap period", lambda x: jnp.unwrap(x, period=4.0, axis=0), np.array([[0, 1], [3, 5.5], [1, -2]], F32), grad=False)


def polynomials():
    p, q = f(2.0, -1.0, 0.5, 3.0), f(1.0, 0.5)
    case("polyval", jnp.polyval, p, np.array([[0.5, -1.0], [2.0, 0.0]], F32), smooth=True)
    case("polyval integers", jnp.polyval, i(2, 0, 1), i(1, 2, 3))
    case("polyadd", jnp.polyadd, p, q, smooth=True)
    case("polysub", jnp.polysub, q, p, smooth=True)
    case("polymul", jnp.polymul, p, q, smooth=True)
    case("polydiv", jnp.polydiv, p, q, smooth=True)
    case("polyder", jnp.polyder, p, smooth=True)
    case("polyder twice", lambda x: jnp.polyder(x, 2), p)
    case("polyder integers", jnp.polyder, i(2, 0, 1))
    case("polyint", jnp.polyint, p, smooth=True)
    case("polyint twice", lambda x: jnp.polyint(x, 2, 3.0), p)
    case("poly", jnp.poly, f(1.0, -2.0, 0.5), smooth=True)
    x = f(0.0, 0.5, 1.0, 2.0, 3.5)
    case("polyfit", lambda a, c: jnp.polyfit(a, c, 2), x, f(1.0, 0.2, -0.5, 2.0, 4.0), grad=False)
    case("polyfit columns", lambda a, c: jnp.polyfit(a, c, 1), x, np.array([[1, 2], [0, 1], [3, 1], [2, 5], [1, 1]], F32), grad=False)
    case("polyfit weights", lambda a, c, w: jnp.polyfit(a, c, 2, w=w), x, f(1.0, 0.2, -0.5, 2.0, 4.0), f(1, 2, 1, 0.5, 1), grad=False)


def products():
    case("einsum chain", lambda x, y, z: jnp.einsum("ij,jk,kl->il", x, y, z), M, M.T, M, smooth=True)
    case("einsum many", lambda x, y, z: jnp.einsum("ij,kj,kl,ml,im->", x, y, z, y, x[:, :3] @ z[:, :3]), M, M, M)
    case("einsum ellipsis", lambda x, y: jnp.einsum("...ij,jk->...ik", x, y), T, M.T, smooth=True)
    case("einsum broadcast", lambda x, y: jnp.einsum("b...i,...i->b...", x, y), T, T[:1], smooth=True)
    case("einsum diagonal", lambda x: jnp.einsum("iij->ji", x), T[:, :2, :2])
    case("einsum trace", lambda x: jnp.einsum("ii", x), M[:, :3])
    case("einsum implicit", lambda x, y: jnp.einsum("kj,ji", x, y), M, M.T)
    case("einsum outer", lambda x, y: jnp.einsum("i,j->ji", x, y), X, X[:2])
    case("einsum sum", lambda x: jnp.einsum("ijk->k", x), T)
    case("einsum repeated", lambda x, y: jnp.einsum("ii,i->i", x, y), M[:, :3], M[0, :3])
    case("einsum attention", lambda q, k, v: jnp.einsum("th,sh,sd->td", q, k, v), M, M * 2, M[:, :2])
    case("einsum integers", lambda x, y: jnp.einsum("ij,kj->ik", x, y), N, N)
    case("vecdot", jnp.vecdot, T, M[:, :4], smooth=True)
    case("matvec", jnp.matvec, T, M[0], smooth=True)
    case("vecmat", jnp.vecmat, M[0, :3], T, smooth=True)
    case("cross", jnp.cross, M[:, :3], M[0, :3], smooth=True)
    case("cross plane", jnp.cross, M[:, :2], M[:, 2:], smooth=True)
    case("cross mixed", lambda x, y: jnp.cross(x, y), M[:, :3], M[:, :2])
    case("cross axis", lambda x, y: jnp.cross(x, y, axis=0), M, M[::-1], smooth=True)
    case("tensordot lists", lambda x, y: jnp.tensordot(x, y, ((0, 2), (1, 0))), T, np.arange(24).reshape(4, 2, 3).astype(F32) * 0.1, smooth=True)
    case("inner", jnp.inner, M, M[:2])
    case("outer", jnp.outer, M, X[:2])
    case("vdot", jnp.vdot, M, M.T.reshape(3, 4))


def compare():
    x = f(1.0, 1.0, NAN, INF, INF, 1.0)
    y = f(1.0 + 1e-6, 1.1, NAN, INF, -INF, INF)
    case("isClose", jnp.isclose, x, y)
    case("isClose nan", lambda a, c: jnp.isclose(a, c, rtol=1e-5, atol=0.2, equal_nan=True), x, y)
    case("allClose", jnp.allclose, x[:1], y[:1])
    case("arrayEqual", jnp.array_equal, M, M)
    case("arrayEqual nan", lambda a, c: jnp.array_equal(a, c, equal_nan=True), NANS, NANS)
    case("arrayEqual shapes", jnp.array_equal, M, M[:1])
    case("arrayEquiv", jnp.array_equiv, np.ones((2, 3), F32), np.ones(3, I32))
    case("arrayEquiv shapes", lambda x, y: jnp.array(False), np.ones(2, F32), np.ones(3, F32))


def neural():
    nn = jax.nn
    kinks = f(-7.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0, 7.0)
    functions = dict(
        relu=nn.relu, relu6=nn.relu6, sigmoid=nn.sigmoid, logSigmoid=nn.log_sigmoid, softplus=nn.softplus, softSign=nn.soft_sign,
        silu=nn.silu, swish=nn.swish, mish=nn.mish, gelu=nn.gelu, elu=nn.elu, selu=nn.selu, celu=nn.celu, leakyRelu=nn.leaky_relu,
        hardTanh=nn.hard_tanh, hardSigmoid=nn.hard_sigmoid, hardSwish=nn.hard_swish, hardSilu=nn.hard_silu,
        sparsePlus=nn.sparse_plus, sparseSigmoid=nn.sparse_sigmoid, squareplus=nn.squareplus, identity=nn.identity)
    for java, function in functions.items():
        case("Nn." + java, function, kinks)
        if java not in ("identity",):
            sweep("Nn." + java, function, [-1.5, 0.25, 2.0], dtypes=FLOATS)
    case("Nn.geluExact", lambda x: nn.gelu(x, approximate=False), kinks)
    case("Nn.squareplus b", lambda x: nn.squareplus(x, 1.5), kinks)
    case("Nn.log1mexp", nn.log1mexp, f(1e-4, 0.3, 0.69, 0.7, 5.0, 40.0))
    case("Nn.glu", nn.glu, M, smooth=True)
    case("Nn.glu axis", lambda x: nn.glu(x, axis=1), T[:, :2], smooth=True)
    case("Nn.softmax", nn.softmax, M, smooth=True)
    case("Nn.softmax axes", lambda x: nn.softmax(x, axis=(0, 2)), T, smooth=True)
    case("Nn.softmax masked", lambda x, m: nn.softmax(x, axis=1, where=m), M, M > -1, smooth=True)
    case("Nn.softmax masked row", lambda x, m: nn.softmax(x, axis=0, where=m), M, b(1, 0, 1, 1))
    case("Nn.softmax infinite", nn.softmax, f(-INF, 1.0, 2.0), grad=False)
    case("Nn.logSoftmax", nn.log_softmax, M, smooth=True)
    case("Nn.logSoftmax axis", lambda x: nn.log_softmax(x, axis=0), M, smooth=True)
    case("Nn.logSoftmax masked", lambda x, m: nn.log_softmax(x, axis=1, where=m), M, M > -1)
    sweep("Nn.softmax", nn.softmax, [1, 2, 3], dtypes=[F16, BF16])
    lse = jsp.special.logsumexp
    case("Nn.logsumexp", lambda x: nn.logsumexp(x), M, smooth=True)
    case("Nn.logsumexp axes", lambda x: nn.logsumexp(x, axis=(0, 2), keepdims=True), T, smooth=True)
    case("Nn.logsumexp infinite", lambda x: nn.logsumexp(x, axis=1), np.array([[-INF, -INF], [INF, 1], [NAN, 0], [-INF, 3]], F32), grad=False)
    case("Nn.logsumexp weights", lambda x, w: lse(x, axis=1, b=w), M, np.array([[1, 0, 2, 1], [1, 1, 1, 1], [0.5, -9, 0, 0]], F32), grad=False)
    case("Nn.logsumexp masked", lambda x, m: lse(x, axis=1, where=m), M, M > 0)
    case("Nn.signedLogsumexp", lambda x, w: lse(x, axis=1, b=w, return_sign=True), M, np.array([[1, 0, 2, 1], [1, 1, 1, 1], [0.5, -9, 0, 0]], F32))
    case("Nn.logmeanexp", lambda x: nn.logmeanexp(x, axis=1), M, smooth=True)
    case("Nn.logmeanexp all", lambda x: nn.logmeanexp(x), M, smooth=True)
    case("Nn.standardize", nn.standardize, M, smooth=True)
    case("Nn.standardize axes", lambda x: nn.standardize(x, axis=(0, 1), epsilon=1e-3), M, smooth=True)
    case("Nn.standardize moments", lambda x, m, v: nn.standardize(x, mean=m, variance=v, epsilon=1e-5), M, f(0.5), f(2.0), smooth=True)
    case("Nn.oneHot", lambda k: nn.one_hot(k, 3), np.array([[0, 2], [3, -1]], I32))
    case("Nn.oneHot axis", lambda k: nn.one_hot(k, 3, axis=0, dtype=I32), np.array([[0, 2], [3, -1]], I32))
    case("Nn.oneHot middle", lambda k: nn.one_hot(k, 3, axis=1, dtype=BF16), np.array([[0, 2], [1, 1]], U8))
    rng = np.random.RandomState(3)
    q, k, v = [rng.normal(size=s).astype(F32).round(2) for s in [(2, 3, 4, 2), (2, 5, 2, 2), (2, 5, 2, 2)]]
    bias = rng.normal(size=(1, 4, 3, 5)).astype(F32).round(2)
    mask = rng.uniform(size=(2, 1, 3, 5)) > 0.4
    attend = nn.dot_product_attention
    case("Nn.dotProductAttention", attend, q, k, v, smooth=True)
    case("Nn.dotProductAttention one", attend, q[0, :, :2], k[0], v[0], smooth=True)
    case("Nn.dotProductAttention bias", lambda q, k, v, x: attend(q, k, v, bias=x, scale=0.3), q, k, v, bias, smooth=True)
    case("Nn.dotProductAttention mask", lambda q, k, v, m: attend(q, k, v, mask=m), q, k, v, mask)
    case("Nn.dotProductAttention causal", lambda q, k, v: attend(q, k, v, is_causal=True), q, k, v, smooth=True)
    case("Nn.dotProductAttention window", lambda q, k, v: attend(q, k, v, local_window_size=(1, 0)), q, k, v)
    case("Nn.dotProductAttention lengths", lambda q, k, v, s, t: attend(q, k, v, query_seq_lengths=s, key_value_seq_lengths=t), q, k, v, i(2, 3), i(5, 1))
    sweep("Nn.dotProductAttention", attend, q[:1], k[:1], v[:1], dtypes=FLOATS)


for family in [numeric, bits, take, index, selection, search, sets, join, rearrange, pad, grid, masked, nans, statistics, histograms,
               differences, polynomials, products, compare, neural]:
    family()

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.json")
with open(path, "w") as file:
    file.write('{"generator": "cases.py", "jax": "%s", "cases": {\n' % jax.__version__)
    file.write(",\n".join(json.dumps(name) + ": " + json.dumps(row, separators=(",", ":")) for name, row in CASES.items()))
    file.write("\n}}\n")
print(len(CASES), "cases,", os.path.getsize(path), "bytes")
