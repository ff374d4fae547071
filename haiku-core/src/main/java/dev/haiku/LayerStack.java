package dev.haiku;

import dev.haiku.array.Shape;
import dev.haiku.array.ShapeException;
import dev.haiku.func.Carried;
import dev.haiku.func.Control;
import dev.haiku.func.ScanOptions;
import dev.haiku.func.Scanned;
import dev.haiku.random.Key;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * The same layer several times, one after another, each time with parameters of its own: {@link Haiku#layerStack}.
 *
 * <p>The layers' parameters and state are stacked along a new first axis, over which one scan runs.
 *
 * @param <T> what goes from layer to layer
 * @param <S> what each layer takes besides
 * @param <Z> what each layer returns besides
 */
final class LayerStack<T, S, Z> extends Module {

    static final String NO_PER_LAYER = "__layer_stack_no_per_layer";
    static final String WITH_PER_LAYER = "__layer_stack_with_per_layer";

    /** What a layer takes. */
    private record Input<T, S>(T x, S own) {}

    /** What goes from layer to layer while they are initialised. */
    private record Initialising<T>(T x, Optional<Key> key) {}

    /** What one layer of the stack has. */
    private record Member<S>(Params params, State state, Optional<Key> key, S own) {}

    /** What one layer of the stack returns besides. */
    private record Result<Z>(Z z, State state) {}

    private final int count;
    private final LayerStackOptions options;
    private final StackStorage storage;
    private final TransformedWithState<Input<T, S>, Carried<T, Z>> layer;

    LayerStack(String name, int count, BiFunction<T, S, Carried<T, Z>> layer, LayerStackOptions options) {
        super(name);
        if (count < 1) {
            throw new IllegalArgumentException(
                    moduleName() + ": a stack needs at least 1 layer, but got " + count + ".");
        }
        this.count = count;
        this.options = options;
        this.storage = new StackStorage(moduleName(), prefix(), count, options.transparency());
        this.layer = new TransformedWithState<>((Input<T, S> in) -> layer.apply(in.x(), in.own()));
    }

    /** {@return what comes before the names of the layers' modules in the outer parameters} */
    private String prefix() {
        return options.transparency() == null
                ? moduleName() + "/"
                : moduleName().substring(0, moduleName().length() - name().length());
    }

    Scanned<T, Z> apply(T x, S own) {
        for (var leaf : Trees.leaves(own)) {
            if (leaf.rank() == 0 || leaf.dim(0) != count) {
                throw new ShapeException(
                        moduleName() + ": a stack of " + count + " layers needs inputs of layers with a first axis "
                                + "of that size, but got " + leaf.type() + ".");
            }
        }
        return mainMethod(() -> FrameStack.withoutCaptures(() -> run(FrameStack.require("layerStack"), x, own)));
    }

    private Scanned<T, Z> run(Frame frame, T x, S own) {
        var initialKey = Haiku.maybeNextRngKey();
        if (frame.initialising()) {
            storage.register(frame, initialise(x, own, initialKey));
        }
        var members = new Member<>(
                storage.params(frame),
                storage.state(frame),
                Haiku.maybeNextRngKey().map(this::split),
                own);
        var scanned = Control.scan(
                (T in, Member<S> member) -> {
                    var applied = applied(member, in);
                    var carried = applied.value();
                    return new Carried<>(carried.carry(), new Result<>(carried.y(), applied.state()));
                },
                x,
                members,
                defaults -> new ScanOptions(options.reverse(), OptionalInt.of(count), options.unroll()));
        storage.putState(frame, scanned.ys().state());
        return new Scanned<>(scanned.carry(), scanned.ys().z());
    }

    private Key split(Key key) {
        return key.split(Shape.of(count));
    }

    private Applied<Carried<T, Z>> applied(Member<S> member, T x) {
        var input = new Input<>(x, member.own());
        return member.key()
                .map(key -> layer.apply(member.params(), member.state(), key, input))
                .orElseGet(() -> layer.applyWithoutRng(member.params(), member.state(), input));
    }

    /** {@return the stacked parameters and state of the layers, each initialised with the result of the one before} */
    private ParamsAndState initialise(T x, S own, Optional<Key> key) {
        return Control.scan(
                        (Initialising<T> now, S mine) -> {
                            var input = new Input<>(now.x(), mine);
                            var keys = now.key().map(k -> k.split(3)).orElse(List.of());
                            var initial = keys.isEmpty() ? layer.initWithoutRng(input) : layer.init(keys.get(0), input);
                            var member = new Member<>(
                                    initial.params(),
                                    initial.state(),
                                    keys.stream().skip(2).findFirst(),
                                    mine);
                            var next = new Initialising<>(
                                    applied(member, now.x()).value().carry(),
                                    keys.stream().skip(1).findFirst());
                            return new Carried<>(next, initial);
                        },
                        new Initialising<>(x, key),
                        own,
                        defaults -> new ScanOptions(false, OptionalInt.of(count), 1))
                .ys();
    }
}
