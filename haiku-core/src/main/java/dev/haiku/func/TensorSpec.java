package dev.haiku.func;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import dev.haiku.ir.TensorType;
import dev.haiku.tensor.ConcretizationException;
import dev.haiku.tensor.Tensor;
import dev.haiku.tensor.Tracer;
import dev.haiku.tree.Trees;
import java.util.List;

/**
 * A tensor with a type but without numbers; JAX's {@code ShapeDtypeStruct}.
 *
 * <p>It stands for an argument where only types count: in {@code evalShape}, whose results hold them, in {@code
 * makeProgram} and in {@code lower}; and for the type of a result that Java computes ({@code pureCallback}). Anything
 * else that asks it for numbers fails with a {@link ConcretizationException}.
 */
public final class TensorSpec extends Tracer {

    private final TensorType type;

    private TensorSpec(TensorType type) {
        this.type = type;
    }

    /** {@return a tensor of that element type and shape} */
    public static Tensor of(DType dtype, int... dims) {
        return of(new TensorType(dtype, Shape.of(dims)));
    }

    /** {@return a tensor of that type} */
    public static Tensor of(TensorType type) {
        return new TensorSpec(type);
    }

    /** {@return the tree with the types of its tensors in place of them} */
    public static <T> T like(T tree) {
        return Trees.map(tree, leaf -> of(leaf.type()));
    }

    static List<Tensor> list(List<TensorType> types) {
        return types.stream().<Tensor>map(TensorSpec::new).toList();
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    public void requireRunning(String user) {
        throw new ConcretizationException("A TensorSpec " + type + " has no numbers, but it is used by " + user
                + ". It may stand for an argument of evalShape, makeProgram and lower only.");
    }

    @Override
    protected String why() {
        return "A TensorSpec " + type + " has no numbers.";
    }

    @Override
    public String toString() {
        return "TensorSpec<" + type + ">";
    }
}
