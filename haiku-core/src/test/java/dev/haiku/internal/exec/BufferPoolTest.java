package dev.haiku.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPoolTest {

    private static final long MIB = 1 << 20;
    private static final TensorType ONE_MIB = new TensorType(DType.F32, Shape.of(512, 512));
    private static final TensorType LONG_ONE_MIB = new TensorType(DType.I64, Shape.of(128, 1024));

    private final BufferPool pool = new BufferPool(64 * MIB);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 100, 5000, 40_000, 1_000_000, 20_000_000})
    void alignsBlocksToCacheLines(long bytes) {
        var buffer = pool.allocate(bytes, "a block").buffer();

        assertThat(buffer.address() % 64).isZero();
        assertThat(buffer.capacity()).isGreaterThanOrEqualTo(bytes);
    }

    @Test
    void usesAReleasedBlockAgain() {
        var first = pool.allocate(ONE_MIB);
        var buffer = first.buffer();
        first.release();

        assertThat(pool.allocate(ONE_MIB).buffer()).isSameAs(buffer);
    }

    @Test
    void usesABlockOfUnreachableStorageAgain() {
        for (int i = 0; i < 40; i++) {
            pool.allocate(4 * MIB, "garbage");
        }

        assertThat(pool.liveBytes() + pool.pooledBytes()).isLessThanOrEqualTo(64 * MIB);
    }

    @Test
    void countsLiveAndPooledBytes() {
        var one = pool.allocate(ONE_MIB);
        var other = pool.allocate(ONE_MIB);
        one.release();

        assertThat(pool.liveBytes()).isEqualTo(MIB);
        assertThat(pool.pooledBytes()).isEqualTo(MIB);
        other.release();
    }

    @Test
    void keepsABlockWhileItIsRetained() {
        var storage = pool.allocate(ONE_MIB);
        var buffer = storage.retain();
        storage.retain();
        storage.release();

        assertThat(pool.allocate(ONE_MIB).buffer()).isNotSameAs(buffer);
    }

    @Test
    void freesUnusedBlocksOfOtherSizesToMakeRoom() {
        pool.allocate(40 * MIB, "a large block").release();

        var other = pool.allocate(60 * MIB, "a larger block");

        assertThat(pool.liveBytes() + pool.pooledBytes())
                .isEqualTo(other.buffer().capacity());
    }

    @Test
    void staysFlatWhileMuchGarbageIsMade() {
        var larger = new BufferPool(1024 * MIB);

        for (int i = 0; i < 20_000; i++) {
            larger.allocate(MIB, "garbage").buffer().floats().put(0, i);
        }

        assertThat(larger.liveBytes() + larger.pooledBytes()).isLessThan(400 * MIB);
    }

    @Test
    void collectsManySmallTensorsToo() {
        for (int i = 0; i < 300_000; i++) {
            pool.allocate(4, "a small tensor");
        }

        assertThat(pool.liveBytes() + pool.pooledBytes()).isLessThan(32 * MIB);
    }

    @Test
    void givesEachBlockToOneThreadOnly() throws Exception {
        var executor = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> tasks = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(i -> () -> overwritten(i))
                .toList();

        var overwritten = executor.invokeAll(tasks);
        executor.shutdown();

        for (var count : overwritten) {
            assertThat(count.get()).isZero();
        }
    }

    /** Takes and gives back blocks, and counts those that somebody else wrote to. */
    private int overwritten(int thread) {
        var random = new Random(thread);
        var held = new ArrayList<Storage>();
        int count = 0;
        for (int i = 0; i < 5000; i++) {
            var storage = pool.allocate(4 + random.nextInt(10_000), "a block of a thread");
            storage.buffer().ints().put(0, thread);
            held.add(storage);
            if (held.size() > 20) {
                var oldest = held.remove(random.nextInt(held.size()));
                count += oldest.buffer().ints().get(0) == thread ? 0 : 1;
                oldest.release();
            }
        }
        return count;
    }

    @Nested
    class Errors {

        @Test
        void namesBudgetAndLargestHolders() {
            var small = new BufferPool(8 * MIB);
            var held = new ArrayList<Storage>();
            IntStream.range(0, 3).forEach(i -> held.add(small.allocate(LONG_ONE_MIB)));
            IntStream.range(0, 5).forEach(i -> held.add(small.allocate(ONE_MIB)));

            assertThatThrownBy(() -> small.allocate(ONE_MIB))
                    .isInstanceOf(MemoryBudgetException.class)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "No memory for f32[512, 512] (1.0 MiB): live tensors hold 8.0 MiB of the budget of 8.0 MiB, also after"
                                    + " a garbage collection. The largest holders are 5 x f32[512, 512] (5.0 MiB),"
                                    + " 3 x i64[128, 1024] (3.0 MiB). Drop references to tensors or close() them, use smaller batches, or"
                                    + " raise the budget with -Dhaiku.memory.budget=BYTES.");
            held.forEach(Storage::release);
        }

        @Test
        void servesAgainAfterTheBudgetWasExceeded() {
            var small = new BufferPool(8 * MIB);
            var large = small.allocate(7 * MIB, "a large block");
            assertThatThrownBy(() -> small.allocate(4 * MIB, "another one")).isInstanceOf(MemoryBudgetException.class);

            large.release();

            assertThat(small.allocate(4 * MIB, "another one").buffer().capacity())
                    .isEqualTo(4 * MIB);
        }

        @Test
        void refusesTensorsOfTwoGibibytes() {
            var type = new TensorType(DType.F32, Shape.of(1024, 1024, 1024));

            assertThatThrownBy(() -> pool.allocate(type))
                    .isInstanceOf(MemoryBudgetException.class)
                    .hasMessage("A tensor f32[1024, 1024, 1024] takes 4.0 GiB, but one tensor holds less than 2 GiB."
                            + " Split it along its first axis.");
        }

        @Test
        void refusesReleasedStorage() {
            var storage = pool.allocate(ONE_MIB);
            storage.release();

            assertThatThrownBy(storage::retain)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The closed tensor f32[512, 512] is used. It was given back with close() or donated to a compiled"
                                    + " function; keep a tensor open as long as it is needed.");
            assertThatThrownBy(storage::buffer).isInstanceOf(IllegalStateException.class);
        }
    }
}
