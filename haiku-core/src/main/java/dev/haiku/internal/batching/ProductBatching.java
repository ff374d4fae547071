package dev.haiku.internal.batching;

import static dev.haiku.internal.batching.Shifts.prependAxis;
import static dev.haiku.internal.batching.Shifts.shift;

import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.RandomOp.RandomBits;
import dev.haiku.ir.RandomOp.RandomGamma;
import dev.haiku.ir.RandomOp.RandomPoisson;
import dev.haiku.ir.RandomOp.Threefry2x32;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.stream.IntStream;

/** Batching of products, of linear algebra and of random numbers. */
final class ProductBatching {

    private ProductBatching() {}

    static void rows(BatchTable table) {
        table.single(DotGeneral.class, ProductBatching::dot);
        LinearAlgebraBatching.rows(table);
        table.same(Threefry2x32.class);
        table.same(RandomBits.class);
        table.same(RandomGamma.class);
        table.single(RandomPoisson.class, ProductBatching::poisson);
    }

    private static Tensor dot(DotGeneral op, Operands in) {
        if (in.isMapped(0) && in.isMapped(1)) {
            return Ops.bind(
                    new DotGeneral(
                            shift(op.lhsContract()),
                            shift(op.rhsContract()),
                            prependAxis(op.lhsBatch()),
                            prependAxis(op.rhsBatch())),
                    in.value(0),
                    in.value(1));
        }
        return in.isMapped(0) ? leftMapped(op, in) : rightMapped(op, in);
    }

    /** One key draws all samples, so each index of the mapped axis draws on its own. */
    private static Tensor poisson(RandomPoisson op, Operands in) {
        var samples = IntStream.range(0, in.size())
                .mapToObj(i -> Ops.bind(op, in.at(0, i), in.at(1, i)))
                .toList();
        return Ops.stack(samples, 0);
    }

    /** The mapped axis becomes the first free axis of the left operand. */
    private static Tensor leftMapped(DotGeneral op, Operands in) {
        var shifted = new DotGeneral(shift(op.lhsContract()), op.rhsContract(), shift(op.lhsBatch()), op.rhsBatch());
        var result = Ops.bind(shifted, in.value(0), in.value(1));
        return Ops.moveAxis(result, op.lhsBatch().size(), 0);
    }

    /** The mapped axis becomes the first free axis of the right operand. */
    private static Tensor rightMapped(DotGeneral op, Operands in) {
        var shifted = new DotGeneral(op.lhsContract(), shift(op.rhsContract()), op.lhsBatch(), shift(op.rhsBatch()));
        var result = Ops.bind(shifted, in.value(0), in.value(1));
        int behindLeft = in.rank(0) - op.lhsContract().size();
        return Ops.moveAxis(result, behindLeft, 0);
    }
}
