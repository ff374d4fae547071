package dev.haiku.internal.nd4j;

import dev.haiku.internal.convolution.ConvAxis;
import dev.haiku.internal.convolution.ConvProblem;
import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** A convolution by oneDNN: a call for each phase of each group, over copies where a layout is not the native one. */
final class ConvOneDnn implements Kernel {

    /** For more calls than that, another way is faster. */
    private static final int MANY_CALLS = 64;

    /** The phases that read one input. */
    private record Group(ConvOperand input, List<ConvStep> steps) {}

    private final List<Group> groups;
    private final List<ConvZeros> zeros;

    private ConvOneDnn(List<Group> groups, List<ConvZeros> zeros) {
        this.groups = groups;
        this.zeros = zeros;
    }

    /** {@return a kernel for problems that differ in their phases only, or empty if oneDNN has none that is fast} */
    static Optional<Kernel> prepare(Nd4jLibrary library, List<ConvProblem> problems, List<Slot> inputs, Slot out) {
        var first = problems.get(0);
        boolean isDepthwise = first.input().size() == 1;
        int count = isDepthwise ? 1 : first.groups().size();
        var phases = problems.stream().filter(problem -> !isZero(problem)).toList();
        if (phases.isEmpty()
                || count * problems.size() > MANY_CALLS
                || !phases.stream().allMatch(ConvOneDnn::isServed)) {
            return Optional.empty();
        }
        var zeros = problems.stream()
                .filter(ConvOneDnn::isZero)
                .map(problem -> new ConvZeros(problem, out))
                .toList();
        var groups = IntStream.range(0, count)
                .mapToObj(i -> phases.stream()
                        .map(phase -> isDepthwise ? phase : phase.group(i))
                        .toList())
                .map(group -> group(library, group, inputs, out))
                .toList();
        return Optional.of(new ConvOneDnn(groups, zeros));
    }

    /** Whether the kernel meets nothing but zeros of a dilated input. */
    private static boolean isZero(ConvProblem problem) {
        return product(problem, ConvAxis::window) == 0;
    }

    /** With kernels larger than the result, as gradients have them, it is slow. */
    private static boolean isServed(ConvProblem problem) {
        return ConvStep.fits(problem) && product(problem, ConvAxis::window) <= product(problem, ConvAxis::out);
    }

    private static int product(ConvProblem problem, ToIntFunction<ConvAxis> size) {
        return problem.axes().stream().mapToInt(size).reduce(1, (a, b) -> a * b);
    }

    private static Group group(Nd4jLibrary library, List<ConvProblem> phases, List<Slot> inputs, Slot out) {
        var input = ConvOperand.read(inputs.get(0), ConvStep.input(phases.get(0)));
        var steps = phases.stream()
                .map(phase -> new ConvStep(library, phase, input.dense(), inputs.get(1), out))
                .toList();
        return new Group(input, steps);
    }

    @Override
    public void run() {
        for (var group : groups) {
            try {
                group.input().open();
                group.steps().forEach(ConvStep::run);
            } finally {
                group.input().close();
            }
        }
        zeros.forEach(ConvZeros::run);
    }

    @Override
    public void close() {
        groups.stream().flatMap(group -> group.steps().stream()).forEach(ConvStep::close);
    }
}
