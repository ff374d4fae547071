package dev.haiku.checkpoint;

/**
 * A file that cannot be read as what it claims to be, or whose tensors are not those asked for.
 *
 * <p>It is the only exception that the content of a file causes. A file that is missing or cannot be accessed gives a
 * {@link java.io.UncheckedIOException}.
 */
public final class CheckpointException extends IllegalArgumentException {

    /** Creates one with that message. */
    CheckpointException(String message) {
        super(message);
    }

    /** Creates one with that message and what caused it. */
    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
