package dev.haiku.examples.graph;

import dev.haiku.Haiku;
import dev.haiku.Params;
import dev.haiku.TransformedWithoutApplyRng;
import dev.haiku.array.DType;
import dev.haiku.examples.command.Commands;
import dev.haiku.func.Func;
import dev.haiku.func.TensorSpec;
import dev.haiku.inspect.Inspect;
import dev.haiku.inspect.ProgramGraph;
import dev.haiku.nn.Linear;
import dev.haiku.nn.Sequential;
import dev.haiku.random.Key;
import dev.haiku.tensor.Nn;
import dev.haiku.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws the article's model, or its gradient, as an SVG picture. */
@Command(
        name = "draw-model",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Draws the operations of a perceptron (1000-100-10) as an SVG picture and shows a table of its"
                + " modules.")
public final class DrawModel implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "target/model.svg",
            description = "Where the picture is written (${DEFAULT-VALUE}).")
    private Path out = Path.of("target", "model.svg");

    @Option(names = "--gradient", description = "Draw the gradient of the sum of the scores instead of the scores.")
    private boolean isGradient;

    private static final TransformedWithoutApplyRng<Tensor, Tensor> NETWORK =
            Haiku.transform(DrawModel::network).withoutApplyRng();

    private static final Tensor IMAGES = TensorSpec.of(DType.F32, 8, 784);

    /** Runs the program; it ends with 0 if all went well. */
    public static void main(String[] arguments) {
        System.exit(Commands.line(new DrawModel()).execute(arguments));
    }

    private static Tensor network(Tensor images) {
        var mlp = new Sequential(new Linear(1000), Nn::relu, new Linear(100), Nn::relu, new Linear(10));
        return mlp.apply(images);
    }

    @Override
    public Integer call() throws IOException {
        var file = out.toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, SvgDrawing.of(graph(isGradient)));
        System.out.println(Inspect.tabulate(DrawModel::network, IMAGES));
        System.out.printf("picture  %s%n", file);
        return 0;
    }

    static ProgramGraph graph(boolean isGradient) {
        var params = Func.evalShape((Tensor x) -> NETWORK.init(Key.of(42), x), IMAGES);
        return isGradient
                ? Inspect.graph(
                        Func.grad((Params p, Tensor x) -> NETWORK.apply(p, x).sum()), params, IMAGES)
                : Inspect.graph(NETWORK::apply, params, IMAGES);
    }
}
