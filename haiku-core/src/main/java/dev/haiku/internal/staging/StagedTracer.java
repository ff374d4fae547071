package dev.haiku.internal.staging;

import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tracer;

/** A variable of the program that is being staged. */
final class StagedTracer extends Tracer {

    private final StagingInterpreter owner;
    private final Var variable;

    StagedTracer(StagingInterpreter owner, Var variable) {
        this.owner = owner;
        this.variable = variable;
    }

    StagingInterpreter owner() {
        return owner;
    }

    Var variable() {
        return variable;
    }

    @Override
    public TensorType type() {
        return variable.type();
    }

    @Override
    public HostArray toHost() {
        if (owner.isFinished()) {
            throw new LeakedTracerException("The value of a tensor " + type() + " that " + owner.transformation()
                    + " staged was asked for after the staging ended. "
                    + "Return it from the function instead of storing it in a field or collection.");
        }
        return super.toHost();
    }

    @Override
    protected String why() {
        return "The value of a tensor " + type() + " is not known while " + owner.transformation()
                + " is staging the function. Choose between results with Ops.where or Control.cond, repeat with Control.whileLoop,"
                + " or pass the value as a part of an argument that is not a tensor.";
    }
}
