"""Writes derivatives.json: values, gradients and second derivatives of linear algebra as JAX gives them in float64 on a CPU."""

import json
import pathlib

import jax
import jax.numpy as jnp
import jax.scipy.linalg as sp
import numpy as np

jax.config.update("jax_enable_x64", True)
la = jnp.linalg

SQUARE = jnp.array([[2.0, -1, 0.5], [0.25, 3, -2], [1, 0.75, -1.5]])
TALL = jnp.array([[1.0, 2, -0.5], [-1, 0.5, 3], [2, -2, 1], [0.5, 1.5, -1]])
WIDE = TALL.T
POSITIVE = jnp.array([[4.0, 1, -0.5], [0.5, 3, 1], [1, -0.25, 2.5]])
FOUR = jnp.array([[2.0, -1, 0.5, 1], [0.25, 3, -2, 0], [1, 0.75, -1.5, 2], [-1, 2, 1, 0.5]])
RANK_3 = jnp.array([[1.0, 2, 3, 4], [2, 1, 0, 1], [3, 3, 3, 5], [1, 0, 2, -1]])
RANK_2 = jnp.array([[1.0, 2, 3, 4], [2, 4, 6, 8], [1, 0, 1, 0], [2, 2, 4, 4]])
SIDES = jnp.array([[1.0, 2], [-1, 0.5], [3, 1]])
VECTOR = jnp.array([1.0, -2, 0.5])


def weighted(*results):
  """Sums all elements, with weights that grow along each result."""
  return sum(jnp.sum(x * (1 + jnp.arange(x.size)).reshape(x.shape) / x.size) for x in results)


def squared_vectors(u, s, vt):
  return weighted(u * u, s, vt * vt)


def symmetric(a):
  return (a + a.T) / 2


CASES = {
    "cholesky": (lambda a: weighted(la.cholesky(a)), POSITIVE),
    "eigh": (lambda a: weighted(la.eigh(a)[0], la.eigh(a)[1] ** 2), POSITIVE),
    "eigvalsh": (lambda a: weighted(la.eigvalsh(a)), POSITIVE),
    "svd tall": (lambda a: squared_vectors(*la.svd(a, full_matrices=False)), TALL),
    "svd wide": (lambda a: squared_vectors(*la.svd(a, full_matrices=False)), WIDE),
    "svd square": (lambda a: squared_vectors(*la.svd(a)), SQUARE),
    "svdvals": (lambda a: weighted(la.svdvals(a)), TALL),
    "qr tall": (lambda a: weighted(*la.qr(a)), TALL),
    "qr wide": (lambda a: weighted(*la.qr(a)), WIDE),
    "qr complete": (lambda a: weighted(*la.qr(a, mode="complete")), TALL),
    "luFactor square": (lambda a: weighted(jax.lax.linalg.lu(a)[0]), SQUARE),
    "luFactor tall": (lambda a: weighted(jax.lax.linalg.lu(a)[0]), TALL),
    "luFactor wide": (lambda a: weighted(jax.lax.linalg.lu(a)[0]), WIDE),
    "lu": (lambda a: weighted(*sp.lu(a)[1:]), TALL),
    "det": (la.det, SQUARE),
    "det of 4 rows": (la.det, FOUR),
    "det of rank 3": (la.det, RANK_3),
    "det of rank 2": (la.det, RANK_2),
    "slogdet": (lambda a: la.slogdet(a)[1], FOUR),
    "slogdet of 2 rows": (lambda a: la.slogdet(a)[1], SQUARE[:2, :2]),
    "inv": (lambda a: weighted(la.inv(a)), SQUARE),
    "solve": (lambda a: weighted(la.solve(a, SIDES)), SQUARE),
    "solve by side": (lambda b: weighted(la.solve(SQUARE, b)), SIDES),
    "solve vector": (lambda a: weighted(la.solve(a, VECTOR)), SQUARE),
    "luSolve": (lambda a: weighted(sp.lu_solve(sp.lu_factor(a), SIDES)), SQUARE),
    "luSolve transposed": (lambda a: weighted(sp.lu_solve(sp.lu_factor(a), SIDES, trans=1)), SQUARE),
    "choSolve": (lambda a: weighted(sp.cho_solve(sp.cho_factor(symmetric(a)), SIDES)), POSITIVE),
    "solveTriangular": (lambda a: weighted(sp.solve_triangular(a, SIDES, lower=True)), SQUARE),
    "solveTriangular unit": (
        lambda a: weighted(sp.solve_triangular(a, SIDES, trans=1, unit_diagonal=True)),
        SQUARE,
    ),
    "solveTriangular right": (
        lambda a: weighted(
            jax.lax.linalg.triangular_solve(a, SIDES.T, left_side=False, lower=True, transpose_a=True)
        ),
        SQUARE,
    ),
    "pinv tall": (lambda a: weighted(la.pinv(a)), TALL),
    "pinv wide": (lambda a: weighted(la.pinv(a)), WIDE),
    "pinv of rank 3": (lambda a: weighted(la.pinv(a)), RANK_3),
    "lstsq": (lambda a: weighted(*la.lstsq(a, jnp.array([1.0, 2, 3, -1]))[:2]), TALL),
    "expm": (lambda a: weighted(sp.expm(a)), SQUARE),
    "expm of large": (lambda a: weighted(sp.expm(a * 4)), SQUARE),
    "cond": (la.cond, SQUARE),
    "cond ONE": (lambda a: la.cond(a, 1), SQUARE),
    "matrixPower 5": (lambda a: weighted(la.matrix_power(a, 5)), SQUARE),
    "matrixPower -2": (lambda a: weighted(la.matrix_power(a, -2)), SQUARE),
}

ORDERS = {
    "FROBENIUS": "fro",
    "NUCLEAR": "nuc",
    "ONE": 1,
    "MINUS_ONE": -1,
    "TWO": 2,
    "MINUS_TWO": -2,
    "INFINITY": np.inf,
    "MINUS_INFINITY": -np.inf,
}
for name, order in ORDERS.items():
  CASES["matrixNorm " + name] = (lambda a, order=order: la.norm(a, ord=order), SQUARE)

# second derivatives that do not exist: NaN, or another one for each order of the transformations
WITHOUT_SECOND = {"det of rank 3", "det of rank 2", "pinv of rank 3"}


def numbers(x):
  return [float(f"{v:.14g}") for v in np.asarray(x).ravel()]


def figures(name, function, at):
  entry = {
      "operand": numbers(at),
      "shape": list(at.shape),
      "value": numbers(function(at))[0],
      "gradient": numbers(jax.grad(function)(at)),
  }
  if name not in WITHOUT_SECOND:
    direction = jnp.cos(jnp.arange(float(at.size))).reshape(at.shape)
    entry["second"] = numbers(jax.jvp(jax.grad(function), (at,), (direction,))[1])
  return entry


def main():
  cases = {name: figures(name, function, at) for name, (function, at) in CASES.items()}
  header = {
      "generator": "derivatives.py",
      "versions": {"jax": jax.__version__, "numpy": np.__version__},
      "direction of second": "cos(0), cos(1), ... in row-major order",
  }
  one_per_line = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in cases.items())
  text = json.dumps(header)[:-1] + ', "cases": {\n' + one_per_line + "\n}}\n"
  pathlib.Path(__file__).with_suffix(".json").write_text(text)


if __name__ == "__main__":
  main()
