package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.internal.exec.Factor;
import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Equation;
import dev.haiku.ir.Var;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A batch of matrix products, {@code result[i, j] = sum over k of left[i, k] right[k, j]}, and where its operands lie.
 *
 * @param equation what computes it
 * @param left the left operand as matrices
 * @param right the right operand as matrices
 * @param isExchanged whether the equation's first operand is the right one
 */
record Product(Equation equation, Factor left, Factor right, boolean isExchanged) {

    /** {@return whether a kernel can be written for an equation} */
    static boolean accepts(Equation equation) {
        return equation.op() instanceof DotGeneral
                && equation.inputs().stream().allMatch(Var.class::isInstance)
                && find(equation).isPresent();
    }

    /** {@return the product that an equation is, if both operands are matrices in place} */
    static Optional<Product> find(Equation equation) {
        var op = (DotGeneral) equation.op();
        var dtype = equation.outputs().get(0).type().dtype();
        if (dtype != DType.F32 && dtype != DType.F64) {
            return Optional.empty();
        }
        // the order of the contracted axes is free as long as both operands have the same
        return List.of(op.lhsContract(), op.rhsContract()).stream()
                .map(order -> find(equation, op, order))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Product> find(Equation equation, DotGeneral op, List<Integer> sortBy) {
        var order = IntStream.range(0, sortBy.size())
                .boxed()
                .sorted(Comparator.comparing(sortBy::get))
                .toList();
        var lhs = equation.inputs().get(0).type().shape();
        var rhs = equation.inputs().get(1).type().shape();
        var left = Factor.of(
                lhs,
                op.lhsBatch(),
                op.lhsFree(lhs.rank()),
                order.stream().map(op.lhsContract()::get).toList());
        var right = Factor.of(
                rhs, op.rhsBatch(), order.stream().map(op.rhsContract()::get).toList(), op.rhsFree(rhs.rank()));
        return left.isMatrix() && right.isMatrix()
                ? Optional.of(new Product(equation, left, right, false))
                : Optional.empty();
    }

    /**
     * {@return the kernel of this product}
     *
     * @param name the name of its function
     * @param vectors the registers that it may use
     * @param threads the most threads that work on it
     * @param memory where its operands lie
     */
    KernelText write(String name, VectorUnit vectors, int threads, Function<Code, Memory> memory) {
        boolean isColumn = columns() == 1 && left.columnStride() != 1;
        var product = isColumn ? transposed() : this;
        var tiling = product.tiling(vectors);
        return tiling.isPresent()
                ? new TiledProduct(product, tiling.get(), name).write(threads, memory)
                : new ProductCall(this).write(name, threads, memory);
    }

    private Optional<Tiling> tiling(VectorUnit vectors) {
        boolean isByRows = right.columnStride() == 1;
        if (left.columnStride() == 1 && right.rowStride() == 1 && (!isByRows || columns() == 1)) {
            return Optional.of(Tiling.dot(this, vectors));
        }
        return isByRows ? Optional.of(Tiling.outer(this, vectors)) : Optional.empty();
    }

    /** {@return the same with the operands exchanged and transposed; its result is the same if that is a vector} */
    private Product transposed() {
        return new Product(equation, transposed(right), transposed(left), !isExchanged);
    }

    private static Factor transposed(Factor factor) {
        return new Factor(
                factor.columns(),
                factor.rows(),
                factor.columnStride(),
                factor.rowStride(),
                factor.batch(),
                factor.batchStrides());
    }

    DType dtype() {
        return result().type().dtype();
    }

    /** {@return LLVM's type of an element} */
    String element() {
        return Lanes.element(dtype());
    }

    Var result() {
        return equation.outputs().get(0);
    }

    int rows() {
        return left.rows();
    }

    int columns() {
        return right.columns();
    }

    int depth() {
        return left.columns();
    }

    long matrices() {
        return left.batch().size();
    }

    /** {@return about how many elements of simple work it is: a multiplication of many takes about an eighth of one} */
    long work() {
        return (long) rows() * depth() * columns() * matrices() / 8;
    }

    /** Writes where in memory the left matrix of that row-major index in the batch starts. {@return the register} */
    String startOfLeft(Code code, Memory memory, String matrix) {
        return start(code, memory, isExchanged ? 1 : 0, offset(code, left, matrix));
    }

    /** Writes where in memory the right matrix of that index starts. {@return the register} */
    String startOfRight(Code code, Memory memory, String matrix) {
        return start(code, memory, isExchanged ? 0 : 1, offset(code, right, matrix));
    }

    private String start(Code code, Memory memory, int operand, String offset) {
        return pointer(code, memory.place((Var) equation.inputs().get(operand)), offset);
    }

    /** Writes where in memory the result's matrix of that index starts. {@return the register} */
    String startOfResult(Code code, Memory memory, String matrix) {
        return pointer(code, memory.place(result()), scaled(code, matrix, (long) rows() * columns()));
    }

    private static String offset(Code code, Factor factor, String matrix) {
        var rest = matrix;
        var sum = "0";
        for (int axis = factor.batch().rank() - 1; axis >= 0; axis--) {
            int size = factor.batch().dim(axis);
            var index = axis == 0 ? rest : code.emit(Code.ROW, "urem i64 " + rest + ", " + size);
            rest = axis == 0 ? rest : code.emit(Code.ROW, "udiv i64 " + rest + ", " + size);
            var step = scaled(code, index, factor.batchStrides().get(axis));
            sum = code.emit(Code.ROW, "add i64 " + sum + ", " + step);
        }
        return sum;
    }

    /** Writes a multiplication. {@return the register} */
    static String scaled(Code code, String index, long factor) {
        return code.emit(Code.ROW, "mul i64 " + index + ", " + factor);
    }

    /** Writes the address that lies so many elements after another one. {@return the register} */
    String pointer(Code code, String start, String offset) {
        return code.emit(Code.ROW, "getelementptr inbounds " + element() + ", ptr " + start + ", i64 " + offset);
    }
}
