package dev.haiku;

import static dev.haiku.Dense.X;
import static dev.haiku.Dense.inTransform;
import static dev.haiku.Dense.namesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModuleNamingTest {

    /** A module without parameters; its subclasses show where modules made in them are named. */
    private static class Plain extends Module {

        Plain() {}

        Plain(String name) {
            super(name);
        }

        final <T> T encode(Supplier<T> body) {
            return method("encode", body);
        }

        final <T> T run(Supplier<T> body) {
            return mainMethod(body);
        }
    }

    private static String path() {
        return new Plain("x").moduleName();
    }

    private static List<String> listed(Consumer<List<String>> function) {
        List<String> names = new ArrayList<>();
        inTransform(() -> function.accept(names));
        return names;
    }

    @Nested
    class InMethods {

        @Test
        void namesModulesAfterTheirClassAndNumbersThem() {
            var names = listed(out -> {
                out.add(new Plain().moduleName());
                out.add(new Plain().moduleName());
                out.add(new Plain("plain").moduleName());
                out.add(new Plain().name());
            });

            assertThat(names).containsExactly("plain", "plain_1", "plain_2", "plain_3");
        }

        @Test
        void namesModulesMadeInTheMainMethodBelowTheirParent() {
            assertThat(listed(out -> out.add(new Plain("net").run(ModuleNamingTest::path))))
                    .containsExactly("net/x");
        }

        @Test
        void namesModulesMadeInOtherMethodsAfterTheMethod() {
            var names = listed(out -> out.add(new Plain("net").encode(ModuleNamingTest::path)));

            assertThat(names).containsExactly("net/~encode/x");
        }

        @Test
        void countsOnlyTheInnermostMethod() {
            var names = listed(out -> {
                var net = new Plain("net");
                out.add(net.run(() -> net.encode(ModuleNamingTest::path)));
            });

            assertThat(names).containsExactly("net/~encode/x");
        }

        @Test
        void sharesNamesBetweenCallsOfAMethod() {
            var names = namesOf(() -> {
                var net = new Plain("net");
                net.run(() -> new Dense(2).apply(X));
                net.run(() -> new Dense(2).apply(X));
            });

            assertThat(names).containsExactly("net/dense/w", "net/dense/b");
        }

        @Test
        void keepsTheNameOfAModuleThatIsPassedIntoAnother() {
            var names = namesOf(() -> {
                var shared = new Dense(2);
                new Plain("a").run(() -> shared.apply(X));
                new Plain("b").run(() -> shared.apply(X));
            });

            assertThat(names).containsExactly("dense/w", "dense/b");
        }

        @Test
        void namesModulesAtTheOuterPlaceAfterAMethodFailed() {
            var names = listed(out -> {
                try {
                    new Plain("net").run(() -> {
                        throw new IllegalArgumentException("expected");
                    });
                } catch (IllegalArgumentException expected) {
                    out.add(path());
                }
            });

            assertThat(names).containsExactly("x");
        }

        @Test
        void rejectsInvalidMethodNames() {
            inTransform(() -> assertThatThrownBy(() -> new Plain("net").method("a b", () -> X))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "net: 'a b' is not a valid method name. It consists of letters, digits and underscores."));
        }
    }

    @Nested
    class InConstructors {

        private static final class InBody extends Plain {
            final String child;

            InBody(String name) {
                super(name);
                child = path();
            }
        }

        private static final class InField extends Plain {
            final Plain field = new Plain();
            final Plain second = new Plain();

            InField() {
                super("fields");
            }
        }

        private static final class InThisConstructor extends Plain {
            final String child;

            InThisConstructor() {
                this("outer");
            }

            private InThisConstructor(String name) {
                super(name);
                child = path();
            }
        }

        private static class Base extends Plain {
            final Plain first = new Plain("first");
            final Plain second;

            Base(String name) {
                super(name);
                second = new Plain("second");
            }
        }

        private static final class Derived extends Base {
            final Plain third = new Plain("third");
            final Plain fourth;

            Derived() {
                super("derived");
                fourth = new Plain("first");
            }
        }

        /** Its constructors show on the stack just like calls of {@code this(...)}. */
        private static final class Recursive extends Plain {
            final List<Recursive> children = new ArrayList<>();

            Recursive(int depth) {
                super("node");
                for (int i = 0; i < depth; i++) {
                    children.add(new Recursive(depth - 1));
                }
            }

            void collect(List<String> out) {
                out.add(moduleName());
                children.forEach(child -> child.collect(out));
            }
        }

        /** A subclass of a module with a field of that module's class. */
        private static final class Nesting extends Plain {
            final Plain inner = new Plain("inner");

            Nesting() {
                super("nesting");
            }
        }

        private static final class ByStream extends Plain {
            final List<Plain> layers =
                    IntStream.range(0, 3).mapToObj(i -> new Plain()).toList();
            final Plain made = make(() -> new Plain("made"));

            static <T> T make(Supplier<T> factory) {
                return factory.get();
            }
        }

        private static final class WithMethodCall extends Plain {
            final String child = encode(ModuleNamingTest::path);
            final String after = path();

            WithMethodCall() {
                super("calls");
            }
        }

        private static final class Failing extends Plain {
            Failing() {
                super("failing");
                new Plain("child");
                throw new IllegalArgumentException("expected");
            }
        }

        private static final class Recovering extends Plain {
            final List<String> names = new ArrayList<>();

            Recovering() {
                super("recovering");
                try {
                    new Failing();
                } catch (IllegalArgumentException expected) {
                    names.add(path());
                }
                names.add(new Plain("failing").moduleName());
            }
        }

        private static final class InThisArguments extends Plain {
            InThisArguments() {
                this(new Plain("early"));
            }

            private InThisArguments(Plain child) {
                super("late_" + child.name());
            }
        }

        @Test
        void namesModulesMadeInTheBody() {
            var names = listed(out -> {
                out.add(new InBody("a").child);
                out.add(new InBody("a").child);
                out.add(path());
            });

            assertThat(names).containsExactly("a/~/x", "a_1/~/x", "x");
        }

        @Test
        void namesModulesMadeInFieldInitialisers() {
            var names = listed(out -> {
                var module = new InField();
                out.add(module.field.moduleName());
                out.add(module.second.moduleName());
                out.add(path());
            });

            assertThat(names).containsExactly("fields/~/plain", "fields/~/plain_1", "x");
        }

        @Test
        void namesModulesMadeInAConstructorCalledByAnother() {
            var names = listed(out -> {
                out.add(new InThisConstructor().child);
                out.add(new InThisConstructor("direct").child);
                out.add(new InThisConstructor().child);
            });

            assertThat(names).containsExactly("outer/~/x", "direct/~/x", "outer_1/~/x");
        }

        @Test
        void takesTheConstructorsOfSuperclassesForPartsOfOne() {
            var names = listed(out -> {
                var module = new Derived();
                out.add(module.first.moduleName());
                out.add(module.second.moduleName());
                out.add(module.third.moduleName());
                out.add(module.fourth.moduleName());
            });

            assertThat(names)
                    .containsExactly("derived/~/first", "derived/~/second", "derived/~/third", "derived/~/first_1");
        }

        @Test
        void namesModulesOfTheSameClassInsideEachOther() {
            var names = listed(out -> new Recursive(2).collect(out));

            assertThat(names)
                    .containsExactly(
                            "node", "node/~/node", "node/~/node/~/node", "node/~/node_1", "node/~/node_1/~/node");
        }

        @Test
        void namesAFieldOfTheSuperclassType() {
            assertThat(listed(out -> out.add(new Nesting().inner.moduleName()))).containsExactly("nesting/~/inner");
        }

        @Test
        void namesModulesMadeInStreamsAndLambdas() {
            var names = listed(out -> {
                var module = new ByStream();
                module.layers.forEach(layer -> out.add(layer.moduleName()));
                out.add(module.made.moduleName());
            });

            assertThat(names)
                    .containsExactly(
                            "by_stream/~/plain", "by_stream/~/plain_1", "by_stream/~/plain_2", "by_stream/~/made");
        }

        @Test
        void namesModulesMadeInAMethodThatAConstructorCalls() {
            var names = listed(out -> {
                var module = new WithMethodCall();
                out.add(module.child);
                out.add(module.after);
            });

            assertThat(names).containsExactly("calls/~encode/x", "calls/~/x");
        }

        @Test
        void namesModulesMadeInAnonymousClassesAfterTheSuperclass() {
            var names = listed(out -> {
                var module = new Plain() {
                    final Plain child = new Plain("child");
                };
                out.add(module.moduleName());
                out.add(module.child.moduleName());
            });

            assertThat(names).containsExactly("plain", "plain/~/child");
        }

        @Test
        void namesModulesMadeWhileArgumentsOfAnotherAreEvaluated() {
            final class Wrapper extends Plain {
                final String child;

                Wrapper(Plain inner) {
                    super("wrapper");
                    child = inner.moduleName();
                }
            }

            assertThat(listed(out -> out.add(new Wrapper(new Plain("inner")).child)))
                    .containsExactly("inner");
        }

        @Test
        void goesOnAfterAConstructorFailed() {
            var names = listed(out -> {
                try {
                    new Failing();
                } catch (IllegalArgumentException expected) {
                    out.add(path());
                }
                out.add(new Plain("failing").moduleName());
                out.addAll(new Recovering().names);
            });

            assertThat(names).containsExactly("x", "failing_1", "recovering/~/x", "recovering/~/failing_1");
        }

        @Test
        void knowsTheCurrentNameAndItsParametersInAConstructor() {
            final class Owner extends Plain {
                final String name = Haiku.currentName();
                final Tensor parameter = Haiku.getParameter("p", X.shape(), Dense.fill(3));
            }

            var names = listed(out -> {
                var owner = new Owner();
                out.add(owner.name);
                assertThat(owner.parameter.toFloatArray()).containsExactly(3, 3);
            });
            var params = namesOf(Owner::new);

            assertThat(names).containsExactly("owner");
            assertThat(params).containsExactly("owner/p");
        }

        @Test
        void forgetsAModuleWhoseConstructorHasEnded() {
            var names = listed(out -> {
                new Plain();
                out.add(Haiku.currentName());
            });

            assertThat(names).containsExactly("~");
        }

        @Test
        void rejectsModulesMadeBeforeTheirParentHasAName() {
            inTransform(
                    () -> assertThatThrownBy(InThisArguments::new)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage(
                                    "A Plain is created in the arguments of super(...) or this(...) of InThisArguments, "
                                            + "which has no name yet. Create it in a field initialiser or in the constructor's body after super(...)."));
        }

        @Test
        void rejectsModulesMadeBeforeTheirParentHasANameAlsoAfterAnotherOfItsClass() {
            inTransform(() -> {
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(InThisArguments::new).isInstanceOf(IllegalStateException.class);
                }
                assertThat(path()).isEqualTo("x");
            });
        }
    }

    @Test
    void rejectsAModuleOutsideATransform() {
        assertThatThrownBy(() -> new Plain("x"))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("Plain must be created inside a function given to Haiku.transform.");
    }

    @Test
    void rejectsACallOutsideATransform() {
        var escaped = new ArrayList<Plain>();
        inTransform(() -> escaped.add(new Plain("net")));

        assertThatThrownBy(() -> escaped.get(0).run(() -> X))
                .isInstanceOf(NotTransformedException.class)
                .hasMessage("net must be called inside a function given to Haiku.transform.");
    }

    @Test
    void printsClassAndPathWithoutSettings() {
        assertThat(listed(out -> Config.with(
                        c -> c.autoRepr(false), () -> out.add(new Plain("net").run(() -> new Dense(2).toString())))))
                .containsExactly("Dense(net/dense)");
    }
}
