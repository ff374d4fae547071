package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.func.Func;
import dev.haiku.precision.Policy;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MixedPrecisionTest {

    private static final Policy HALF = Policy.of("p=f16,c=f32,o=f16");

    private static final class Inner extends Module {
        private final List<String> seen;

        Inner(List<String> seen) {
            this.seen = seen;
        }

        Tensor apply(Tensor x) {
            return mainMethod(x, in -> {
                var w = getParameter("w", Shape.SCALAR, DType.BF16, fill(1));
                seen.add("inner " + in.dtype() + " " + w.dtype() + " " + show(MixedPrecision.currentPolicy()));
                return in;
            });
        }
    }

    private static final class Outer extends Module {
        private final List<String> seen;

        Outer(List<String> seen) {
            this.seen = seen;
        }

        Tensor apply(Tensor x) {
            return mainMethod(x, in -> {
                var w = getParameter("w", Shape.SCALAR, DType.BF16, fill(1));
                var result = new Inner(seen).apply(in);
                seen.add("outer " + in.dtype() + " " + w.dtype() + " " + result.dtype() + " "
                        + show(MixedPrecision.currentPolicy()));
                return result;
            });
        }
    }

    private static String show(Optional<Policy> policy) {
        return policy.map(Policy::toString).orElse("none");
    }

    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void clear() {
        MixedPrecision.clearPolicy(Inner.class);
        MixedPrecision.clearPolicy(Outer.class);
        MixedPrecision.clearPolicy(Dense.class);
    }

    private Params run(Function<Tensor, Tensor> function) {
        return Haiku.transform(function).initWithoutRng(X);
    }

    @Test
    void knowsThePolicyOfAClass() {
        assertThat(MixedPrecision.getPolicy(Inner.class)).isEmpty();
        MixedPrecision.setPolicy(Inner.class, HALF);
        assertThat(MixedPrecision.getPolicy(Inner.class)).contains(HALF);
        MixedPrecision.clearPolicy(Inner.class);
        assertThat(MixedPrecision.getPolicy(Inner.class)).isEmpty();
    }

    @Test
    void castsParametersInputsAndResults() {
        MixedPrecision.setPolicy(Inner.class, HALF);

        var params = run(x -> {
            var y = new Inner(seen).apply(x.cast(DType.F64));
            seen.add("result " + y.dtype());
            return y;
        });

        assertThat(params.get("inner", "w").dtype()).isEqualTo(DType.F16);
        assertThat(seen).containsExactly("inner f32 f32 p=f16,c=f32,o=f16", "result f16");
    }

    @Test
    void changesNothingWithoutAPolicy() {
        var params = run(x -> new Inner(seen).apply(x.cast(DType.BF16)));

        assertThat(params.get("inner", "w").dtype()).isEqualTo(DType.BF16);
        assertThat(seen).containsExactly("inner bf16 bf16 none");
    }

    @Test
    void reachesModulesInsideUnlessTheyHaveTheirOwn() {
        MixedPrecision.setPolicy(Outer.class, Policy.of("p=f32,c=f16,o=f64"));

        var inherited = run(x -> new Outer(seen).apply(x));
        MixedPrecision.setPolicy(Inner.class, Policy.of("p=f16,c=f32,o=f32"));
        var own = run(x -> new Outer(seen).apply(x));

        assertThat(seen)
                .containsExactly(
                        "inner f16 f16 p=f32,c=f16,o=f64",
                        "outer f16 f16 f16 p=f32,c=f16,o=f64",
                        "inner f32 f32 p=f16,c=f32,o=f32",
                        "outer f16 f16 f32 p=f32,c=f16,o=f64");
        assertThat(inherited.get("outer/inner", "w").dtype()).isEqualTo(DType.F32);
        assertThat(own.get("outer/inner", "w").dtype()).isEqualTo(DType.F16);
        assertThat(own.get("outer", "w").dtype()).isEqualTo(DType.F32);
    }

    @Test
    void reachesParametersMadeInConstructors() {
        final class Early extends Module {
            final Tensor own = getParameter("w", Shape.of(2), fill(1));
            final Dense dense = new Dense(1);
            final DType seen = own.dtype();
        }
        MixedPrecision.setPolicy(Early.class, HALF.computeDtype(DType.F64));

        var params = Haiku.transform(() -> {
                    var early = new Early();
                    assertThat(early.seen).isEqualTo(DType.F64);
                    assertThat(Haiku.getParameter("after", Shape.of(1), fill(0)).dtype())
                            .isEqualTo(DType.F32);
                    return early.dense.apply(X);
                })
                .initWithoutRng(NoInput.NONE);

        assertThat(params.get("early", "w").dtype()).isEqualTo(DType.F16);
        assertThat(params.get("early/~/dense", "w").dtype()).isEqualTo(DType.F32);
        MixedPrecision.clearPolicy(Early.class);
    }

    @Test
    void castsStateWhereItIsReadNotWhereItIsKept() {
        final class Counter extends Module {
            Tensor apply() {
                return mainMethod(() -> {
                    var count = getState("count", Shape.SCALAR, fill(0));
                    Object pair = getState("pair", List.class, () -> List.of(X, Tensor.scalar(1)));
                    seen.add(count.dtype() + " " + pair.toString().replaceAll("<|>|Tensor", ""));
                    return count;
                });
            }
        }
        MixedPrecision.setPolicy(Counter.class, Policy.of(DType.F16));

        var state = Haiku.transformWithState(() -> new Counter().apply())
                .initWithoutRng(NoInput.NONE)
                .state();

        assertThat(state.get("counter", "count").dtype()).isEqualTo(DType.F32);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0)).startsWith("f16 ");
        MixedPrecision.clearPolicy(Counter.class);
    }

    @Test
    void leavesIntegersAlone() {
        final class Table extends Module {
            Tensor apply(Tensor ids) {
                return mainMethod(ids, in -> in.add(getParameter("offset", Shape.SCALAR, DType.I32, fill(1))));
            }
        }
        MixedPrecision.setPolicy(Table.class, HALF);

        var params = Haiku.transform((Tensor x) -> new Table().apply(x)).initWithoutRng(Tensor.of(1, 2));

        assertThat(params.get("table", "offset").dtype()).isEqualTo(DType.I32);
        MixedPrecision.clearPolicy(Table.class);
    }

    @Test
    void leavesInputsThatAreNoTreesAlone() {
        final class Mapped extends Module {
            Tensor apply(UnaryOperator<Tensor> f, Tensor x) {
                return mainMethod(f, x, UnaryOperator::apply);
            }
        }
        MixedPrecision.setPolicy(Mapped.class, HALF);

        run(x -> {
            assertThat(new Mapped().apply(Tensor::neg, x).dtype()).isEqualTo(DType.F16);
            return x;
        });
        MixedPrecision.clearPolicy(Mapped.class);
    }

    @Test
    void actsAfterCreatorsAndGetters() {
        MixedPrecision.setPolicy(Dense.class, Policy.of("p=f64,c=f16"));

        var params = run(x -> Haiku.customCreator(
                (creation, next) -> {
                    seen.add("asked " + creation.dtype());
                    return next.apply(creation);
                },
                () -> Haiku.customGetter(
                        (variable, value, next) -> {
                            seen.add("stored " + value.dtype());
                            return next.apply(value);
                        },
                        () -> new Dense(1).apply(x.cast(DType.F64)))));

        assertThat(params.get("dense", "w").dtype()).isEqualTo(DType.F64);
        assertThat(seen).containsExactly("asked f16", "stored f64", "asked f16", "stored f64");
    }

    @Test
    void trainsWithGradientsInTheTypeOfParameters() {
        MixedPrecision.setPolicy(Dense.class, Policy.of("params=float32,compute=bfloat16,output=float32"));
        var net = Haiku.transform((Tensor x) -> new Dense(2).apply(x).sum()).withoutApplyRng();
        var params = net.initWithoutRng(X);

        var result = Func.jit(Func.valueAndGrad(net::apply)).apply(params, X);

        assertThat(result.value().item()).isEqualTo(6);
        assertThat(result.grad().get("dense", "w").dtype()).isEqualTo(DType.F32);
        assertThat(result.grad().get("dense", "w").toFloatArray()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void isSeenByInterceptors() {
        MixedPrecision.setPolicy(Inner.class, HALF);

        Haiku.interceptMethods(
                (call, next) -> {
                    seen.add(((Tensor) call.arguments().get(0)).dtype() + " "
                            + MixedPrecision.currentPolicy().isPresent());
                    return next.apply(call);
                },
                () -> run(x -> new Inner(new ArrayList<>()).apply(x.cast(DType.F64))));

        assertThat(seen).containsExactly("f32 true");
    }

    @Test
    void holdsForABlockAndRestoresWhatWas() {
        var old = Policy.of("o=f16");
        MixedPrecision.setPolicy(Inner.class, old);

        var inside = MixedPrecision.pushPolicy(Inner.class, HALF, () -> MixedPrecision.getPolicy(Inner.class));
        assertThatThrownBy(() -> MixedPrecision.pushPolicy(Outer.class, HALF, () -> {
                    throw new IllegalArgumentException("expected");
                }))
                .hasMessage("expected");

        assertThat(inside).contains(HALF);
        assertThat(MixedPrecision.getPolicy(Inner.class)).contains(old);
        assertThat(MixedPrecision.getPolicy(Outer.class)).isEmpty();
    }

    @Test
    void isNotChangedInAMethodOfItsClass() {
        final class Pusher extends Module {
            Tensor apply() {
                return mainMethod(() -> MixedPrecision.pushPolicy(Pusher.class, HALF, () -> X));
            }
        }

        inTransform(() -> assertThatThrownBy(() -> new Pusher().apply())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pusher: pushPolicy cannot change the policy of Pusher inside a method of that class. "
                        + "Set it before the method is called."));
    }

    @Test
    void belongsToAThread() {
        MixedPrecision.setPolicy(Inner.class, HALF);

        assertThat(CompletableFuture.supplyAsync(() -> MixedPrecision.getPolicy(Inner.class))
                        .join())
                .isEmpty();
        assertThat(MixedPrecision.currentPolicy()).isEmpty();
    }
}
