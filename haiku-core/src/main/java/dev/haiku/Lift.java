package dev.haiku;

import java.util.function.Supplier;

/** Keeps what belongs to an inner transformed function among what belongs to the outer one; {@link Haiku#lift}. */
final class Lift extends Module {

    private final String prefix;
    private final boolean transparent;
    private final boolean allowReuse;

    private Lift(LiftOptions options, boolean transparent) {
        super(options.name());
        this.allowReuse = options.allowReuse();
        this.transparent = transparent;
        this.prefix =
                transparent ? moduleName().substring(0, moduleName().length() - name().length()) : moduleName() + "/";
    }

    static Lift named(LiftOptions options) {
        return new Lift(options, false);
    }

    static Lift transparent(LiftOptions options) {
        return new Lift(options, true);
    }

    Params params(Supplier<Params> init) {
        return values(() -> new ParamsAndState(init.get(), State.empty())).params();
    }

    LiftedWithState withState(Supplier<ParamsAndState> init) {
        return new LiftedWithState(values(init), this, run());
    }

    private ParamsAndState values(Supplier<ParamsAndState> init) {
        var frame = FrameStack.require("lift");
        return mainMethod(() -> frame.initialising() ? register(frame, run(init)) : extract(frame));
    }

    private ParamsAndState run(Supplier<ParamsAndState> init) {
        return FrameStack.ofThread().liftingTo(prefix, transparent ? () -> FrameStack.withoutCaptures(init) : init);
    }

    private ParamsAndState register(Frame frame, ParamsAndState inner) {
        for (var module : inner.params().modules()) {
            requireFree(frame.params(), module, "parameters");
        }
        for (var module : inner.state().modules()) {
            requireFree(frame.state(), module, "state");
        }
        inner.params()
                .entries()
                .forEach(entry -> frame.params().put(prefix + entry.module(), entry.name(), entry.value()));
        putState(frame, inner.state());
        return inner;
    }

    private void requireFree(Entries<?> outer, String module, String kind) {
        if (!allowReuse && outer.hasModule(prefix + module)) {
            throw new IllegalStateException("The lifted " + kind + " of '" + module + "' would go to '" + prefix
                    + module + "', which has " + kind
                    + " already. Give the lift a name of its own, or allow it: o -> o.allowReuse(true).");
        }
    }

    void putState(Frame frame, State inner) {
        for (var entry : inner.entries()) {
            var module = prefix + entry.module();
            frame.requireOutlives(entry.value(), () -> Frame.prefix(module) + "state '" + entry.name() + "' is set");
            var before = frame.state().find(module, entry.name());
            frame.state().put(module, entry.name(), Stateful.Value.next(before, entry.value()));
        }
    }

    /** {@return what the outer function has of the inner one} */
    private ParamsAndState extract(Frame frame) {
        return new ParamsAndState(
                Params.of(frame.paramsSnapshot().toEntries().under(prefix)),
                State.of(frame.currentState().toEntries().under(prefix)));
    }
}
