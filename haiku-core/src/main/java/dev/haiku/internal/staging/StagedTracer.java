package dev.haiku.internal.staging;

import dev.haiku.ir.TensorType;
import dev.haiku.ir.Var;
import dev.haiku.tensor.Tracer;

/** A variable of the program that is being staged. */
final class StagedTracer extends Tracer {

    private final StagingInterpreter owner;
    private final Var variable;

    StagedTracer(StagingInterpreter owner, Var variable) {
        this.owner = owner;
        this.variable = variable;
        owner.trace().made(this);
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
    public void requireRunning(String user) {
        owner.trace().requireRunning(this, user);
    }

    @Override
    protected String why() {
        return "The value of a tensor " + type() + " is not known while "
                + owner.trace().transformation()
                + " is staging the function. Choose between results with Ops.where or Control.cond, repeat with Control.whileLoop,"
                + " or pass the value as a part of an argument that is not a tensor.";
    }
}
