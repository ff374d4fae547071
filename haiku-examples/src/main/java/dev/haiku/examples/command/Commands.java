package dev.haiku.examples.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Command lines of the examples. */
public final class Commands {

    private Commands() {}

    /** {@return the command line of a program, which prints an error as one line rather than a stack trace} */
    public static CommandLine line(Callable<Integer> program) {
        return new CommandLine(program).setExecutionExceptionHandler((exception, command, result) -> {
            if (exception instanceof IOException || exception instanceof IllegalArgumentException) {
                command.getErr().println(command.getCommandName() + ": " + exception.getMessage());
                return 1;
            }
            throw exception;
        });
    }

    /**
     * Checks the number that was given for an option.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " needs a number >= 1, but got " + value + ".");
        }
    }
}
