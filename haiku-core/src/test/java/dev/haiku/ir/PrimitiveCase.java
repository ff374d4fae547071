package dev.haiku.ir;

import dev.haiku.array.DType;
import dev.haiku.array.HostArray;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One row of the table of primitives that generic tests run over: kernels, derivatives, batching.
 *
 * <p>Every primitive record has rows over several shapes, scalars and empty ones included, and all element types that its
 * type rule accepts; {@link PrimitiveCaseTest} demands it.
 *
 * @param op the primitive
 * @param inputTypes the types of its operands
 * @param operands how numbers for each operand are drawn, where the primitive is smooth
 * @param differentiableInputs the indices of the floating-point operands along which central differences of the drawn numbers
 *     give the derivative (be it zero)
 */
public record PrimitiveCase(
        Primitive op, List<TensorType> inputTypes, List<Operand> operands, List<Integer> differentiableInputs) {

    /** Copies the lists. */
    public PrimitiveCase {
        inputTypes = List.copyOf(inputTypes);
        operands = List.copyOf(operands);
        differentiableInputs = List.copyOf(differentiableInputs);
    }

    /** {@return all rows} */
    public static List<PrimitiveCase> all() {
        return Stream.of(
                        ElementwiseCases.all(),
                        StructuralCases.all(),
                        IndexingCases.all(),
                        ReductionCases.all(),
                        WindowCases.all(),
                        SpecialCases.all(),
                        AlgebraCases.all(),
                        ConvolutionCases.all(),
                        RandomCases.all())
                .flatMap(List::stream)
                .toList();
    }

    /** {@return a row with common numbers, differentiable along all floating-point operands if the results are floating-point} */
    static PrimitiveCase of(Primitive op, TensorType... inputTypes) {
        var types = List.of(inputTypes);
        boolean smooth =
                op.outputTypes(types).stream().allMatch(type -> type.dtype().isFloating());
        var differentiable = IntStream.range(0, smooth ? types.size() : 0)
                .filter(i -> types.get(i).dtype().isFloating())
                .boxed()
                .toList();
        return new PrimitiveCase(
                op, types, types.stream().map(type -> Operand.COMMON).toList(), differentiable);
    }

    /** {@return a copy that draws its operands so; the last one stands for all that follow} */
    PrimitiveCase drawing(Operand... drawn) {
        var list = IntStream.range(0, inputTypes.size())
                .mapToObj(i -> drawn[Math.min(i, drawn.length - 1)])
                .toList();
        return new PrimitiveCase(op, inputTypes, list, differentiableInputs);
    }

    /** {@return a copy that is differentiable along those operands only} */
    PrimitiveCase differentiable(Integer... indices) {
        return new PrimitiveCase(op, inputTypes, operands, Arrays.asList(indices));
    }

    /** {@return numbers for the operands, the same for the same seed} */
    public List<HostArray> inputs(long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, inputTypes.size())
                .mapToObj(i -> operands.get(i).draw(inputTypes.get(i), random.split()))
                .toList();
    }

    /** {@return whether all operands and results are of that element type} */
    public boolean isAll(DType dtype) {
        return Stream.concat(inputTypes.stream(), op.outputTypes(inputTypes).stream())
                .allMatch(type -> type.dtype() == dtype);
    }

    @Override
    public String toString() {
        var parameters = op.parameters();
        return op.opName() + (parameters.isEmpty() ? "" : "[" + parameters + "]") + " " + inputTypes;
    }
}
