package dev.haiku.internal.exec;

import dev.haiku.ir.Program;

/** Compiles programs ahead of their first run. */
public final class Compilation {

    private Compilation() {}

    /** Compiles a program, unless that has been done; its first run finds it ready. */
    public static void prepare(Program program) {
        Executables.of(program);
    }
}
