package dev.haiku;

import dev.haiku.tensor.Tensor;
import java.util.function.Supplier;

/** Registers the parameters of an inner transformed function among those of the outer one; {@link Haiku#lift}. */
final class Lift extends Module {

    private final String prefix;
    private final boolean allowReuse;

    private Lift(LiftOptions options, boolean transparent) {
        super(options.name());
        this.allowReuse = options.allowReuse();
        this.prefix =
                transparent ? moduleName().substring(0, moduleName().length() - name().length()) : moduleName() + "/";
    }

    static Params named(Supplier<Params> init, LiftOptions options) {
        return new Lift(options, false).run(init);
    }

    static Params transparent(Supplier<Params> init, LiftOptions options) {
        return new Lift(options, true).run(() -> FrameStack.withoutCaptures(init));
    }

    private Params run(Supplier<Params> init) {
        var frame = FrameStack.require("lift");
        return mainMethod(() -> frame.initialising() ? register(frame, init.get()) : extract(frame));
    }

    private Params register(Frame frame, Params inner) {
        for (var module : inner.modules()) {
            if (!allowReuse && frame.params().hasModule(prefix + module)) {
                throw new IllegalStateException(
                        "The lifted parameters of '" + module + "' would go to '" + prefix + module
                                + "', which has parameters already. Give the lift a name of its own, or allow it: o -> o.allowReuse(true).");
            }
        }
        inner.entries().forEach(entry -> frame.params().put(prefix + entry.module(), entry.name(), entry.value()));
        return inner;
    }

    private Params extract(Frame frame) {
        var inner = new Entries<Tensor>();
        frame.params().view().forEach((path, value) -> {
            if (path.module().startsWith(prefix)) {
                inner.put(path.module().substring(prefix.length()), path.name(), value);
            }
        });
        return Params.of(inner);
    }
}
