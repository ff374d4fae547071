package dev.haiku.internal.simplify;

import dev.haiku.ir.Program;

/** Turns a program into a smaller one that computes the same numbers. */
public final class Simplifier {

    private Simplifier() {}

    /**
     * {@return the program with calls inlined, equal equations merged, local rules applied, unused equations removed
     * and what loops need not repeat moved out of them; inner programs likewise}
     */
    public static Program simplify(Program program) {
        var simplified = rewrite(InnerPrograms.simplify(Inliner.inline(program)));
        var hoisted = LoopInvariants.hoist(simplified);
        return hoisted == simplified ? simplified : rewrite(hoisted);
    }

    private static Program rewrite(Program program) {
        return DeadCode.remove(Rewriter.rewrite(DeadCode.remove(program)));
    }
}
