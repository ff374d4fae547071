package dev.haiku.examples.data;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import dev.haiku.array.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The bundled handwritten digits: 1,797 images of 8x8 pixels (UCI "Optical Recognition of Handwritten Digits", E. Alpaydin and
 * C. Kaynak 1998, test part, CC BY 4.0).
 */
final class Digits {

    private static final String RESOURCE = "digits.csv";
    private static final int PIXELS = 64;
    private static final double BRIGHTEST = 16;

    private Digits() {}

    static LabelledImages load() throws IOException {
        var rows = rows();
        var pixels = HostArray.fromDoubles(
                DType.F32, Shape.of(rows.size(), PIXELS), i -> rows.get(i / PIXELS)[i % PIXELS] / BRIGHTEST);
        var labels = HostArray.fromLongs(DType.I32, Shape.of(rows.size()), i -> rows.get(i)[PIXELS]);
        return new LabelledImages(pixels, labels);
    }

    private static List<int[]> rows() throws IOException {
        var stream = Digits.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new IOException("The bundled data " + RESOURCE + " is missing from the class path.");
        }
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray())
                    .toList();
        }
    }
}
