package dev.haiku.precision;

import dev.haiku.array.DType;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.HashMap;
import java.util.Map;

/**
 * Which floating-point types parameters are kept in, arithmetic is done in, and results come in; jmp's {@code Policy}.
 *
 * <p>Prints as {@code p=f32,c=bf16,o=f32}, which {@link #of(String)} reads.
 *
 * @param paramDtype the type of parameters
 * @param computeDtype the type of inputs, and of parameters where they are used
 * @param outputDtype the type of results
 */
public record Policy(DType paramDtype, DType computeDtype, DType outputDtype) {

    private static final Map<String, DType> DTYPES = Map.of(
            "full", DType.F32,
            "f32", DType.F32,
            "float32", DType.F32,
            "half", DType.F16,
            "f16", DType.F16,
            "float16", DType.F16,
            "bf16", DType.BF16,
            "bfloat16", DType.BF16,
            "f64", DType.F64,
            "float64", DType.F64);

    private static final Map<String, String> KEYS = Map.of(
            "p", "params", "params", "params", "c", "compute", "compute", "compute", "o", "output", "output", "output");

    /** Checks that the types are floating-point. */
    public Policy {
        requireFloating("params", paramDtype);
        requireFloating("compute", computeDtype);
        requireFloating("output", outputDtype);
    }

    private static void requireFloating(String what, DType dtype) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException("A policy needs floating-point types, but " + what + " is " + dtype
                    + ". Use f32, bf16, f16 or f64.");
        }
    }

    /** {@return the policy of one type for everything} */
    public static Policy of(DType dtype) {
        return new Policy(dtype, dtype, dtype);
    }

    /**
     * {@return the policy that a text describes: one type, or parts such as {@code params=float32,compute=bfloat16}}
     *
     * <p>Keys are {@code params}, {@code compute} and {@code output} or their first letters; types are {@code float32},
     * {@code f32} and so on, {@code full} for {@code f32} and {@code half} for {@code f16}. Where it says nothing,
     * parameters are {@code f32}, arithmetic is in the type of the parameters, and results have the type of the
     * arithmetic. jmp's {@code get_policy}.
     *
     * @throws IllegalArgumentException if a key or a type is unknown, or a key comes twice
     */
    public static Policy of(String text) {
        if (!text.contains("=")) {
            return of(dtype(text, text));
        }
        var parts = new HashMap<String, DType>();
        for (var part : text.split(",", -1)) {
            int sign = part.indexOf('=');
            var key = sign < 0 ? null : KEYS.get(part.substring(0, sign).strip());
            if (key == null) {
                throw new IllegalArgumentException("The policy '" + text + "' has the part '" + part.strip()
                        + "', but parts are params=TYPE, compute=TYPE and output=TYPE, or p, c and o.");
            }
            if (parts.put(key, dtype(part.substring(sign + 1).strip(), text)) != null) {
                throw new IllegalArgumentException("The policy '" + text + "' says twice what " + key + " is.");
            }
        }
        var params = parts.getOrDefault("params", DType.F32);
        var compute = parts.getOrDefault("compute", params);
        return new Policy(params, compute, parts.getOrDefault("output", compute));
    }

    private static DType dtype(String name, String text) {
        var dtype = DTYPES.get(name);
        if (dtype == null) {
            throw new IllegalArgumentException("The policy '" + text + "' names the unknown type '" + name
                    + "'. There are full, half, float16, bfloat16, float32, float64 and their short forms f16, bf16, "
                    + "f32, f64.");
        }
        return dtype;
    }

    /** {@return the tree with its floating-point tensors in the type of parameters} */
    public <T> T castToParam(T tree) {
        return cast(tree, paramDtype);
    }

    /** {@return the tree with its floating-point tensors in the type of arithmetic} */
    public <T> T castToCompute(T tree) {
        return cast(tree, computeDtype);
    }

    /** {@return the tree with its floating-point tensors in the type of results} */
    public <T> T castToOutput(T tree) {
        return cast(tree, outputDtype);
    }

    static <T> T cast(T tree, DType dtype) {
        return Trees.map(tree, leaf -> castFloating(leaf, dtype));
    }

    private static Tensor castFloating(Tensor tensor, DType dtype) {
        boolean isOther = tensor.dtype().isFloating() && tensor.dtype() != dtype;
        return isOther ? tensor.cast(dtype) : tensor;
    }

    /** {@return this with another type of parameters} */
    public Policy paramDtype(DType dtype) {
        return new Policy(dtype, computeDtype, outputDtype);
    }

    /** {@return this with another type of arithmetic} */
    public Policy computeDtype(DType dtype) {
        return new Policy(paramDtype, dtype, outputDtype);
    }

    /** {@return this with another type of results} */
    public Policy outputDtype(DType dtype) {
        return new Policy(paramDtype, computeDtype, dtype);
    }

    @Override
    public String toString() {
        return "p=" + paramDtype + ",c=" + computeDtype + ",o=" + outputDtype;
    }
}
