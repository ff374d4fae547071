package dev.haiku;

import dev.haiku.func.Func;
import dev.haiku.tree.Trees;
import java.util.function.Supplier;

/** Shows what methods of modules compute as one operation in programs, see {@link Config#nameScopes}. */
final class NamedScope {

    private NamedScope() {}

    static <T> T around(Module module, String method, Supplier<T> body) {
        if (!Config.current().nameScopes()) {
            return body.get();
        }
        var outer = FrameStack.require(module.moduleName());
        return run(outer, name(module, method), () -> requireTree(module, method, body.get()));
    }

    /** Shows what {@code body} computes as one operation; what it creates, sets and draws goes to {@code outer}. */
    static <T> T run(Frame outer, String name, Supplier<T> body) {
        var values = FrameValues.of(outer);
        return DerivedFrame.commit(
                outer, Func.namedScope(name, () -> DerivedFrame.runSharingNames(outer, values, body)));
    }

    /** {@return module path and method, such as {@code mlp/~/linear_0} or {@code vae~encode}} */
    private static String name(Module module, String method) {
        return method.equals(ModuleNames.CALL) ? module.moduleName() : module.moduleName() + "~" + method;
    }

    private static <T> T requireTree(Module module, String method, T result) {
        try {
            Trees.structure(result);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name(module, method) + ": the setting nameScopes needs methods whose results are trees.\n"
                            + e.getMessage(),
                    e);
        }
        return result;
    }
}
