package dev.haiku.internal.exec.java;

import dev.haiku.array.DType;
import dev.haiku.internal.convolution.Patches;
import dev.haiku.internal.exec.Slot;

/**
 * What convolutions do with blocks of numbers, in Java arrays or native memory.
 *
 * @param <A> the type of the blocks
 */
public interface Panels<A> {

    /**
     * A matrix at the left of a product, stored in any order.
     *
     * @param numbers the elements
     * @param rows the number of rows
     * @param rowStep how far apart rows are
     * @param innerStep how far apart the elements of a row are
     */
    record Left<A>(A numbers, int rows, int rowStep, int innerStep) {}

    /** {@return plain Java arithmetic for elements of that type: f16 and bf16 compute as f32, integers as i64} */
    static Panels<?> of(DType dtype) {
        return dtype == DType.F64 ? new DoublePanels() : dtype.isFloating() ? new FloatPanels() : new LongPanels();
    }

    /** {@return how many results along space and batch are computed together} */
    int block();

    /** {@return how many elements of a factor are multiplied at once} */
    int chunk();

    /** {@return how many columns of products make up for reading patches element by element} */
    int lanes();

    /** {@return whether loops along the groups are fast} */
    boolean hasGroups();

    /** {@return a panel of at least that size, with any content} */
    A allocate(int size);

    /** Gives a panel back. */
    void release(A panel);

    /** Writes zeros. */
    void clear(A panel, int at, int count);

    /** Reads elements that lie {@code step} apart. */
    void load(Slot from, int at, int step, A to, int toAt, int toStep, int count);

    /** Writes elements, rounded or wrapped to the type of the slot. */
    void store(A from, int at, int step, Slot to, int toAt, int toStep, int count);

    /** Adds {@code left · right} to {@code sums}, of which the last two are row-major with {@code lanes} columns. */
    void multiply(Left<A> left, int depth, A right, int lanes, A sums);

    /**
     * Adds {@code depth} products to each of {@code count} sums: {@code sums[i] += x[k xStep + i] y[k yStep + i]}, each
     * from its place on.
     */
    void addProducts(Run<A> x, Run<A> y, int depth, A sums, int at, int count);

    /**
     * Vectors that lie a step apart.
     *
     * @param numbers the elements
     * @param at where the first one starts
     * @param step how far apart they are
     */
    record Run<A>(A numbers, int at, int step) {}

    /** Adds the first {@code count} numbers of a panel to as many sums. */
    void add(A x, A sums, int count);

    /** {@return what fills a panel with patches of an operand} */
    default Patches.Sink patches(Slot from, A to) {
        return new Patches.Sink() {
            @Override
            public void copy(int at, int step, int toAt, int count) {
                load(from, at, step, to, toAt, 1, count);
            }

            @Override
            public void zero(int toAt, int count) {
                clear(to, toAt, count);
            }
        };
    }
}
