package dev.haiku.ir;

/** An operand in a program: a variable or a literal. */
public sealed interface Atom permits Var, Literal {

    /** {@return its type} */
    TensorType type();
}
