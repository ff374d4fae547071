package dev.haiku.func;

import dev.haiku.internal.staging.Scopes;
import java.util.List;

/** The axes that the mappings around give names. */
final class NamedAxes {

    private NamedAxes() {}

    /**
     * {@return the size of an axis}
     *
     * @param op who asks, for the message
     * @throws UnboundAxisException if no mapping around has that name
     */
    static int size(String op, String name) {
        var axes = Scopes.namedAxes();
        var size = axes.get(name);
        if (size == null) {
            throw new UnboundAxisException(op + " got the unbound axis name '" + name + "'; "
                    + (axes.isEmpty() ? "no axis around it has a name" : "the named axes around it are " + axes)
                    + ". Map the function that calls it with vmap(f, o -> o.axisName(\"" + name + "\")).");
        }
        return size;
    }

    /** Checks that there is at least one name, that all are bound and none stands twice. */
    static void check(String op, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(op + " needs the name of an axis.");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(op + " needs different axis names, but got " + names + ".");
        }
        names.forEach(name -> size(op, name));
    }
}
