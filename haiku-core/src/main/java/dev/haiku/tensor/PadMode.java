package dev.haiku.tensor;

/** What {@link Ops#pad(Tensor, int[][], PadMode)} puts around a tensor; names and meanings as in NumPy. */
public enum PadMode {
    /** Zeros: {@code 0 0 | a b c | 0 0}. */
    CONSTANT {
        @Override
        int source(int position, int size) {
            throw new IllegalStateException("Constant padding has no source.");
        }
    },
    /** The outermost element again: {@code a a | a b c | c c}. */
    EDGE {
        @Override
        int source(int position, int size) {
            return Math.max(0, Math.min(size - 1, position));
        }
    },
    /** A mirror that does not repeat the outermost element: {@code c b | a b c | b a}. */
    REFLECT {
        @Override
        int source(int position, int size) {
            if (size == 1) {
                return 0;
            }
            int phase = Math.floorMod(position, 2 * size - 2);
            return Math.min(phase, 2 * size - 2 - phase);
        }
    },
    /** A mirror that repeats the outermost element: {@code b a | a b c | c b}. */
    SYMMETRIC {
        @Override
        int source(int position, int size) {
            int phase = Math.floorMod(position, 2 * size);
            return Math.min(phase, 2 * size - 1 - phase);
        }
    },
    /** The other end: {@code b c | a b c | a b}. */
    WRAP {
        @Override
        int source(int position, int size) {
            return Math.floorMod(position, size);
        }
    };

    /** {@return the index in an axis of that size whose element stands at a position that may lie outside} */
    abstract int source(int position, int size);
}
