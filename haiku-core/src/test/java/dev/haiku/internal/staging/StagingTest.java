package dev.haiku.internal.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.func.Messages;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.LeakedTracerException;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StagingTest {

    private static final TensorType VECTOR = new TensorType(DType.F32, Shape.of(3));

    @Test
    void recordsWhatAFunctionComputes() {
        var program =
                Staging.stage(List.of(VECTOR), in -> List.of(in.get(0).mul(2).add(in.get(0))));

        assertThat(program).hasToString("""
                        { lambda a:f32[3] .
                            b:f32[3] = broadcast_in_dim[shape=[3], axes=[]] 2.0:f32[]
                            c:f32[3] = mul a b
                            d:f32[3] = add c a
                          in (d) }""");
    }

    @Test
    void capturesTensorsOfTheSurroundingsAsLeadingInputs() {
        var weights = Tensor.of(1f, 2f, 3f);

        var staged = Staging.stageWithCaptures(
                "jit", List.of(VECTOR), in -> List.of(in.get(0).mul(weights).add(weights)));

        assertThat(staged.captured()).containsExactly(weights);
        assertThat(staged.program()).hasToString("""
                        { lambda a:f32[3] b:f32[3] .
                            c:f32[3] = mul b a
                            d:f32[3] = add c a
                          in (d) }""");
    }

    @Nested
    class Jit {

        @Test
        void stagesOncePerShapeAndType() {
            var stagings = new AtomicInteger();
            var f = Func.jit((Tensor x) -> {
                stagings.incrementAndGet();
                return x.mul(2);
            });

            f.apply(Tensor.of(1f, 2f));
            f.apply(Tensor.of(3f, 4f));
            assertThat(stagings).hasValue(1);

            f.apply(Tensor.of(1f, 2f, 3f));
            f.apply(Tensor.of(1, 2));
            assertThat(stagings).hasValue(3);
        }

        @Test
        void treatsNonTensorPartsOfAnArgumentAsStatic() {
            record Scaled(Tensor x, double factor) {}
            var stagings = new AtomicInteger();
            var f = Func.jit((Scaled s) -> {
                stagings.incrementAndGet();
                return s.x().mul(s.factor());
            });

            assertThat(f.apply(new Scaled(Tensor.of(1f), 2.0)).toFloatArray()).containsExactly(2f);
            assertThat(f.apply(new Scaled(Tensor.of(5f), 2.0)).toFloatArray()).containsExactly(10f);
            assertThat(f.apply(new Scaled(Tensor.of(1f), 3.0)).toFloatArray()).containsExactly(3f);
            assertThat(stagings).hasValue(2);
        }

        @Test
        void sharesUnchangedArgumentsAndConstantsWithItsResult() {
            record Pair(Tensor x, Tensor y) {}
            var f = Func.jit((Tensor x) -> new Pair(x, Tensor.of(7f, 8f)));

            var first = f.apply(Tensor.of(1f, 2f));
            first.y().close();
            var second = f.apply(Tensor.of(3f, 4f));

            assertThat(first.x().toFloatArray()).containsExactly(1f, 2f);
            assertThat(second.x().toFloatArray()).containsExactly(3f, 4f);
            assertThat(second.y().toFloatArray()).containsExactly(7f, 8f);
        }

        @Test
        void nestsInItself() {
            var inner = Func.jit((Tensor x) -> x.mul(x));
            var outer = Func.jit((Tensor x) -> inner.apply(x).add(inner.apply(x.add(1))));

            assertThat(outer.apply(Tensor.of(2f)).toFloatArray()).containsExactly(13f);
        }

        @Test
        void reusesMemoryWithoutMixingIntermediateResults() {
            var f = Func.jit((Tensor x) -> {
                var chain = x;
                var sum = x;
                for (int i = 0; i < 20; i++) {
                    chain = chain.mul(0.5).add(1);
                    sum = sum.add(chain.reshape(2, 2).transpose().reshape(4));
                }
                return sum;
            });
            var x = Tensor.of(1f, 2f, 3f, 4f);
            var chain = x;
            var sum = x;
            for (int i = 0; i < 20; i++) {
                chain = chain.mul(0.5).add(1);
                sum = sum.add(chain.reshape(2, 2).transpose().reshape(4));
            }

            assertThat(f.apply(x).toFloatArray()).containsExactly(sum.toFloatArray());
            assertThat(f.apply(x).toFloatArray()).containsExactly(sum.toFloatArray());
        }

        @Test
        void runsInManyThreadsAtOnce() throws Exception {
            var f = Func.jit((Tensor x) -> x.mul(x).add(1).matmul(x.transpose()));
            var pool = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Boolean>> calls = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    float value = thread;
                    calls.add(() -> IntStream.range(0, 200).allMatch(i -> {
                        var result = f.apply(Tensor.of(Shape.of(2, 2), value, value, value, value));
                        return result.toFloatArray()[3] == 2 * value * (value * value + 1);
                    }));
                }
                for (var answer : pool.invokeAll(calls)) {
                    assertThat(answer.get()).isTrue();
                }
            } finally {
                pool.shutdownNow();
            }
        }

        @Test
        void leavesNoTraceOfAFunctionThatFails() {
            var f = Func.jit((Tensor x) -> {
                if (x.shape().rank() == 1) {
                    throw new IllegalStateException("the function failed");
                }
                return x;
            });

            assertThatThrownBy(() -> f.apply(Tensor.of(1f))).hasMessage("the function failed");
            assertThat(Tensor.of(1f).add(1).toFloatArray()).containsExactly(2f);
        }
    }

    @Nested
    class Errors {

        @Test
        void sayThatAStagedTensorHasNoValue() {
            var f = Func.jit((Tensor x) -> x.item() > 0 ? x : x.neg());

            assertThatThrownBy(() -> f.apply(Tensor.scalar(1f)))
                    .isInstanceOf(ConcretizationException.class)
                    .hasMessage("The value of a tensor f32[] is not known while jit is staging the function. "
                            + "Choose between results with Ops.where or Control.cond, repeat with Control.whileLoop, "
                            + "or pass the value as a part of an argument that is not a tensor.");
        }

        @Test
        void sayThatAStagedTensorLeaked() {
            var leaked = new ArrayList<Tensor>();
            var f = Func.jit((Tensor x) -> {
                leaked.add(x);
                return x;
            });
            f.apply(Tensor.of(1f));

            assertThatThrownBy(() -> leaked.get(0).toHost())
                    .isInstanceOf(LeakedTracerException.class)
                    .extracting(Messages::withoutLineNumbers)
                    .isEqualTo(
                            "A tensor f32[1] of jit, called at StagingTest$Errors.sayThatAStagedTensorLeaked(StagingTest.java:N), "
                                    + "is used by toHost after that ended. Return it from the function, as aux for instance, "
                                    + "instead of storing it in a field or collection.");
            assertThatThrownBy(
                            () -> Func.jit((Tensor x) -> x.add(leaked.get(0))).apply(Tensor.of(1f)))
                    .isInstanceOf(LeakedTracerException.class)
                    .extracting(Messages::withoutLineNumbers)
                    .isEqualTo(
                            "A tensor f32[1] of jit, called at StagingTest$Errors.sayThatAStagedTensorLeaked(StagingTest.java:N), "
                                    + "is used by add after that ended. Return it from the function, as aux for instance, "
                                    + "instead of storing it in a field or collection.");
        }

        @Test
        void sayThatAClosedFunctionUsesATensorOfItsSurroundings() {
            assertThatThrownBy(() -> Func.jit((Tensor x) -> {
                                Staging.stage(
                                        List.of(VECTOR), in -> List.of(in.get(0).add(x)));
                                return x;
                            })
                            .apply(Tensor.of(1f, 2f, 3f)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A closed function was expected, but it uses Tracer<f32[3]> of its surroundings. "
                            + "Pass it as an argument.");
        }
    }
}
