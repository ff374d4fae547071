package dev.haiku;

/**
 * A constructor of a {@link Module} class that is running.
 *
 * @param type the class that declares it
 * @param descriptor its parameter types
 * @param position where in its code it is
 * @param depth how many calls lie between the current scope's beginning and it, at least 1
 */
record ConstructorCall(Class<?> type, String descriptor, int position, int depth) {

    boolean sameConstructor(ConstructorCall other) {
        return type == other.type && descriptor.equals(other.descriptor);
    }
}
