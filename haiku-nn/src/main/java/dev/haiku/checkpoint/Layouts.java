package dev.haiku.checkpoint;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How other libraries lay out what Haiku's modules have, too. */
final class Layouts {

    /** What averages of a module have counted that does not correct for their start from zeros any more. */
    private static final int LONG_AGO = 1 << 24;

    private Layouts() {}

    /** {@return {@code [out, in] -> [in, out]}} */
    static Tensor transposed(Tensor w) {
        return w.transpose(1, 0);
    }

    /** {@return {@code [a, b, spatial...] -> [spatial..., b, a]}} */
    static Tensor spatialFirst(Tensor w) {
        var axes = spatialAxes(w.rank());
        axes.add(1);
        axes.add(0);
        return w.transpose(axes);
    }

    /** {@return {@code [in, out, spatial...] -> [spatial..., out, in]} with the spatial axes mirrored} */
    static Tensor mirroredSpatialFirst(Tensor w) {
        var axes = IntStream.range(0, w.rank() - 2).toArray();
        return Ops.flip(spatialFirst(w), axes);
    }

    private static List<Integer> spatialAxes(int rank) {
        return new ArrayList<>(IntStream.range(2, rank).boxed().toList());
    }

    /** {@return {@code [c] -> [1, ..., 1, c]} of that rank} */
    static Tensor perChannel(Tensor x, int rank) {
        var ones = new int[rank];
        Arrays.fill(ones, 1);
        return x.reshape(Shape.of(ones).with(-1, x.dim(0)));
    }

    /**
     * {@return the rules for the averages of a batch norm}
     *
     * <p>Other libraries do not correct averages for their start; the count says that Haiku's need no correction any
     * more.
     *
     * @param mean the name of the averaged mean
     * @param variance the name of the averaged variance
     * @param to the path of Haiku's module
     * @param rank the rank of its input
     */
    static NameRules averages(String mean, String variance, String to, int rank) {
        return NameRules.of(average(mean, to + "/~/mean_ema", rank), average(variance, to + "/~/var_ema", rank));
    }

    private static NameRules average(String from, String to, int rank) {
        return NameRules.of(
                NameRules.state(from, to + "/counter", x -> Tensor.scalar(LONG_AGO)),
                NameRules.state(from, to + "/hidden", x -> perChannel(x, rank)),
                NameRules.state(from, to + "/average", x -> perChannel(x, rank)));
    }

    /** {@return {@code [4·hidden, ...]} of the gates i, f, g, o as i, g, f, o} */
    static Tensor gatesReordered(Tensor x) {
        var gates = Ops.split(x, 4, 0);
        return Ops.concatenate(0, gates.get(0), gates.get(2), gates.get(1), gates.get(3));
    }

    /** {@return a bias {@code [4·hidden]} of the gates i, g, f, o less the 1 that Haiku adds to gate f} */
    static Tensor withoutForgetBias(Tensor b) {
        var gates = Ops.split(b, 4, 0);
        return Ops.concatenate(0, gates.get(0), gates.get(1), gates.get(2).sub(1), gates.get(3));
    }
}
