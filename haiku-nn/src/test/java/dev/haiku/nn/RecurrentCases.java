package dev.haiku.nn;

import dev.haiku.Layer;
import dev.haiku.array.Shape;
import dev.haiku.nn.recurrent.Conv1DLstm;
import dev.haiku.nn.recurrent.Conv2DLstm;
import dev.haiku.nn.recurrent.Conv3DLstm;
import dev.haiku.nn.recurrent.ConvNdLstm;
import dev.haiku.nn.recurrent.DeepRnn;
import dev.haiku.nn.recurrent.Gru;
import dev.haiku.nn.recurrent.IdentityCore;
import dev.haiku.nn.recurrent.Lstm;
import dev.haiku.nn.recurrent.Recurrent;
import dev.haiku.nn.recurrent.ResetCore;
import dev.haiku.nn.recurrent.RnnCore;
import dev.haiku.nn.recurrent.RnnStep;
import dev.haiku.nn.recurrent.VanillaRnn;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;

/** Rows of the table of modules: recurrent cores. */
final class RecurrentCases {

    private static final Shape BATCH = Shape.of(4, 5);

    private RecurrentCases() {}

    static List<ModuleCase> all() {
        return List.of(
                ModuleCase.of(
                        "VanillaRnn",
                        () -> step(new VanillaRnn(3)),
                        BATCH,
                        "vanilla_rnn/linear/w",
                        "vanilla_rnn/linear/b",
                        "vanilla_rnn/linear_1/w",
                        "vanilla_rnn/linear_1/b"),
                ModuleCase.of("Lstm", () -> step(new Lstm(3)), BATCH, "lstm/linear/w", "lstm/linear/b"),
                ModuleCase.of("Gru", () -> step(new Gru(3)), BATCH, "gru/w_i", "gru/w_h", "gru/b"),
                ModuleCase.of("Gru on a vector", () -> step(new Gru(3)), Shape.of(5), "gru/w_i", "gru/w_h", "gru/b"),
                ModuleCase.of("IdentityCore", () -> step(new IdentityCore<Tensor>()), BATCH),
                ModuleCase.of(
                        "DeepRnn",
                        () -> step(new DeepRnn(new Gru(2), Recurrent.layer(Nn::silu), new Gru(3))),
                        BATCH,
                        "gru/w_i",
                        "gru/w_h",
                        "gru/b",
                        "gru_1/w_i",
                        "gru_1/w_h",
                        "gru_1/b"),
                ModuleCase.of("ResetCore", () -> step(resetting(new Gru(3))), BATCH, "gru/w_i", "gru/w_h", "gru/b"),
                ModuleCase.of(
                        "ConvNdLstm",
                        () -> gridStep(new ConvNdLstm(1, List.of(3), 2, List.of(2))),
                        Shape.of(2, 3, 2),
                        "conv_ndlstm/input_to_hidden/w",
                        "conv_ndlstm/input_to_hidden/b",
                        "conv_ndlstm/hidden_to_hidden/w",
                        "conv_ndlstm/hidden_to_hidden/b"),
                ModuleCase.of(
                        "Conv1DLstm",
                        () -> gridStep(new Conv1DLstm(List.of(3), 1, 2)),
                        Shape.of(2, 3, 2),
                        "conv1_dlstm/input_to_hidden/w",
                        "conv1_dlstm/input_to_hidden/b",
                        "conv1_dlstm/hidden_to_hidden/w",
                        "conv1_dlstm/hidden_to_hidden/b"),
                ModuleCase.of(
                        "Conv2DLstm",
                        () -> gridStep(new Conv2DLstm(List.of(3, 2), 1, List.of(2, 1))),
                        Shape.of(2, 3, 2, 2),
                        "conv2_dlstm/input_to_hidden/w",
                        "conv2_dlstm/input_to_hidden/b",
                        "conv2_dlstm/hidden_to_hidden/w",
                        "conv2_dlstm/hidden_to_hidden/b"),
                ModuleCase.of(
                        "Conv3DLstm",
                        () -> gridStep(new Conv3DLstm(List.of(2, 2, 3), 1, 2, o -> o.name("memory"))),
                        Shape.of(1, 2, 2, 3, 1),
                        "memory/input_to_hidden/w",
                        "memory/input_to_hidden/b",
                        "memory/hidden_to_hidden/w",
                        "memory/hidden_to_hidden/b"));
    }

    /** {@return the layer that makes one step from a state of halves} */
    private static <S> Layer step(RnnCore<Tensor, S, Tensor> core) {
        return x -> stepFrom(core, core.initialState(x.shape().subShape(0, x.rank() - 1)), x);
    }

    /** {@return the same for cores with inputs [batch, spatial..., channels]} */
    private static <S> Layer gridStep(RnnCore<Tensor, S, Tensor> core) {
        return x -> stepFrom(core, core.initialState(x.dim(0)), x);
    }

    private static <S> Tensor stepFrom(RnnCore<Tensor, S, Tensor> core, S state, Tensor x) {
        return core.apply(x, Trees.map(state, s -> Ops.full(s.shape(), 0.5, x.dtype())))
                .output();
    }

    /** {@return a core that resets every other state of a batch} */
    private static <S> RnnCore<Tensor, S, Tensor> resetting(RnnCore<Tensor, S, Tensor> core) {
        var reset = new ResetCore<>(core);
        return new RnnCore<>() {
            @Override
            public RnnStep<Tensor, S> apply(Tensor x, S state) {
                return reset.apply(new ResetCore.Input<>(x, Ops.mod(Ops.arange(x.dim(0)), Tensor.scalar(2))), state);
            }

            @Override
            public S initialState(Shape batch) {
                return reset.initialState(batch);
            }
        };
    }
}
