package dev.haiku.internal.simplify;

import dev.haiku.ir.Program;

/** Turns a program into a smaller one that computes the same numbers. */
public final class Simplifier {

    private Simplifier() {}

    /**
     * {@return the program with calls inlined, equal equations merged, local rules applied, unused equations removed
     * and what loops need not repeat, or sum up one by one, moved out of them; inner programs likewise}
     */
    public static Program simplify(Program program) {
        var simplified = rewrite(InnerPrograms.simplify(Inliner.inline(program)));
        var hoisted = Accumulations.hoist(LoopInvariants.hoist(simplified));
        return hoisted == simplified ? simplified : rewrite(hoisted);
    }

    /** {@return the program with calls inlined that have no derivative of their own and need not be computed again} */
    public static Program withoutCalls(Program program) {
        return Inliner.inlinePlain(program);
    }

    /** {@return the program without the equations that nobody needs; all others stay, so it may still be differentiated} */
    public static Program withoutUnused(Program program) {
        return DeadCode.remove(program);
    }

    private static Program rewrite(Program program) {
        return DeadCode.remove(Rewriter.rewrite(DeadCode.remove(program)));
    }
}
