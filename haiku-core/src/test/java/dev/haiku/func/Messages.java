package dev.haiku.func;

/** Messages of exceptions in a form that tests can compare. */
public final class Messages {

    private Messages() {}

    /** {@return the message with {@code N} in place of line numbers} */
    public static String withoutLineNumbers(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\.java:\\d+\\)", ".java:N)");
    }
}
