package dev.haiku.internal.autodiff;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.Tracer;

/** A tensor that is being differentiated; its numbers are those of its primal, so Java's control flow works on them. */
final class JvpTracer extends Tracer {

    private final JvpInterpreter owner;
    private final Dual dual;

    JvpTracer(JvpInterpreter owner, Dual dual) {
        this.owner = owner;
        this.dual = dual;
        owner.trace().made(this);
    }

    JvpInterpreter owner() {
        return owner;
    }

    Dual dual() {
        return dual;
    }

    @Override
    public void requireRunning(String user) {
        owner.trace().requireRunning(this, user);
    }

    @Override
    public TensorType type() {
        return dual.primal().type();
    }

    @Override
    public HostArray toHost() {
        return dual.primal().toHost();
    }

    @Override
    protected String why() {
        return owner.transformation() + " is differentiating the function";
    }
}
