package dev.haiku.internal.exec.java;

import static dev.haiku.internal.exec.java.NaiveLinearAlgebra.matrix;
import static dev.haiku.internal.exec.java.NaiveLinearAlgebra.product;
import static dev.haiku.internal.exec.java.NaiveLinearAlgebra.transposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.ir.LinearAlgebra;
import dev.haiku.ir.LinearAlgebra.Vectors;
import dev.haiku.ir.Primitive;
import java.util.List;

/** What factors must fulfil, whatever their signs: the product is the matrix, vectors are orthonormal, triangles are empty. */
final class Factors {

    private final double error;
    private final String what;

    private Factors(double error, String what) {
        this.error = error;
        this.what = what;
    }

    static boolean isFactorisation(Primitive op) {
        return op instanceof LinearAlgebra.Qr
                || op instanceof LinearAlgebra.Lu
                || op instanceof LinearAlgebra.Svd
                || op instanceof LinearAlgebra.Eigh
                || op instanceof LinearAlgebra.Pinv;
    }

    static void assertHold(Object row, Primitive op, HostArray a, List<HostArray> results) {
        var factors = new Factors(a.dtype() == DType.F64 ? 5e-14 : 5e-6, row.toString());
        var shape = a.shape();
        int matrices = (int) shape.subShape(0, shape.rank() - 2).size();
        for (int i = 0; i < matrices; i++) {
            int index = i;
            var x = matrix(a, index, matrices);
            var found = results.stream()
                    .map(result -> result.shape().rank() == shape.rank()
                            ? matrix(result, index, matrices)
                            : new double[][] {vector(result, index, matrices)})
                    .toList();
            factors.check(op, x, shape.last(), found);
        }
    }

    private static double[] vector(HostArray x, int index, int matrices) {
        int size = x.size() / matrices;
        var vector = new double[size];
        for (int i = 0; i < size; i++) {
            vector[i] = x.getDouble(index * size + i);
        }
        return vector;
    }

    private void check(Primitive op, double[][] a, int columns, List<double[][]> found) {
        if (op instanceof LinearAlgebra.Qr) {
            int k = found.get(1).length;
            assertEqual(product(found.get(0), found.get(1), k), a);
            assertOrthonormal(found.get(0), k);
            assertTriangular(found.get(1));
        } else if (op instanceof LinearAlgebra.Lu) {
            checkLu(a, columns, found);
        } else if (op instanceof LinearAlgebra.Svd svd) {
            checkSvd(svd, a, found);
        } else if (op instanceof LinearAlgebra.Eigh) {
            checkEigh(a, found);
        } else {
            checkPenrose(a, columns, found.get(0));
        }
    }

    private void checkLu(double[][] a, int columns, List<double[][]> found) {
        var lu = found.get(0);
        int k = Math.min(a.length, columns);
        var l = new double[a.length][k];
        var u = new double[k][columns];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < columns; j++) {
                if (j < i && j < k) {
                    l[i][j] = lu[i][j];
                    assertThat(Math.abs(lu[i][j])).as(what).isLessThanOrEqualTo(1);
                } else if (i < k) {
                    u[i][j] = lu[i][j];
                }
            }
            if (i < k) {
                l[i][i] = 1;
            }
        }
        var permutation = found.get(2)[0];
        var product = product(l, u, k);
        for (int i = 0; i < a.length && k > 0; i++) {
            assertClose(product[i], a[(int) permutation[i]]);
        }
        assertThat(permutation).as(what).containsExactly(exchanged(found.get(1)[0], a.length));
    }

    private static double[] exchanged(double[] pivots, int rows) {
        var order = new double[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        for (int i = 0; i < pivots.length; i++) {
            double kept = order[i];
            order[i] = order[(int) pivots[i]];
            order[(int) pivots[i]] = kept;
        }
        return order;
    }

    private void checkSvd(LinearAlgebra.Svd op, double[][] a, List<double[][]> found) {
        if (op.vectors() == Vectors.NONE) {
            checkSingularValues(a, found.get(0)[0]);
            return;
        }
        var u = found.get(0);
        var s = found.get(1)[0];
        var vt = found.get(2);
        checkSingularValues(a, s);
        assertOrthonormal(u, op.vectors() == Vectors.FULL ? a.length : s.length);
        assertOrthonormal(transposed(vt), vt.length);
        var scaled = new double[a.length][s.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < s.length; j++) {
                scaled[i][j] = u[i][j] * s[j];
            }
        }
        if (s.length > 0) {
            assertEqual(product(scaled, vt, s.length), a);
        }
    }

    /** In descending order, with the same sum of squares as the elements of the matrix. */
    private void checkSingularValues(double[][] a, double[] s) {
        double squares = 0;
        for (var row : a) {
            for (double value : row) {
                squares += value * value;
            }
        }
        for (int k = 0; k < s.length; k++) {
            assertThat(s[k]).as(what).isBetween(0.0, k == 0 ? Double.MAX_VALUE : s[k - 1]);
            squares -= s[k] * s[k];
        }
        assertThat(squares).as(what).isCloseTo(0, within(100 * error));
    }

    private void checkEigh(double[][] a, List<double[][]> found) {
        var w = found.get(0)[0];
        for (int k = 1; k < w.length; k++) {
            assertThat(w[k]).as(what).isGreaterThanOrEqualTo(w[k - 1]);
        }
        double trace = 0;
        for (int k = 0; k < w.length; k++) {
            trace += a[k][k] - w[k];
        }
        assertThat(trace).as(what).isCloseTo(0, within(10 * error));
        if (found.size() == 2 && w.length > 0) {
            var v = found.get(1);
            assertOrthonormal(v, w.length);
            var symmetric = new double[w.length][w.length];
            var scaled = new double[w.length][w.length];
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < w.length; j++) {
                    symmetric[i][j] = a[Math.max(i, j)][Math.min(i, j)];
                    scaled[i][j] = v[i][j] * w[j];
                }
            }
            assertEqual(product(symmetric, v, w.length), scaled);
        }
    }

    /** {@code A P A = A}, {@code P A P = P}, and {@code A P} and {@code P A} are symmetric. */
    private void checkPenrose(double[][] a, int columns, double[][] p) {
        if (a.length == 0 || columns == 0) {
            return;
        }
        var ap = product(a, p, columns);
        var pa = product(p, a, a.length);
        assertEqual(product(ap, a, a.length), a);
        assertEqual(product(pa, p, columns), p);
        assertEqual(ap, transposed(ap));
        assertEqual(pa, transposed(pa));
    }

    private void assertOrthonormal(double[][] q, int count) {
        if (count == 0) {
            return;
        }
        var products = product(transposed(q), q, q.length);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                assertThat(products[i][j]).as(what).isCloseTo(i == j ? 1 : 0, within(error));
            }
        }
    }

    private void assertTriangular(double[][] r) {
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < Math.min(i, r[i].length); j++) {
                assertThat(r[i][j]).as(what).isZero();
            }
        }
    }

    private void assertEqual(double[][] actual, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertClose(actual[i], expected[i]);
        }
    }

    private void assertClose(double[] actual, double[] expected) {
        for (int j = 0; j < expected.length; j++) {
            assertThat(actual[j]).as(what).isCloseTo(expected[j], within(error * (1 + 10 * Math.abs(expected[j]))));
        }
    }
}
