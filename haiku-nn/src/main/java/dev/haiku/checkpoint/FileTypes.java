package dev.haiku.checkpoint;

import dev.haiku.array.DType;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What element types are called in files. */
final class FileTypes {

    /** In safetensors. */
    static final Map<String, DType> SAFETENSORS = Map.ofEntries(
            Map.entry("BOOL", DType.BOOL),
            Map.entry("U8", DType.U8),
            Map.entry("U32", DType.U32),
            Map.entry("I8", DType.I8),
            Map.entry("I16", DType.I16),
            Map.entry("I32", DType.I32),
            Map.entry("I64", DType.I64),
            Map.entry("F16", DType.F16),
            Map.entry("BF16", DType.BF16),
            Map.entry("F32", DType.F32),
            Map.entry("F64", DType.F64));

    /**
     * In NumPy, without the byte order. It has no {@code bf16}; that of Python's ml_dtypes is saved as two bytes
     * without a type.
     */
    static final Map<String, DType> NUMPY = Map.ofEntries(
            Map.entry("b1", DType.BOOL),
            Map.entry("u1", DType.U8),
            Map.entry("u4", DType.U32),
            Map.entry("i1", DType.I8),
            Map.entry("i2", DType.I16),
            Map.entry("i4", DType.I32),
            Map.entry("i8", DType.I64),
            Map.entry("f2", DType.F16),
            Map.entry("V2", DType.BF16),
            Map.entry("f4", DType.F32),
            Map.entry("f8", DType.F64));

    private static final Map<DType, String> TO_SAFETENSORS = inverse(SAFETENSORS);
    private static final Map<DType, String> TO_NUMPY = inverse(NUMPY);

    private FileTypes() {}

    private static Map<DType, String> inverse(Map<String, DType> names) {
        return names.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    static String safetensors(DType dtype) {
        return Objects.requireNonNull(TO_SAFETENSORS.get(dtype));
    }

    static String numpy(DType dtype) {
        return Objects.requireNonNull(TO_NUMPY.get(dtype));
    }
}
