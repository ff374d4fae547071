package dev.haiku.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the classes of this Maven module, so that tests notice new ones. */
public final class CompiledClasses {

    private CompiledClasses() {}

    /** {@return the public concrete classes in a package and those below it that are of a type, sorted by name} */
    public static List<Class<?>> of(String packageName, Class<?> type) {
        var root = root();
        var folder = root.resolve(packageName.replace('.', '/'));
        try (var files = Files.walk(folder)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .sorted()
                    .<Class<?>>map(CompiledClasses::load)
                    .filter(found -> type.isAssignableFrom(found) && isPublicAndConcrete(found))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            URI location = Linear.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublicAndConcrete(Class<?> found) {
        int modifiers = found.getModifiers();
        return java.lang.reflect.Modifier.isPublic(modifiers) && !java.lang.reflect.Modifier.isAbstract(modifiers);
    }

    private static Class<?> load(String file) {
        var name = file.substring(0, file.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
