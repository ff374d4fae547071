package dev.haiku.nn.recurrent;

import dev.haiku.Haiku;
import dev.haiku.NotTransformedException;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.ScanOptions;
import dev.haiku.func.Scanned;
import dev.haiku.tensor.Ops;
import dev.haiku.tree.Trees;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A loop in the program, to which {@link Recurrent#dynamicUnroll} reduces its forms. */
record DynamicUnroll<A, S, R>(BiFunction<? super A, ? super S, RnnStep<R, S>> core, UnrollOptions options) {

    Unrolled<R, S> run(A inputs, S initialState) {
        var sequence = timeFirst(inputs);
        if (options.returnAllStates()) {
            var scanned = scan(
                    (S state, A input) -> {
                        var step = core.apply(input, state);
                        return new Carried<>(step.state(), step);
                    },
                    initialState,
                    sequence);
            return new Unrolled<>(
                    timeFirst(scanned.ys().output()), timeFirst(scanned.ys().state()));
        }
        var scanned = scan(
                (S state, A input) -> {
                    var step = core.apply(input, state);
                    return new Carried<>(step.state(), step.output());
                },
                initialState,
                sequence);
        return new Unrolled<>(timeFirst(scanned.ys()), scanned.carry());
    }

    /** {@return the tree with time and batch exchanged if they are not as a scan has them; back again if applied twice} */
    private <T> T timeFirst(T tree) {
        return options.timeMajor() ? tree : Trees.map(tree, x -> Ops.swapAxes(x, 0, 1));
    }

    private <Y> Scanned<S, Y> scan(BiFunction<S, A, Carried<S, Y>> step, S initialState, A sequence) {
        UnaryOperator<ScanOptions> edit = o -> o.reverse(options.reverse()).unroll(options.unroll());
        return isTransformed()
                ? Haiku.scan(step, initialState, sequence, edit)
                : Control.scan(step, initialState, sequence, edit);
    }

    /** {@return whether this runs in a function given to {@code Haiku.transform}} */
    private static boolean isTransformed() {
        try {
            Haiku.currentName();
            return true;
        } catch (NotTransformedException e) {
            return false;
        }
    }
}
