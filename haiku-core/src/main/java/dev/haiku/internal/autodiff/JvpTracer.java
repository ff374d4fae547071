package dev.haiku.internal.autodiff;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tracer;

/** A tensor that is being differentiated; its numbers are those of its primal, so Java's control flow works on them. */
final class JvpTracer extends Tracer {

    private final JvpInterpreter owner;
    private final Dual dual;

    JvpTracer(JvpInterpreter owner, Dual dual) {
        this.owner = owner;
        this.dual = dual;
    }

    JvpInterpreter owner() {
        return owner;
    }

    Dual dual() {
        return dual;
    }

    void requireRunning(String user) {
        if (owner.isFinished()) {
            throw new LeakedTracerException("A tensor " + type() + " that " + owner.transformation()
                    + " was differentiating is used by " + user + " after that ended. "
                    + "Return it from the function (as aux, for instance) "
                    + "instead of storing it in a field or collection.");
        }
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
