package dev.haiku.ir;

import java.util.Locale;

/** The names of primitives, made once for each class, since interpreters ask at every operation. */
final class OpNames {

    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> primitive) {
            return primitive
                    .getSimpleName()
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                    .toLowerCase(Locale.ROOT);
        }
    };

    private OpNames() {}

    static String of(Class<? extends Primitive> primitive) {
        return NAMES.get(primitive);
    }
}
