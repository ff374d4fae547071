package dev.haiku;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Haiku's rules for the names of modules. */
final class ModuleNames {

    /** The path of whatever is created outside every module. */
    static final String TOP = "~";

    /** The name of a module's main method, which adds nothing to the paths of modules made in it. */
    static final String CALL = "__call__";

    /** The name of the constructor in paths. */
    static final String INIT = "__init__";

    private static final String FORCED = "FORCE:";
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern FORCED_PART = Pattern.compile("~|~?[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z])");

    private ModuleNames() {}

    /** {@return the simple name of a class; an anonymous class takes the name of the class that it extends} */
    static String className(Class<?> type) {
        var named = type;
        while (named.isAnonymousClass()) {
            named = named.getSuperclass();
        }
        return named.getSimpleName();
    }

    /**
     * {@return the name, or the one made from the class if it is null}
     *
     * @throws IllegalArgumentException if it is not an identifier
     */
    static String checked(@Nullable String name, Class<?> type) {
        if (name == null) {
            return camelToSnake(className(type));
        }
        if (!isForced(name) && !isIdentifier(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a valid module name. "
                    + "It consists of letters, digits and underscores and does not begin with a digit.");
        }
        return name;
    }

    /** {@return {@code Conv2DTranspose} as {@code conv2_d_transpose}} */
    static String camelToSnake(String name) {
        return WORD_START.matcher(name).replaceAll("_$0").toLowerCase(Locale.ROOT);
    }

    static boolean isIdentifier(String name) {
        return IDENTIFIER.matcher(name).matches();
    }

    /**
     * {@return the name marked as an absolute path, for a module's {@code name}}
     *
     * @throws IllegalArgumentException if a part is neither an identifier, {@code ~}, nor {@code ~} and an identifier
     */
    static String force(String path) {
        for (var part : path.split("/", -1)) {
            if (!FORCED_PART.matcher(part).matches()) {
                throw new IllegalArgumentException("'" + path + "' is not a valid module path: '" + part
                        + "' must be letters, digits and underscores, after an optional '~'.");
            }
        }
        return FORCED + path;
    }

    static boolean isForced(String name) {
        return name.startsWith(FORCED);
    }

    static String forcedPath(String name) {
        return name.substring(FORCED.length());
    }

    static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@return the path of something called {@code name} that is made in a method of the module at {@code parent}} */
    static String child(String parent, String method, String name) {
        return switch (method) {
            case INIT -> parent + "/~/" + name;
            case CALL -> parent + "/" + name;
            default -> parent + "/~" + method + "/" + name;
        };
    }
}
