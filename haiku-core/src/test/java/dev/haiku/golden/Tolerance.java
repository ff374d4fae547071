package dev.haiku.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.haiku.array.HostArray;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How closely an output must match: {@code |got - ref| <= atol + rtol * |ref|}, NaN matches NaN, an infinity the same
 * one.
 *
 * @param rule what is compared
 * @param atol the absolute part
 * @param rtol the part relative to the reference
 */
public record Tolerance(Rule rule, double atol, double rtol) {

    /** What is compared. */
    public enum Rule {
        /** Type and bits. */
        EXACT,
        /** Numbers, within the tolerance. */
        CLOSE,
        /** Nothing: the reference is rounding noise. */
        SKIP
    }

    /** {@return a tolerance of those parts} */
    public static Tolerance within(double atol, double rtol) {
        return new Tolerance(Rule.CLOSE, atol, rtol);
    }

    /** {@return the tolerance that {@code "exact"}, {@code "skip"} or {@code [atol, rtol]} stands for} */
    public static Tolerance of(JsonNode json) {
        if (json.isArray()) {
            return within(json.get(0).asDouble(), json.get(1).asDouble());
        }
        return new Tolerance(Rule.valueOf(json.asText().toUpperCase(java.util.Locale.ROOT)), 0, 0);
    }

    /** {@return the first row-major index at which arrays of one size differ by more, if there is one} */
    public OptionalInt firstMismatch(HostArray actual, HostArray expected) {
        if (rule == Rule.SKIP) {
            return OptionalInt.empty();
        }
        return IntStream.range(0, expected.size())
                .filter(i -> !matches(actual, expected, i))
                .findFirst();
    }

    boolean matches(HostArray actual, HostArray expected, int index) {
        if (!actual.dtype().isFloating() && !expected.dtype().isFloating()) {
            double error = Math.abs((double) actual.getLong(index) - expected.getLong(index));
            return error <= atol + rtol * Math.abs((double) expected.getLong(index));
        }
        double got = actual.getDouble(index);
        double ref = expected.getDouble(index);
        // Double.compare: equal infinities, and NaN with NaN; the negation makes other NaN fail
        return Double.compare(got, ref) == 0
                || (!Double.isInfinite(ref) && Math.abs(got - ref) <= atol + rtol * Math.abs(ref));
    }
}
