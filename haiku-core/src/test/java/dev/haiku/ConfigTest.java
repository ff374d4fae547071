package dev.haiku;

import static dev.haiku.Dense.X;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.haiku.array.ShapeException;
import dev.haiku.func.Debug;
import dev.haiku.func.Func;
import dev.haiku.random.Key;
import dev.haiku.tensor.NanException;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    private static final Config BEFORE = Config.current();

    @AfterEach
    void restore() {
        Config.set(changed -> BEFORE);
    }

    record Edit(String name, UnaryOperator<Config> edit) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Edit> edits() {
        return List.of(
                new Edit("checkUsage", c -> c.checkUsage(!c.checkUsage())),
                new Edit("checkNans", c -> c.checkNans(!c.checkNans())),
                new Edit("strictRankPromotion", c -> c.strictRankPromotion(!c.strictRankPromotion())),
                new Edit("nameScopes", c -> c.nameScopes(!c.nameScopes())),
                new Edit("autoRepr", c -> c.autoRepr(!c.autoRepr())),
                new Edit("rngReserveSize", c -> c.rngReserveSize(c.rngReserveSize() + 1)));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void changesOneSetting(Edit edit) {
        var changed = edit.edit().apply(BEFORE);

        assertThat(changed).isNotEqualTo(BEFORE);
        for (var other : edits()) {
            boolean isSame = other.name().equals(edit.name());
            assertThat(other.edit().apply(BEFORE).equals(changed)).isEqualTo(isSame);
        }
    }

    @ParameterizedTest
    @MethodSource("edits")
    void holdsWithinABlockAlsoIfItFails(Edit edit) {
        var changed = edit.edit().apply(BEFORE);

        assertThat(Config.<Config>with(edit.edit(), Config::current)).isEqualTo(changed);
        assertThatThrownBy(() -> Config.with(edit.edit(), () -> {
                    throw new IllegalArgumentException("expected");
                }))
                .hasMessage("expected");
        assertThat(Config.current()).isEqualTo(BEFORE);
    }

    @Test
    void nests() {
        var seen = Config.with(
                c -> c.rngReserveSize(2),
                () -> List.of(
                        Config.current(),
                        Config.<Config>with(c -> c.autoRepr(false), Config::current),
                        Config.current()));

        assertThat(seen).extracting(Config::rngReserveSize).containsExactly(2, 2, 2);
        assertThat(seen).extracting(Config::autoRepr).containsExactly(true, false, true);
    }

    @Test
    void changesTheProcessAndReturnsWhatWas() {
        assertThat(Config.set(c -> c.rngReserveSize(3))).isEqualTo(BEFORE);

        assertThat(Config.current().rngReserveSize()).isEqualTo(3);
        assertThat(CompletableFuture.supplyAsync(Config::current).join().rngReserveSize())
                .isEqualTo(3);
        assertThat(Config.set(c -> BEFORE).rngReserveSize()).isEqualTo(3);
    }

    @Test
    void keepsTheBlocksOfOtherThreadsApart() {
        var other = Config.with(
                c -> c.rngReserveSize(3),
                () -> CompletableFuture.supplyAsync(Config::current).join());

        assertThat(other).isEqualTo(BEFORE);
    }

    @Test
    void letsABlockKeepItsSettingsWhileTheProcessChanges() {
        var seen = Config.with(c -> c.autoRepr(false), () -> {
            Config.set(c -> c.rngReserveSize(5));
            return Config.current();
        });

        assertThat(seen.rngReserveSize()).isEqualTo(1);
        assertThat(Config.current().rngReserveSize()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void rejectsSizesBelowOne(int size) {
        assertThatThrownBy(() -> Config.set(c -> c.rngReserveSize(size)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The number of keys to reserve must be at least 1, but is " + size + ".");
    }

    @Test
    void reservesKeysInTheSizeOfTheProcess() {
        var atOnce = Key.of(0).split(3);
        Config.set(c -> c.rngReserveSize(2));

        var keys = KeySequence.of(0);

        assertThat(keys.next().data().toLongArray())
                .isEqualTo(atOnce.get(1).data().toLongArray());
        assertThat(keys.next().data().toLongArray())
                .isEqualTo(atOnce.get(2).data().toLongArray());
    }

    @Test
    void refusesOtherRanks() {
        var row = Tensor.of(1f, 2f);

        assertThat(X.add(row).toFloatArray()).containsExactly(2, 4);
        Config.with(c -> c.strictRankPromotion(true), () -> {
            assertThat(X.add(row.expandDims(0)).toFloatArray()).containsExactly(2, 4);
            assertThat(X.mul(Tensor.scalar(2.0)).toFloatArray()).containsExactly(2, 4);
            assertThatThrownBy(() -> X.add(row))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("add: shapes [1, 2] and [2] have different ranks, which the setting "
                            + "strictRankPromotion refuses. Reshape or expandDims one of them.");
            return X;
        });
        assertThat(X.add(row).toFloatArray()).containsExactly(2, 4);
    }

    @Test
    void refusesOtherRanksInTheProcessButNotWhereABlockAllowsThem() {
        Config.set(c -> c.strictRankPromotion(true));

        assertThatThrownBy(() -> Ops.where(Tensor.of(true, false), X, X))
                .isInstanceOf(ShapeException.class)
                .hasMessage("where: shapes [2] and [1, 2] have different ranks, which the setting "
                        + "strictRankPromotion refuses. Reshape or expandDims one of them.");
        assertThat(Config.with(c -> c.strictRankPromotion(false), () -> X.add(Tensor.of(1f, 2f)))
                        .toFloatArray())
                .containsExactly(2, 4);
    }

    @Test
    void findsTheFirstNaN() {
        var net = Haiku.transform((Tensor x) ->
                        Haiku.getParameter("w", X.shape(), Dense.fill(-1)).log().mul(x))
                .withoutApplyRng();
        var params = net.initWithoutRng(X);

        assertThat(net.apply(params, X).isNan().all().itemBoolean()).isTrue();
        Config.with(c -> c.checkNans(true), () -> {
            assertThatThrownBy(() -> net.apply(params, X))
                    .isInstanceOf(NanException.class)
                    .hasMessageStartingWith("NaN in a result of log of ");
            assertThatThrownBy(() -> net.initWithoutRng(X)).isInstanceOf(NanException.class);
            assertThatThrownBy(() -> Func.jit(net::apply).apply(params, X))
                    .isInstanceOf(NanException.class)
                    .hasMessageStartingWith("NaN in a result of log of ");
            return X;
        });
        Config.set(c -> c.checkNans(true));
        assertThatThrownBy(() -> net.apply(params, X)).isInstanceOf(NanException.class);
        assertThatThrownBy(() -> Func.jit(net::apply).apply(params, X)).isInstanceOf(NanException.class);
        assertThatThrownBy(() -> X.neg().log()).isInstanceOf(NanException.class);
        assertThat(Config.with(c -> c.checkNans(false), () -> net.apply(params, X))
                        .isNan()
                        .all()
                        .itemBoolean())
                .isTrue();
    }

    @Test
    void showsModulesInPrograms() {
        var net = Haiku.transformWithState((Tensor x) -> {
            Haiku.setState("s", x);
            return Haiku.nameScope("net", () -> new Dense(2).apply(new Dense(3).apply(x)));
        });
        var initial = net.initWithoutRng(X);

        var program = Config.with(
                c -> c.nameScopes(true),
                () -> Func.makeProgram(
                        (ParamsAndState p, Tensor x) ->
                                net.applyWithoutRng(p.params(), p.state(), x).value(),
                        initial,
                        X));

        assertThat(program.equations()).hasSize(1);
        assertThat(program.toString())
                .contains("call[name=net]", "call[name=net/dense_1]", "call[name=net/dense]")
                .contains("dot_general");
        assertThat(Func.makeProgram(
                                (Params p) ->
                                        net.applyWithoutRng(p, State.empty(), X).value(),
                                initial.params())
                        .toString())
                .doesNotContain("call");
    }

    @Test
    void createsAndSetsInsideNamedMethods() {
        var net = Haiku.transformWithState((Tensor x) -> new Busy().apply(new Busy().apply(x)));
        var key = Key.of(1);
        var x = Tensor.of(1f, 2f, 3f);
        var initial = net.init(key, x);

        var named = Config.<Applied<Tensor>>with(c -> c.nameScopes(true), () -> {
            assertThat(Func.jit((Tensor in) -> net.init(key, in)).apply(x)).isEqualTo(initial);
            return Func.jit((ParamsAndState p, Tensor in) -> net.apply(p.params(), p.state(), key, in))
                    .apply(initial, x);
        });

        assertThat(named.state())
                .isEqualTo(net.apply(initial.params(), initial.state(), key, x).state());
    }

    @Test
    void needsTreesAsResultsOfNamedMethods() {
        final class Odd extends Module {
            Runnable apply() {
                return method("odd", () -> () -> {});
            }
        }
        var net = Haiku.transform((Tensor x) -> {
            new Odd().apply();
            return x;
        });

        assertThat(net.initWithoutRng(X).isEmpty()).isTrue();
        assertThatThrownBy(() -> Config.with(c -> c.nameScopes(true), () -> net.initWithoutRng(X)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("odd~odd: the setting nameScopes needs methods whose results are trees.\n"
                        + "A tree cannot hold a ");
    }

    @Test
    void looksThroughInterpretersThatOnlyLookOn() {
        var net =
                Haiku.transform((Tensor x) -> Debug.disableJit(() -> Debug.checkingNans(() -> new Dense(2).apply(x))));

        var params = Config.<Params>with(c -> c.checkUsage(true).checkNans(true), () -> net.initWithoutRng(X));

        assertThat(params.names()).containsExactly("dense/w", "dense/b");
    }
}
