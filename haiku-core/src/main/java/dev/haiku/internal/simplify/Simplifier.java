package dev.haiku.internal.simplify;

import dev.haiku.ir.Program;

/** Turns a program into a smaller one that computes the same numbers. */
public final class Simplifier {

    private Simplifier() {}

    /** {@return the program with calls inlined, inner programs simplified, equal equations merged, local rules applied and unused equations removed} */
    public static Program simplify(Program program) {
        return DeadCode.remove(Rewriter.rewrite(DeadCode.remove(InnerPrograms.simplify(Inliner.inline(program)))));
    }
}
