package dev.haiku.ir;

/** A variable of a program, assigned once; two are the same only if they are the same object. */
public final class Var implements Atom {

    private final TensorType type;

    /** Creates a new variable of that type. */
    public Var(TensorType type) {
        this.type = type;
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    public String toString() {
        return "var:" + type;
    }
}
