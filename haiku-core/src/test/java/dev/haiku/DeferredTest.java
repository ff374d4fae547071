package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.fill;
import static dev.haiku.Dense.inTransform;
import static dev.haiku.Dense.namesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferredTest {

    @Test
    void makesItsTargetOnceWhenItIsUsed() {
        var made = new ArrayList<Dense>();

        inTransform(() -> {
            var deferred = new Deferred<>(() -> {
                made.add(new Dense(2));
                return made.get(0);
            });
            assertThat(made).isEmpty();
            assertThat(deferred.isMade()).isFalse();
            assertThat(deferred.target()).isSameAs(deferred.target());
            assertThat(deferred.isMade()).isTrue();
        });

        assertThat(made).hasSize(1);
    }

    @Test
    void takesTheNameOfThePlaceWhereItWasMade() {
        var names = namesOf(() -> {
            var inner = Haiku.nameScope("a", () -> new Deferred<>(() -> new Dense(1)));
            Haiku.nameScope("b", () -> inner.target().apply(X));
        });

        assertThat(names).containsExactly("a/dense/w", "a/dense/b");
    }

    @Test
    void takesANameThatIsFreeThere() {
        var names = namesOf(() -> {
            var deferred = new Deferred<>(() -> new Dense(1));
            new Dense(1).apply(X);
            deferred.target().apply(X);
            new Dense(1).apply(X);
        });

        assertThat(names).extracting(name -> name.split("/", -1)[0]).containsOnly("dense", "dense_1", "dense_2");
    }

    @Test
    void takesTheNameOfTheModuleThatMadeIt() {
        final class Outer extends LayerModule {
            final Deferred<Dense> inConstructor = new Deferred<>(() -> new Dense(1));

            @Override
            protected Tensor call(Tensor x) {
                var inCall = new Deferred<>(() -> new Dense(1));
                return Haiku.nameScope(
                        "other",
                        () -> inConstructor
                                .target()
                                .apply(x)
                                .add(inCall.target().apply(x)));
            }
        }

        var names = namesOf(() -> new Outer().apply(X));

        assertThat(names).containsExactly("outer/~/dense/w", "outer/~/dense/b", "outer/dense/w", "outer/dense/b");
    }

    @Test
    void createsParametersThere() {
        var names = namesOf(() -> {
            var deferred =
                    Haiku.nameScope("a", () -> new Deferred<>(() -> Haiku.getParameter("w", Shape.of(1), fill(0))));
            deferred.target();
        });

        assertThat(names).containsExactly("a/w");
    }

    @Test
    void prints() {
        inTransform(() -> {
            var deferred = new Deferred<>(() -> List.of(1, 2));

            assertThat(deferred).hasToString("Deferred()");
            deferred.target();
            assertThat(deferred).hasToString("Deferred([1, 2])");
        });
    }

    @Test
    void mayFailAndBeTriedAgain() {
        var tries = new ArrayList<Integer>();

        inTransform(() -> {
            var deferred = new Deferred<>(() -> {
                tries.add(1);
                if (tries.size() == 1) {
                    throw new IllegalArgumentException("expected");
                }
                return new Dense(1);
            });

            assertThatThrownBy(deferred::target).hasMessage("expected");
            assertThat(deferred.target().moduleName()).isEqualTo("dense");
        });
    }

    @Test
    void belongsToItsTransform() {
        var leaked = new ArrayList<Deferred<Dense>>();
        inTransform(() -> leaked.add(new Deferred<>(() -> new Dense(1))));

        inTransform(() -> assertThatThrownBy(leaked.get(0)::target)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A Deferred must be used within the call of init or apply that made it. "
                        + "Make it inside the function."));
        assertThatThrownBy(leaked.get(0)::target)
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("target must be called inside a function given to Haiku.transform.");
        assertThatThrownBy(() -> new Deferred<>(() -> X))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("Deferred must be created inside a function given to Haiku.transform.");
    }
}
