package dev.haiku.nn.golden;

import dev.haiku.Haiku;
import dev.haiku.Module;
import dev.haiku.func.Carried;
import dev.haiku.nn.Linear;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Naming cases that only list names, restated from their Python. */
final class NamingListings {

    static final Map<String, Consumer<List<String>>> SCRIPTS = Map.of(
            "module_name_listing", NamingListings::moduleNames,
            "invalid_names_listing", NamingListings::invalidNames,
            "name_scope_listing", NamingListings::nameScopes,
            "sharing_listing", NamingListings::sharing,
            "jax_transform_inside_names", NamingListings::transformations);

    private static final String ERROR = "ValueError";

    private NamingListings() {}

    /** A module with nothing of its own, like {@code hk.Module()}; anonymous, so that it is named after its superclass. */
    private static Module module(@Nullable String name) {
        return new Module(name) {};
    }

    private static String nameOr(String otherwise, Supplier<String> name) {
        try {
            return name.get();
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    private static void moduleNames(List<String> out) {
        final class M2 extends Module {}

        final class M extends Module {
            M(@Nullable String name) {
                super(name);
                out.add(moduleName());
                out.add(name());
                new Linear(1);
                out.add(new Linear(1).moduleName());
            }

            void apply() {
                mainMethod(() -> {
                    out.add(Haiku.currentName());
                    out.add(new Linear(1).moduleName());
                    return meth();
                });
            }

            private boolean meth() {
                return method("meth", () -> {
                    out.add(Haiku.currentName());
                    out.add(new Linear(1).moduleName());
                    return out.add(new M2().moduleName());
                });
            }
        }

        out.add(Haiku.currentName());
        new M(null).apply();
        new M("x").apply();
        Haiku.nameScope("sc", () -> {
            out.add(Haiku.currentName());
            new M(null).apply();
            return out;
        });
    }

    private static void invalidNames(List<String> out) {
        for (var name : List.of("1a", "a-b", "a b", "a/b", "/a", "a.b", "~", "_a", "a1", "A", "é", "", "a~")) {
            out.add(nameOr(ERROR, () -> module(name).moduleName()));
        }
    }

    private static void nameScopes(List<String> out) {
        for (var name : List.of("foo", "foo", "foo/bar", "/foo", "foo/", "a/b/c", "foo_1", "foo")) {
            out.add(nameOr(
                    ERROR,
                    () -> Haiku.nameScope(
                            name,
                            () -> Haiku.currentName() + " : " + module("m").moduleName())));
        }
    }

    private static void sharing(List<String> out) {
        final class P extends Module {
            boolean apply(Module shared) {
                return mainMethod(() -> {
                    out.add(moduleName() + " " + shared.moduleName());
                    return out.add(module(null).moduleName());
                });
            }
        }

        var shared = module("shared");
        var p = new P();
        p.apply(shared);
        p.apply(shared);
        new P().apply(shared);
    }

    /** Plain control flow keeps the counters of the enclosing scope. */
    private static void transformations(List<String> out) {
        UnaryOperator<Tensor> f = x -> {
            out.add(new Linear(1).moduleName());
            return x;
        };
        var zero = Tensor.scalar(0f);
        f.apply(zero);
        Haiku.remat(f).apply(zero);
        Haiku.cond(Tensor.scalar(true), f, f, zero);
        Haiku.scan((Tensor c, Tensor x) -> new Carried<>(f.apply(c), x), zero, Tensor.of(0f, 0f));
        f.apply(zero);
    }
}
