package dev.haiku.internal.exec.java;

import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.internal.exec.KernelRun;
import dev.haiku.ir.Contraction.DotGeneral;
import java.util.List;

/** Products by summing over all index pairs. */
final class NaiveAlgebra {

    private NaiveAlgebra() {}

    /** One operand: its axes, and the axis of the result at which its free ones start. */
    private record Side(HostArray x, List<Integer> batch, List<Integer> free, List<Integer> contract, int firstFree) {

        /** The element for an element of the result and one of the summed positions. */
        int index(int[] out, int[] summed) {
            var at = new int[x.shape().rank()];
            for (int i = 0; i < batch.size(); i++) {
                at[batch.get(i)] = out[i];
            }
            for (int i = 0; i < free.size(); i++) {
                at[free.get(i)] = out[firstFree + i];
            }
            for (int i = 0; i < contract.size(); i++) {
                at[contract.get(i)] = summed[i];
            }
            return Naive.ravel(x.shape(), at);
        }
    }

    static HostArray dot(DotGeneral op, HostArray x, HostArray y) {
        var shape = op.outputTypes(List.of(KernelRun.type(x), KernelRun.type(y)))
                .get(0)
                .shape();
        var lhsFree = op.lhsFree(x.shape().rank());
        int batch = op.lhsBatch().size();
        var left = new Side(x, op.lhsBatch(), lhsFree, op.lhsContract(), batch);
        var right = new Side(y, op.rhsBatch(), op.rhsFree(y.shape().rank()), op.rhsContract(), batch + lhsFree.size());
        var contracted = Shape.of(op.lhsContract().stream().map(x.shape()::dim).toList());
        if (x.dtype().isFloating()) {
            return HostArray.fromDoubles(x.dtype(), shape, i -> {
                var out = Naive.unravel(shape, i);
                double sum = 0;
                for (int k = 0; k < contracted.size(); k++) {
                    var summed = Naive.unravel(contracted, k);
                    sum += x.getDouble(left.index(out, summed)) * y.getDouble(right.index(out, summed));
                }
                return sum;
            });
        }
        return HostArray.fromLongs(x.dtype(), shape, i -> {
            var out = Naive.unravel(shape, i);
            long sum = 0;
            for (int k = 0; k < contracted.size(); k++) {
                var summed = Naive.unravel(contracted, k);
                sum += x.getLong(left.index(out, summed)) * y.getLong(right.index(out, summed));
            }
            return sum;
        });
    }
}
