package dev.haiku.internal.exec;

/**
 * The block sizes of a pool: multiples of 64 bytes, four to each doubling, so that at most a fifth of a larger block is
 * unused.
 */
final class SizeClasses {

    /** The unit and alignment of blocks: a cache line, an AVX-512 register. */
    static final int LINE = 64;

    /** The largest block, since {@code java.nio} views index with {@code int}. */
    static final long LARGEST = Integer.MAX_VALUE / LINE * (long) LINE;

    /** The number of classes. */
    static final int COUNT = index(LARGEST) + 1;

    private static final int LINEAR = 4;

    private SizeClasses() {}

    /** {@return the class of the smallest block that holds so many bytes} */
    static int index(long bytes) {
        long lines = Math.max(1, (bytes + LINE - 1) / LINE) - 1;
        if (lines < LINEAR) {
            return (int) lines;
        }
        int shift = 61 - Long.numberOfLeadingZeros(lines);
        return LINEAR * shift + (int) (lines >>> shift);
    }

    /** {@return the size of the blocks of a class} */
    static long capacity(int index) {
        if (index < LINEAR) {
            return (index + 1) * (long) LINE;
        }
        int shift = index / LINEAR - 1;
        long lines = (index % LINEAR + LINEAR + 1L) << shift;
        return Math.min(lines * LINE, LARGEST);
    }
}
