package dev.haiku;

import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.ScanOptions;
import dev.haiku.func.Scanned;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A loop whose body sets state and draws keys: the loop carries both from run to run, and closes over the parameters. */
final class FrameLoop {

    /**
     * What the loop carries.
     *
     * @param carry what the function carries
     * @param state the current state
     * @param keys the current sequence of keys
     */
    private record Loop<C>(C carry, State state, Optional<KeySequence.Snapshot> keys) {}

    private final String what;
    private final Frame outer;

    FrameLoop(String what) {
        this.what = what;
        this.outer = DerivedFrame.outer(what, "Control." + what);
    }

    /** {@return whether {@code init} runs, where the first run of a body goes ahead of the loop} */
    boolean initialising() {
        return outer.initialising();
    }

    /** {@return who loops where, the beginning of messages} */
    String subject() {
        return outer.where() + "Haiku." + what;
    }

    <C, X, Y> Scanned<C, Y> scan(BiFunction<C, X, Carried<C, Y>> f, C init, X xs, ScanOptions options) {
        var scanned = Control.scan(
                (Loop<C> loop, X x) -> {
                    var results = new ArrayList<Y>(1);
                    var next = run(loop, () -> {
                        var result = f.apply(loop.carry(), x);
                        results.add(result.y());
                        return result.carry();
                    });
                    return new Carried<>(next, results.get(0));
                },
                begin(init),
                xs,
                defaults -> options);
        return new Scanned<>(end(scanned.carry()), scanned.ys());
    }

    <T> T foriLoop(int lower, int upper, BiFunction<Tensor, T, T> body, T init) {
        return end(Control.foriLoop(
                lower, upper, (Tensor i, Loop<T> loop) -> run(loop, () -> body.apply(i, loop.carry())), begin(init)));
    }

    <T> T foriLoop(Tensor lower, Tensor upper, BiFunction<Tensor, T, T> body, T init) {
        return end(Control.foriLoop(
                lower, upper, (Tensor i, Loop<T> loop) -> run(loop, () -> body.apply(i, loop.carry())), begin(init)));
    }

    <T> T whileLoop(Function<T, Tensor> condition, Function<T, T> body, T init) {
        return end(Control.whileLoop(
                (Loop<T> loop) -> test(loop, condition),
                (Loop<T> loop) -> run(loop, () -> body.apply(loop.carry())),
                begin(init)));
    }

    private <C> Loop<C> begin(C init) {
        FrameKeys.reserveUpToFull(outer);
        return loop(outer, init);
    }

    private static <C> Loop<C> loop(Frame frame, C carry) {
        return new Loop<>(carry, frame.currentState(), FrameValues.keysOf(frame));
    }

    private <C> C end(Loop<C> loop) {
        values(loop).putInto(outer);
        return loop.carry();
    }

    private static FrameValues values(Loop<?> loop) {
        return new FrameValues(Params.empty(), State.empty(), loop.state(), loop.keys());
    }

    private Frame derive(Loop<?> loop) {
        var frame = outer.derive(false);
        values(loop).putInto(frame);
        return frame;
    }

    private <C> Loop<C> run(Loop<C> loop, Supplier<C> body) {
        var frame = derive(loop);
        var before = FrameValues.of(frame);
        C next = FrameStack.run(frame, body);
        var created = FrameValues.of(frame).createdSince(before);
        checkNothingCreated("parameters", created.params().names());
        checkNothingCreated("state", created.current().names());
        FrameKeys.reserveUpToFull(frame);
        return loop(frame, next);
    }

    private void checkNothingCreated(String kind, List<String> names) {
        if (!names.isEmpty()) {
            throw new IllegalStateException(subject() + " cannot create " + kind + " " + names
                    + " in the loop.\nThey are created in init by the first run of the function, which goes ahead of the loop. "
                    + "Make modules outside of the function: one made inside takes another name in the loop.");
        }
    }

    private <T> Tensor test(Loop<T> loop, Function<T, Tensor> condition) {
        var frame = derive(loop);
        var before = FrameValues.of(frame);
        var result = FrameStack.run(frame, () -> condition.apply(loop.carry()));
        var changes = FrameValues.of(frame).changedSince(before);
        if (!changes.current().isEmpty()) {
            throw new IllegalStateException(subject() + " needs a condition that changes nothing, but it sets "
                    + "state " + changes.current().names() + ". Set it in the body.");
        }
        if (!changes.keys().equals(before.keys())) {
            throw new IllegalStateException(subject() + " needs a condition that changes nothing, but it draws "
                    + "a key. Draw it in the body.");
        }
        return result;
    }
}
