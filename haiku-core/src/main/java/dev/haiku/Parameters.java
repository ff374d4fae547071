package dev.haiku;

import dev.haiku.array.HostArray;
import dev.haiku.array.ShapeException;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import org.jspecify.annotations.Nullable;

/** Finds or creates the parameters of a {@link Frame}. */
final class Parameters {

    private final Frame frame;
    private final Variable variable;
    private final Initializer init;
    private final Hooks hooks = FrameStack.hooks();

    private Parameters(Frame frame, Variable variable, Initializer init) {
        this.frame = frame;
        this.variable = variable;
        this.init = init;
    }

    static Tensor get(Frame frame, Variable variable, Initializer init) {
        return new Parameters(frame, variable.withInit(init), init).get();
    }

    private Tensor get() {
        var stored = frame.params().find(variable.module(), variable.name());
        var value =
                Hooks.get(hooks.paramGetters(), variable, stored == null ? create() : stored, Policies.inForce(frame));
        if (value == Haiku.DO_NOT_STORE) {
            throw new IllegalStateException(subject() + " is not stored, and no getter supplies its value.\n"
                    + "Where an initialiser or creator returns DO_NOT_STORE, a custom getter must return a tensor.");
        }
        if (!value.shape().equals(variable.shape())) {
            throw new ShapeException(
                    subject() + " has shape " + value.shape() + ", but this input needs " + variable.shape()
                            + ".\n"
                            + (frame.initialising()
                                    ? "Another parameter of this module already has that name, or a getter changed its shape."
                                    : "The parameters were initialised with another input or model; run init again with this one."));
        }
        return value;
    }

    private Tensor create() {
        Tensor value;
        try {
            value = Hooks.create(
                    hooks.paramCreators(),
                    new Creation(variable, variable.shape(), variable.dtype(), init),
                    Policies.inForce(frame));
        } catch (MissingRngException e) {
            throw frame.initialising() ? e : missing(e);
        }
        if (value == Haiku.DO_NOT_STORE) {
            return value;
        }
        if (!frame.initialising()) {
            throw missing(null);
        }
        check(value);
        frame.params().put(variable.module(), variable.name(), value);
        return value;
    }

    private void check(Tensor value) {
        boolean isWhole =
                hooks.paramCreators().isEmpty() && hooks.paramGetters().isEmpty();
        if (isWhole && !value.shape().equals(variable.shape())) {
            throw new ShapeException(subject() + " needs shape " + variable.shape() + ", but its initialiser made "
                    + value.shape() + ".\nAn initialiser returns a tensor of the shape that it is given.");
        }
        frame.requireOutlives(value, () -> subject() + " is created");
        long nans = countNans(value);
        if (nans > 0) {
            throw new IllegalStateException(subject() + " was initialised with NaN in " + nans + " of "
                    + value.shape().size() + " elements.\nCheck " + describe(init) + ", for example its scale.");
        }
    }

    /** Counts where numbers are known: not within {@code jit}. */
    private static long countNans(Tensor value) {
        boolean known = Interpreters.current() == Interpreters.backend() && !(value instanceof Tracer);
        return known && value.dtype().isFloating() ? countNans(value.toHost()) : 0;
    }

    private static long countNans(HostArray numbers) {
        long count = 0;
        for (int i = 0; i < numbers.size(); i++) {
            if (Double.isNaN(numbers.getDouble(i))) {
                count++;
            }
        }
        return count;
    }

    private static String describe(Initializer init) {
        var type = init.getClass();
        return type.isHidden() || type.isAnonymousClass() ? "its initialiser" : "its initialiser " + init;
    }

    private MissingParameterException missing(@Nullable MissingRngException cause) {
        var missing = new MissingParameterException(subject() + " of shape " + variable.shape()
                + " is not among the parameters given to apply. "
                + Listing.available(frame.params().layout())
                + "\nAll parameters are created by init: pass those that init of this function returned, and create the same "
                + "modules in init and apply.");
        missing.initCause(cause);
        return missing;
    }

    private String subject() {
        return Frame.prefix(variable.module()) + "parameter '" + variable.name() + "'";
    }
}
