package dev.haiku.checkpoint;

import dev.haiku.array.HostArray;
import dev.haiku.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Reads and writes single tensors as NumPy's {@code .npy} files, of {@code numpy.save} and {@code numpy.load}.
 *
 * <p>Rows or columns first, in both byte orders, of the versions 1.0, 2.0 and 3.0. A {@code bf16} tensor is two bytes
 * without a type there, as those of Python's {@code ml_dtypes}: {@code numpy.load(...).view(ml_dtypes.bfloat16)}.
 * Arrays of Python objects are pickled, which means that reading one runs the code that it holds; they are refused.
 *
 * <p>Source: <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
public final class Npy {

    private Npy() {}

    /**
     * {@return the tensor in a file}
     *
     * @throws CheckpointException if it is no {@code .npy} file, is damaged, or holds what is no tensor
     * @throws java.io.UncheckedIOException if it cannot be accessed
     */
    public static Tensor read(Path path) {
        try (var file = MappedFile.open(path, opened -> opened)) {
            return read(file);
        }
    }

    private static Tensor read(MappedFile file) {
        var where = file.toString();
        if (file.size() < NpyHeader.PREFIX) {
            throw new CheckpointException(
                    where + ": an .npy file has more than " + file.size() + " bytes. The file is cut off.");
        }
        int length = file.read(0, NpyHeader.PREFIX, prefix -> NpyHeader.length(where, prefix));
        if (length > file.size()) {
            throw new CheckpointException(where + ": the header ends at byte " + length + ", but " + file.size()
                    + " bytes are all there is. The file is cut off.");
        }
        var header = file.read(0, length, bytes -> NpyHeader.parse(where, bytes));
        int wanted = header.dataLength(where);
        if (file.size() - length != wanted) {
            throw new CheckpointException(where + ": a tensor " + header.type() + " takes " + wanted + " bytes, but "
                    + (file.size() - length) + " follow the header. The file is cut off or damaged.");
        }
        HostArray array = file.read(length, wanted, elements -> header.array(where, elements));
        return Tensor.of(array);
    }

    /** Writes a tensor to a file; see {@link #write(Path, Tensor, UnaryOperator)}. */
    public static void write(Path path, Tensor tensor) {
        write(path, tensor, o -> o);
    }

    /**
     * Writes a tensor to a file with edited options, such as {@code o -> o.fortranOrder(true)}.
     *
     * <p>The file appears complete or not at all; one of that name is replaced.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path path, Tensor tensor, UnaryOperator<NpyOptions> edit) {
        var options = edit.apply(NpyOptions.DEFAULTS);
        var elements = NpyHeader.elements(tensor.toHost(), options);
        AtomicFile.write(path, channel -> {
            ElementBytes.writeTo(channel, ByteBuffer.wrap(NpyHeader.print(tensor.type(), options)));
            ElementBytes.writeTo(channel, elements);
        });
    }
}
