package dev.haiku;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** A module without anything of its own: {@link Haiku#nameScope}. */
final class NameScope extends Module {

    private NameScope(String name) {
        super(name);
    }

    static <T> T run(String path, String method, Supplier<? extends T> body) {
        FrameStack.require("nameScope");
        if (path.startsWith("/")) {
            throw new IllegalArgumentException("'" + path + "' is not a valid name scope: it must not begin with '/'.");
        }
        var parts = ModuleNames.isForced(path) ? List.of(path) : List.of(path.split("/", -1));
        return nested(parts.iterator(), method, body);
    }

    private static <T> T nested(Iterator<String> parts, String method, Supplier<? extends T> body) {
        var scope = new NameScope(parts.next());
        return scope.method(method, () -> parts.hasNext() ? nested(parts, method, body) : body.get());
    }
}
