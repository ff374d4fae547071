package dev.haiku.checkpoint;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The beginning of an {@code .npy} file.
 *
 * @param type element type and shape
 * @param isFortranOrder whether the elements come columns first
 * @param order the byte order of the elements
 * @param bytes how long the beginning is, with the magic string and the length
 */
record NpyHeader(TensorType type, boolean isFortranOrder, ByteOrder order, int bytes) {

    /** The bytes from which {@link #length} knows how long the beginning is; the shortest file has more. */
    static final int PREFIX = 12;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    /** As many as NumPy reads without being told that the file is trusted. */
    private static final int MOST_BYTES = 10_000;

    private static final String DAMAGED = ". The file is damaged.";

    // ------------------------------------------------------------------------------------------- reading

    /** {@return how long the beginning is, of which {@link #PREFIX} bytes are given} */
    static int length(String where, ByteBuffer prefix) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (prefix.get(i) != MAGIC[i]) {
                throw new CheckpointException(
                        where + ": an .npy file begins with \\x93NUMPY, but this does not. Save it with numpy.save.");
            }
        }
        int version = version(where, prefix);
        var bytes = prefix.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? bytes.getShort(8) & 0xffff : bytes.getInt(8) & 0xffff_ffffL;
        if (length > MOST_BYTES) {
            throw new CheckpointException(where + ": the header would have " + length + " bytes, but " + MOST_BYTES
                    + " is the most" + DAMAGED);
        }
        int total = (version == 1 ? 10 : 12) + (int) length;
        if (total < PREFIX) {
            throw malformed(where, "");
        }
        return total;
    }

    private static int version(String where, ByteBuffer prefix) {
        int major = prefix.get(6) & 0xff;
        int minor = prefix.get(7) & 0xff;
        if (major < 1 || major > 3 || minor != 0) {
            throw new CheckpointException(where + ": there are .npy files of the versions 1.0, 2.0 and 3.0, but this"
                    + " has " + major + "." + minor + DAMAGED);
        }
        return major;
    }

    /** {@return the header that is in those bytes, as many as {@link #length} says} */
    static NpyHeader parse(String where, ByteBuffer bytes) {
        int start = bytes.get(6) == 1 ? 10 : 12;
        var charset = bytes.get(6) == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        var text = text(where, bytes.slice(start, bytes.limit() - start), charset);
        var value = PythonLiteral.parse(text, () -> malformed(where, text));
        if (value instanceof Map<?, ?> map
                && map.size() == 3
                && map.get("descr") != null
                && map.get("fortran_order") instanceof Boolean isFortranOrder
                && map.get("shape") instanceof List<?> sizes
                && sizes.stream().allMatch(Long.class::isInstance)) {
            var descr = descr(where, map.get("descr"));
            var shape = ElementBytes.shape(
                    where, sizes.stream().mapToLong(size -> (Long) size).toArray());
            var type = new TensorType(dtype(where, descr), shape);
            return new NpyHeader(type, isFortranOrder, order(descr), bytes.limit());
        }
        throw malformed(where, text);
    }

    private static String text(String where, ByteBuffer bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new CheckpointException(where + ": the header is not in UTF-8" + DAMAGED, e);
        }
    }

    private static CheckpointException malformed(String where, String text) {
        var shown = text.strip();
        return new CheckpointException(where
                + ": the header must be a dictionary of descr, fortran_order and shape, but is '"
                + (shown.length() > 80 ? shown.substring(0, 80) + "..." : shown) + "'" + DAMAGED);
    }

    private static String descr(String where, Object descr) {
        if (descr instanceof String text) {
            return text;
        }
        throw new CheckpointException(where
                + ": the elements are records of several fields, but a tensor has one number in each."
                + " Save each field by itself.");
    }

    private static DType dtype(String where, String descr) {
        if (descr.length() > 1 && descr.charAt(1) == 'O') {
            throw new CheckpointException(where + ": the elements are pickled Python objects, which would run code when"
                    + " they are read. Save each array under a name of its own with numpy.savez.");
        }
        boolean hasOrder = descr.startsWith("<") || descr.startsWith(">") || descr.startsWith("|");
        var dtype = hasOrder ? FileTypes.NUMPY.get(descr.substring(1)) : null;
        if (dtype == null || (descr.startsWith("|") && dtype.bytes() > 1 && dtype != DType.BF16)) {
            throw new CheckpointException(where + ": there are no tensors of element type '" + descr
                    + "', only of b1, u1, u4, i1, i2, i4, i8, f2, f4, f8 and, for bf16, V2."
                    + " Convert it with astype before saving.");
        }
        return dtype;
    }

    private static ByteOrder order(String descr) {
        return descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** {@return how many bytes of elements follow} */
    int dataLength(String where) {
        return ElementBytes.length(where, type);
    }

    /** {@return the array of the elements that follow} */
    HostArray array(String where, ByteBuffer elements) {
        var rowsFirst = isFortranOrder
                ? ElementBytes.columnsFirst(
                        elements,
                        ElementBytes.reversed(type.shape()),
                        type.dtype().bytes())
                : elements;
        return ElementBytes.array(where, type, rowsFirst, order);
    }

    // ------------------------------------------------------------------------------------------- writing

    /** {@return the beginning of a file of that type, padded so that the elements are aligned} */
    static byte[] print(TensorType type, NpyOptions options) {
        int prefix = options.version() == 1 ? 10 : 12;
        var text = dictionary(type, options);
        int padding = ALIGNMENT - (prefix + text.length() + 1) % ALIGNMENT;
        int length = text.length() + padding + 1;
        var bytes = ByteBuffer.allocate(prefix + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) options.version()).put((byte) 0);
        if (options.version() == 1) {
            bytes.putShort((short) length);
        } else {
            bytes.putInt(length);
        }
        bytes.put((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }

    private static String dictionary(TensorType type, NpyOptions options) {
        var order = type.dtype().bytes() == 1 ? "|" : options.byteOrder() == ByteOrder.BIG_ENDIAN ? ">" : "<";
        var sizes = type.shape().toList().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "{'descr': '" + order + FileTypes.numpy(type.dtype()) + "', 'fortran_order': "
                + (options.fortranOrder() ? "True" : "False") + ", 'shape': (" + sizes
                + (type.shape().rank() == 1 ? ",)" : ")") + ", }";
    }

    /** {@return the elements as they follow the beginning} */
    static ByteBuffer elements(HostArray array, NpyOptions options) {
        var bytes = ElementBytes.inOrder(array, options.byteOrder());
        return options.fortranOrder()
                ? ElementBytes.columnsFirst(bytes, array.shape(), array.dtype().bytes())
                : bytes;
    }
}
