package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.inTransform;
import static dev.haiku.Dense.namesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class NameScopeTest {

    private static String layer() {
        return new Dense(1).moduleName();
    }

    @Test
    void nestsAndNumbersLikeModules() {
        inTransform(() -> {
            assertThat(Haiku.nameScope("a", NameScopeTest::layer)).isEqualTo("a/dense");
            assertThat(Haiku.nameScope("a", NameScopeTest::layer)).isEqualTo("a_1/dense");
            assertThat(Haiku.nameScope("a/b", NameScopeTest::layer)).isEqualTo("a_2/b/dense");
            assertThat(Haiku.nameScope("a", () -> Haiku.nameScope("b", NameScopeTest::layer)))
                    .isEqualTo("a_3/b/dense");
            assertThat(Haiku.nameScope("b", Haiku::currentName)).isEqualTo("b");
            assertThat(Haiku.currentName()).isEqualTo("~");
        });
    }

    @Test
    void standsForAnyMethod() {
        inTransform(() -> {
            assertThat(Haiku.nameScope("a", "encode", NameScopeTest::layer)).isEqualTo("a/~encode/dense");
            assertThat(Haiku.nameScope("a", "__init__", NameScopeTest::layer)).isEqualTo("a_1/~/dense");
            assertThat(Haiku.nameScope("a/b", "f", NameScopeTest::layer)).isEqualTo("a_2/~f/b/~f/dense");
        });
    }

    @Test
    void namesModulesMadeInConstructorsToo() {
        final class Outer extends Module {
            final String scoped = Haiku.nameScope("sub", NameScopeTest::layer);
            final String after = layer();
        }

        inTransform(() -> {
            var outer = new Outer();
            assertThat(outer.scoped).isEqualTo("outer/~/sub/dense");
            assertThat(outer.after).isEqualTo("outer/~/dense");
        });
    }

    @Test
    void forcesNames() {
        var names = namesOf(() -> {
            new Dense(1, Haiku.forceName("abs/~/path")).apply(X);
            Haiku.nameScope("s", () -> {
                new Dense(1, Haiku.forceName("s/dense")).apply(X);
                new Dense(1, Haiku.forceName("s/dense")).apply(X);
                return new Dense(1).apply(X);
            });
            Haiku.nameScope(Haiku.forceName("x/y"), () -> new Dense(1).apply(X));
        });

        assertThat(names)
                .containsExactly(
                        "abs/~/path/w",
                        "abs/~/path/b",
                        "s/dense/w",
                        "s/dense/b",
                        "s/dense_1/w",
                        "s/dense_1/b",
                        "x/y/dense/w",
                        "x/y/dense/b");
    }

    @Test
    void rejectsInvalidNames() {
        inTransform(() -> {
            assertThatThrownBy(() -> Haiku.nameScope("/a", () -> X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'/a' is not a valid name scope: it must not begin with '/'.");
            assertThatThrownBy(() -> Haiku.nameScope("", () -> X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'' is not a valid module name. "
                            + "It consists of letters, digits and underscores and does not begin with a digit.");
            assertThatThrownBy(() -> Haiku.nameScope("a/", () -> X)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void makesModulesOfFunctions() {
        var names = namesOf(() -> {
            var module = Haiku.toModule("net", x -> new Dense(2).apply(x));
            module.apply(module.apply(X));
            Haiku.toModule("net", x -> new Dense(2).apply(x)).apply(X);
        });

        assertThat(names).containsExactly("net/dense/w", "net/dense/b", "net_1/dense/w", "net_1/dense/b");
    }

    @Test
    void listsTheParametersAndStateOfAModuleAndThoseItUsed() {
        final class Outer extends Module {
            void run(Dense passed) {
                mainMethod(() -> {
                    Haiku.setState("s", X);
                    return new Dense(2).apply(passed.apply(X));
                });
            }
        }
        var seen = new ArrayList<Iterable<String>>();

        Haiku.transformWithState(() -> {
                    var passed = new Dense(2, "passed");
                    new Dense(2, "unrelated").apply(X);
                    var outer = new Outer();
                    outer.run(passed);
                    seen.add(outer.paramsDict().keySet());
                    seen.add(passed.paramsDict().keySet());
                    seen.add(outer.stateDict().keySet());
                    return X;
                })
                .initWithoutRng(NoInput.NONE);

        assertThat(seen.get(0)).containsExactly("passed/w", "passed/b", "outer/dense/w", "outer/dense/b");
        assertThat(seen.get(1)).containsExactly("passed/w", "passed/b");
        assertThat(seen.get(2)).containsExactly("outer/s");
    }
}
