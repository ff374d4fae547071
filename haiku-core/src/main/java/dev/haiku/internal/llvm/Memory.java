package dev.haiku.internal.llvm;

import dev.haiku.ir.Var;
import java.util.List;

/** Where variables lie while a kernel runs. */
interface Memory {

    /** {@return the register with the address of a variable} */
    String place(Var variable);

    /** {@return where after that address an element lies} */
    default Index position(Var variable, List<Index> index, int rank) {
        return Index.linear(index, variable.type().shape().strides(), rank);
    }

    /** Takes note of a position, by which it is found out how the axes of a domain can be merged. */
    default void visit(Index position) {}
}
