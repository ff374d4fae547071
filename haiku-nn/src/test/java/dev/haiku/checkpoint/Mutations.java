package dev.haiku.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages the bytes of files, in the ways of transmission errors and of attackers. */
final class Mutations {

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        255,
        256,
        65_535,
        1 << 20,
        100_000_000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final List<String> TEXTS = List.of(
            "[",
            "]",
            "{",
            "}",
            "\"",
            ",",
            ":",
            "'",
            "(",
            ")",
            "-",
            "1e9",
            "99999999999999999999",
            "4294967297",
            "2147483647",
            "null",
            "true",
            "True",
            "\\",
            "\\u0000",
            "\"dtype\"",
            "\"F32\"",
            "'O'",
            "|O",
            "<f8",
            ">i2",
            "[".repeat(2_000),
            "(".repeat(2_000),
            "PK\1\2",
            "PK\5\6",
            "PK\3\4",
            "\u0093NUMPY",
            "__metadata__");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** {@return a damaged copy of one of the files} */
    byte[] next(List<byte[]> files) {
        var bytes = pick(files).clone();
        int rounds = 1 + random.nextInt(4);
        for (int i = 0; i < rounds; i++) {
            bytes = mutated(bytes, files);
        }
        return bytes;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /**
     * {@return a place in {@code [0, length]}; the beginning and end, where headers and directories are, are likelier}
     */
    private int place(int length) {
        return switch (random.nextInt(4)) {
            case 0 -> Math.min(length, random.nextInt(24));
            case 1 -> Math.max(0, length - random.nextInt(120));
            default -> random.nextInt(length + 1);
        };
    }

    private byte[] mutated(byte[] bytes, List<byte[]> files) {
        int place = place(bytes.length);
        return switch (random.nextInt(9)) {
            case 0 -> replaced(bytes, place, new byte[] {(byte) random.nextInt(256)});
            case 1 -> flipped(bytes, place);
            case 2 -> Arrays.copyOf(bytes, place);
            case 3 -> replaced(bytes, place, number());
            case 4 -> replaced(bytes, place, text());
            case 5 -> spliced(bytes, place, place, text());
            case 6 -> spliced(bytes, place, Math.min(bytes.length, place + random.nextInt(40)), new byte[0]);
            case 7 -> digitsChanged(bytes, place);
            default -> {
                var other = pick(files);
                int from = place(other.length);
                yield spliced(bytes, place, bytes.length, Arrays.copyOfRange(other, from, other.length));
            }
        };
    }

    private static byte[] flipped(byte[] bytes, int place) {
        var flipped = bytes.clone();
        if (place < bytes.length) {
            flipped[place] ^= (byte) (1 << (place % 8));
        }
        return flipped;
    }

    private byte[] number() {
        var order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        var bytes = ByteBuffer.allocate(Long.BYTES).order(order).putLong(NUMBERS[random.nextInt(NUMBERS.length)]);
        return Arrays.copyOf(bytes.array(), 1 << random.nextInt(4));
    }

    private byte[] text() {
        return pick(TEXTS).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] bytes, int place, byte[] by) {
        return spliced(bytes, place, Math.min(bytes.length, place + by.length), by);
    }

    /** {@return the bytes with those in {@code [start, end)} replaced} */
    private static byte[] spliced(byte[] bytes, int start, int end, byte[] by) {
        return ByteBuffer.allocate(bytes.length - (end - start) + by.length)
                .put(bytes, 0, start)
                .put(by)
                .put(bytes, end, bytes.length - end)
                .array();
    }

    /** Makes the next digits others: another shape, offset or size. */
    private byte[] digitsChanged(byte[] bytes, int place) {
        int start = place;
        while (start < bytes.length && !Character.isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && Character.isDigit(bytes[end])) {
            end++;
        }
        var digits =
                String.valueOf(random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt(100));
        return spliced(bytes, start, end, digits.getBytes(StandardCharsets.ISO_8859_1));
    }
}
