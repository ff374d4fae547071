package dev.haiku.examples.data;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads the IDX format of MNIST (Y. LeCun, C. Cortes, C. Burges): a magic number, sizes, then unsigned bytes. */
final class IdxFiles {

    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final double BRIGHTEST = 255;
    private static final int CLASSES = 10;

    private IdxFiles() {}

    static LabelledImages read(Path folder, String images, String labels) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException("There is no folder " + folder
                    + ". Name one that holds the four files of MNIST or Fashion-MNIST, plain or gzipped.");
        }
        var pixels = readImages(find(folder, images));
        var classes = readLabels(find(folder, labels));
        if (pixels.shape().dim(0) != classes.shape().dim(0)) {
            throw new IOException(
                    folder + ": " + images + " holds " + pixels.shape().dim(0) + " images, but " + labels + " holds "
                            + classes.shape().dim(0) + " labels. Download both files again.");
        }
        return new LabelledImages(pixels, classes);
    }

    private static Path find(Path folder, String name) throws IOException {
        var plain = folder.resolve(name);
        var gzipped = folder.resolve(name + ".gz");
        if (Files.exists(plain)) {
            return plain;
        }
        if (Files.exists(gzipped)) {
            return gzipped;
        }
        throw new NoSuchFileException("There is neither " + name + " nor " + name + ".gz in " + folder
                + ". Download it, or name another folder.");
    }

    private static HostArray readImages(Path file) throws IOException {
        try (var in = open(file)) {
            var dims = readHeader(in, file, IMAGES_MAGIC, 3);
            var bytes = readBytes(in, file, (long) dims[0] * dims[1] * dims[2]);
            return HostArray.fromDoubles(
                    DType.F32, Shape.of(dims[0], dims[1] * dims[2]), i -> (bytes[i] & 0xff) / BRIGHTEST);
        }
    }

    private static HostArray readLabels(Path file) throws IOException {
        try (var in = open(file)) {
            var dims = readHeader(in, file, LABELS_MAGIC, 1);
            var bytes = readBytes(in, file, dims[0]);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] < 0 || bytes[i] >= CLASSES) {
                    throw new IOException(file + ": label " + (bytes[i] & 0xff) + " at position " + i
                            + " is not one of 0 to 9. This is not a file of MNIST labels.");
                }
            }
            return HostArray.fromLongs(DType.I32, Shape.of(dims[0]), i -> bytes[i]);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        return new DataInputStream(file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw);
    }

    private static int[] readHeader(DataInputStream in, Path file, int magic, int rank) throws IOException {
        try {
            int found = in.readInt();
            if (found != magic) {
                throw new IOException(String.format(
                        "%s starts with 0x%08x, but an IDX file of this kind starts with 0x%08x. Download it again.",
                        file, found, magic));
            }
            var dims = new int[rank];
            for (int i = 0; i < rank; i++) {
                dims[i] = in.readInt();
            }
            return dims;
        } catch (EOFException e) {
            throw new IOException(file + " ends within its header. Download it again.", e);
        }
    }

    private static byte[] readBytes(DataInputStream in, Path file, long count) throws IOException {
        if (count < 0 || count > Integer.MAX_VALUE / Float.BYTES) {
            throw new IOException(file + " claims to hold " + count + " bytes of data, which is not credible.");
        }
        var bytes = in.readNBytes((int) count);
        if (bytes.length < count) {
            throw new IOException(file + " is truncated: its header promises " + count + " bytes of data, but "
                    + bytes.length + " follow. Download it again.");
        }
        return bytes;
    }
}
