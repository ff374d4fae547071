package dev.haiku.interop;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import dev.haiku.tensor.Interpreters;
import dev.haiku.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Converts between tensors and ND4J's arrays; both directions copy, since tensors are immutable and arrays are not.
 *
 * <p>Haiku calls ND4J's kernels without ND4J's Java library. Whoever uses this class adds the Maven artifacts
 * {@code org.nd4j:nd4j-api} and {@code org.nd4j:nd4j-common}, of the version of {@code org.nd4j:nd4j-native} that Haiku
 * brings.
 */
public final class Nd4jInterop {

    private static final String QUIET = "org.nd4j.log.initialization";

    static {
        if (System.getProperty(QUIET) == null) {
            System.setProperty(QUIET, "false");
        }
        Interpreters.backend(); // sets the limits of native memory before ND4J does
    }

    private Nd4jInterop() {}

    /**
     * {@return a tensor of an array's elements, with its shape and element type}
     *
     * @param array an array of any order and strides
     * @throws IllegalArgumentException if Haiku has no such element type
     */
    public static Tensor tensor(INDArray array) {
        var dtype = dtype(array.dataType());
        var shape =
                Shape.of(Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
        if (shape.size() == 0) {
            return Tensor.of(HostArray.fromBytes(dtype, shape, ByteBuffer.allocate(0)));
        }
        var rowMajor = array.dup('c');
        try {
            return Tensor.of(HostArray.fromBytes(dtype, shape, elements(rowMajor, shape.size() * dtype.bytes())));
        } finally {
            rowMajor.close();
        }
    }

    /**
     * {@return a new row-major array of a tensor's elements, with its shape and element type}
     *
     * @param tensor a tensor
     * @throws dev.haiku.tensor.ConcretizationException if the tensor has no numbers, since its function is being transformed
     */
    public static INDArray toINDArray(Tensor tensor) {
        var host = tensor.toHost();
        var dims = IntStream.of(host.shape().dims()).asLongStream().toArray();
        var array = Nd4j.create(dataType(host.dtype()), dims);
        if (host.size() > 0) {
            var source = host.bytes();
            elements(array, source.remaining()).put(source);
        }
        return array;
    }

    private static ByteBuffer elements(INDArray array, long bytes) {
        return new BytePointer(array.data().addressPointer())
                .capacity(bytes)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    private static DType dtype(DataType type) {
        return switch (type) {
            case BOOL -> DType.BOOL;
            case UBYTE -> DType.U8;
            case UINT32 -> DType.U32;
            case BYTE -> DType.I8;
            case SHORT -> DType.I16;
            case INT -> DType.I32;
            case LONG -> DType.I64;
            case HALF -> DType.F16;
            case BFLOAT16 -> DType.BF16;
            case FLOAT -> DType.F32;
            case DOUBLE -> DType.F64;
            default ->
                throw new IllegalArgumentException("An INDArray of type " + type
                        + " has no counterpart among tensors. Cast it with castTo to one of FLOAT, DOUBLE, HALF, BFLOAT16, BYTE, SHORT, INT,"
                        + " LONG, UBYTE, UINT32, BOOL.");
        };
    }

    private static DataType dataType(DType dtype) {
        return switch (dtype) {
            case BOOL -> DataType.BOOL;
            case U8 -> DataType.UINT8;
            case U32 -> DataType.UINT32;
            case I8 -> DataType.INT8;
            case I16 -> DataType.INT16;
            case I32 -> DataType.INT32;
            case I64 -> DataType.INT64;
            case F16 -> DataType.FLOAT16;
            case BF16 -> DataType.BFLOAT16;
            case F32 -> DataType.FLOAT;
            case F64 -> DataType.DOUBLE;
        };
    }
}
