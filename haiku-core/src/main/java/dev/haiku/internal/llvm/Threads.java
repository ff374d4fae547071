package dev.haiku.internal.llvm;

/** The number of threads that compiled code runs on: {@code -Dhaiku.threads}, by default one for each processor. */
final class Threads {

    private static final String PROPERTY = "haiku.threads";

    private Threads() {}

    /**
     * {@return the number of threads}
     *
     * @throws IllegalArgumentException if the system property is less than one
     */
    static int count() {
        int processors = Runtime.getRuntime().availableProcessors();
        int wanted = Integer.getInteger(PROPERTY, processors);
        if (wanted < 1) {
            throw new IllegalArgumentException(
                    "-D" + PROPERTY + " is a number of threads >= 1, but got " + wanted + ".");
        }
        return Math.min(wanted, processors);
    }
}
