package dev.haiku.inspect;

import dev.haiku.array.ByteSize;
import dev.haiku.ir.TensorType;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A column of {@link Inspect#tabulate}. */
public enum Column {
    /** Path and class of the module, and the calls around this one. */
    MODULE("Module", false, Column::calls),
    /** The module's settings. */
    CONFIG("Config", false, invocation -> invocation.module().config()),
    /** The parameters of the module alone, the largest first. */
    OWNED_PARAMS("Module params", false, Column::ownedParams),
    /** The types of the inputs. */
    INPUT("Input", false, MethodInvocation::inputText),
    /** The type of the output. */
    OUTPUT("Output", false, MethodInvocation::outputText),
    /** The number of elements of all parameters of the module and those in it. */
    PARAMS_SIZE("Param count", true, invocation -> grouped(invocation.module().paramSize())),
    /** The size of all parameters of the module and those in it. */
    PARAMS_BYTES(
            "Param bytes", true, invocation -> new ByteSize(invocation.module().paramBytes()).toString()),
    /** An estimate of the operations of the call, with those inside. */
    FLOPS("FLOPs", true, invocation -> grouped(invocation.flops()));

    private final String header;
    private final boolean isNumber;
    private final Function<MethodInvocation, String> text;

    Column(String header, boolean isNumber, Function<MethodInvocation, String> text) {
        this.header = header;
        this.isNumber = isNumber;
        this.text = text;
    }

    String header() {
        return header;
    }

    /** {@return whether the text goes to the right} */
    boolean isNumber() {
        return isNumber;
    }

    String text(MethodInvocation invocation) {
        return text.apply(invocation);
    }

    private static String calls(MethodInvocation invocation) {
        return Stream.concat(Stream.of(invocation.asCaller()), invocation.callers().stream())
                .map(MethodInvocation.Caller::toString)
                .collect(Collectors.joining("\n \u2514 "));
    }

    private static String ownedParams(MethodInvocation invocation) {
        return invocation.module().ownedParams().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, TensorType> param) ->
                                -param.getValue().shape().size())
                        .thenComparing(Map.Entry::getKey))
                .map(param -> param.getKey() + ": " + param.getValue())
                .collect(Collectors.joining("\n"));
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
