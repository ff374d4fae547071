package dev.haiku.examples.data;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a program that learns from images: which ones, and the seed. */
public final class ImageOptions {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder with the four IDX files of MNIST or Fashion-MNIST, plain or gzipped.")
    private @Nullable Path data;

    @Option(names = "--seed", defaultValue = "42", description = "Fixes the result exactly (${DEFAULT-VALUE}).")
    private long seed;

    /** {@return the images of the folder, or the bundled digits if none is given} */
    public ImageData load() throws IOException {
        return data == null ? ImageData.digits(seed) : ImageData.idx(data);
    }

    /** {@return the number that fixes the result} */
    public long seed() {
        return seed;
    }
}
