package dev.haiku.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A row of the {@link FunctionTable} with inputs, and with what JAX gives for them.
 *
 * @param name the name of the row, and an element type in brackets if the row has several
 * @param function the function
 * @param inputs its operands
 * @param outputs its results in JAX
 * @param gradients for operands of a floating-point type the products of weights of the results with the Jacobian, in JAX
 * @param isSmooth whether central differences give the derivatives
 */
record FunctionCase(
        String name,
        Function<List<Tensor>, List<Tensor>> function,
        List<HostArray> inputs,
        List<HostArray> outputs,
        Map<Integer, HostArray> gradients,
        boolean isSmooth) {

    private static final int CYCLE = 5;

    /** {@return all cases, in the order of the file} */
    static List<FunctionCase> all() {
        var rows = FunctionTable.all();
        var cases = new ArrayList<FunctionCase>();
        file().properties().forEach(entry -> {
            var function = rows.get(row(entry.getKey()));
            if (function != null) {
                cases.add(of(entry.getKey(), function, entry.getValue()));
            }
        });
        return cases;
    }

    /** {@return the names of rows that have a case} */
    static List<String> names() {
        var names = new ArrayList<String>();
        file().fieldNames().forEachRemaining(name -> names.add(row(name)));
        return names.stream().distinct().toList();
    }

    private static String row(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    private static JsonNode file() {
        try (var in = FunctionCase.class.getResourceAsStream("/numpy/cases.json")) {
            return new ObjectMapper().readTree(in).path("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FunctionCase of(String name, Function<List<Tensor>, List<Tensor>> function, JsonNode json) {
        var gradients = new LinkedHashMap<Integer, HostArray>();
        json.path("grad").properties().forEach(e -> gradients.put(Integer.valueOf(e.getKey()), array(e.getValue())));
        return new FunctionCase(
                name,
                function,
                arrays(json.path("in")),
                arrays(json.path("out")),
                gradients,
                json.path("smooth").asBoolean());
    }

    private static List<HostArray> arrays(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .map(FunctionCase::array)
                .toList();
    }

    private static HostArray array(JsonNode json) {
        var dims = IntStream.range(0, json.get(1).size())
                .map(i -> json.get(1).get(i).asInt())
                .toArray();
        var values = json.get(2);
        return HostArray.fromDoubles(DType.of(json.get(0).asText()), Shape.of(dims), i -> number(values.get(i)));
    }

    private static double number(JsonNode json) {
        return switch (json.asText()) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> json.asDouble();
        };
    }

    /** {@return the operands as tensors} */
    List<Tensor> operands() {
        return inputs.stream().map(Tensor::of).toList();
    }

    /** {@return the operands as tensors, those of a floating-point type in double precision} */
    List<Tensor> wideOperands() {
        return operands().stream()
                .map(x -> x.dtype().isFloating() ? x.cast(DType.F64) : x)
                .toList();
    }

    /** {@return whether the function needs the numbers of its operands, so that it cannot be staged} */
    boolean isConcrete() {
        return name.contains("concrete");
    }

    /** {@return the sum of all results of a floating-point type with the weights of the file} */
    Tensor weighted(List<Tensor> results) {
        var sum = Tensor.scalar(0.0);
        for (var x : results) {
            if (x.dtype().isFloating()) {
                var weights = HostArray.fromDoubles(x.dtype(), x.shape(), i -> 0.5 + 0.25 * (((long) i * 7) % CYCLE));
                sum = sum.add(x.mul(Tensor.of(weights)).sum());
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        return name;
    }
}
