package dev.haiku.internal.exec;

import dev.haiku.ir.Equation;
import dev.haiku.ir.Program;
import java.util.List;

/** Compiles parts of programs to native code; found with {@link java.util.ServiceLoader}. */
public interface RegionCompiler {

    /** {@return whether it can compile anything in this process} */
    boolean isAvailable();

    /** {@return whether an equation may be a part of what it compiles} */
    boolean accepts(Equation equation);

    /**
     * {@return a kernel that runs a whole region}
     *
     * @param region a program of equations that this accepts, whose outputs are distinct results of them
     * @param inputs where its parameters are
     * @param outputs where its results go
     */
    Kernel prepare(Program region, List<Slot> inputs, List<Slot> outputs);
}
