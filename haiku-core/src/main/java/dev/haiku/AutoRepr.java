package dev.haiku;

import dev.haiku.array.Shape;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints a module with its settings, as Haiku does with the arguments of its constructor.
 *
 * <p>Java does not keep those. Instead the final fields of the class are read, outside of {@code dev.haiku.tree} the only
 * place where reflection is used: numbers, texts, enums, shapes, records and lists of those. Of a record with a static
 * field {@code DEFAULTS}, as options have it, the components that differ from it are printed.
 */
final class AutoRepr {

    private static final int LONGEST_LINE = 80;

    private AutoRepr() {}

    /** {@return class and settings, or nothing if the class does not let them be read} */
    static Optional<String> of(Module module) {
        try {
            var settings = new ArrayList<String>();
            for (var field : fields(module.getClass())) {
                add(field.getName(), read(field, module), settings);
            }
            return Optional.of(joined(ModuleNames.className(module.getClass()), settings));
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            return Optional.empty();
        }
    }

    /** {@return the final fields of a class, those of its superclasses first, without those of Haiku's base classes} */
    private static List<Field> fields(Class<?> type) {
        boolean isBase = type.getPackage() == Module.class.getPackage() && Modifier.isAbstract(type.getModifiers());
        if (isBase || type == Record.class) {
            return List.of();
        }
        var fields = new ArrayList<>(fields(type.getSuperclass()));
        Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isFinal(field.getModifiers()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .forEach(fields::add);
        return fields;
    }

    private static @Nullable Object read(Field field, @Nullable Object owner) throws IllegalAccessException {
        field.setAccessible(true);
        return field.get(owner);
    }

    private static void add(String name, @Nullable Object value, List<String> settings) throws IllegalAccessException {
        if (value instanceof Record options) {
            var defaults = defaults(options.getClass());
            if (defaults != null) {
                addChanged(options, defaults, settings);
                return;
            }
        }
        if (isPrintable(value)) {
            settings.add(name + "=" + print(value));
        }
    }

    private static @Nullable Object defaults(Class<?> type) throws IllegalAccessException {
        for (var field : type.getDeclaredFields()) {
            if (field.getName().equals("DEFAULTS")
                    && field.getType() == type
                    && Modifier.isStatic(field.getModifiers())) {
                return read(field, null);
            }
        }
        return null;
    }

    private static void addChanged(Record options, Object defaults, List<String> settings)
            throws IllegalAccessException {
        for (var field : fields(options.getClass())) {
            var value = read(field, options);
            if (value != null && !value.equals(read(field, defaults))) {
                settings.add(field.getName() + "=" + print(value));
            }
        }
    }

    private static boolean isPrintable(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.stream().allMatch(AutoRepr::isPrintable);
        }
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof String
                || value instanceof Enum<?>
                || value instanceof Shape
                || value instanceof Record;
    }

    private static String print(@Nullable Object value) {
        if (value instanceof String text) {
            return "'" + text + "'";
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(AutoRepr::print).collect(Collectors.joining(", ", "[", "]"));
        }
        boolean isFunction = value != null && value.getClass().isHidden();
        return isFunction ? "<lambda>" : String.valueOf(value);
    }

    private static String joined(String name, List<String> settings) {
        var line = name + "(" + String.join(", ", settings) + ")";
        if (line.length() <= LONGEST_LINE || settings.isEmpty()) {
            return line;
        }
        return settings.stream()
                .map(setting -> "    " + setting + ",\n")
                .collect(Collectors.joining("", name + "(\n", ")"));
    }
}
