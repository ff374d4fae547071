package dev.haiku.checkpoint;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks up and lists names of tensors. */
final class Names {

    private static final int MOST_LISTED = 8;

    private Names() {}

    /**
     * {@return the value of a name}
     *
     * @param where what is searched, as the beginning of a message
     * @throws CheckpointException if there is none
     */
    static <T> T get(Map<String, T> byName, String name, String where) {
        var found = byName.get(name);
        if (found == null) {
            throw new CheckpointException(
                    where + ": there is no tensor '" + name + "'. There are " + listed(byName.keySet()) + ".");
        }
        return found;
    }

    /** {@return the first names, separated by commas, and how many more there are} */
    static String listed(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        var first = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
        return names.size() > MOST_LISTED ? first + " and " + (names.size() - MOST_LISTED) + " more" : first;
    }
}
