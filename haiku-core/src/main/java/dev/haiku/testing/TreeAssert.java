package dev.haiku.testing;

import dev.haiku.tensor.Tensor;
import dev.haiku.tree.Trees;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/** Assertions about a tree of tensors, from {@link HaikuAssertions#assertThatTree}. */
public final class TreeAssert extends AbstractAssert<TreeAssert, Object> {

    TreeAssert(Object actual) {
        super(actual, TreeAssert.class);
    }

    /** Checks that the tree has the structure of another one, and its tensors have the same shapes and element types. */
    public TreeAssert hasStructureOf(Object expected) {
        isNotNull();
        Trees.structure(actual)
                .differenceFrom(Trees.structure(expected))
                .ifPresent(difference ->
                        failWithMessage("Expected a tree of the structure of the expected one, but %s.", difference));
        var types = Trees.leaves(expected);
        var leaves = Trees.leaves(actual);
        IntStream.range(0, leaves.size())
                .filter(i -> !leaves.get(i).type().equals(types.get(i).type()))
                .findFirst()
                .ifPresent(i -> failWithMessage(
                        "Expected %s at %s, but got %s.",
                        types.get(i).type(), names().get(i), leaves.get(i).type()));
        return this;
    }

    /** Checks that the tree has the structure of another one and its numbers are at most so far from the others. */
    public TreeAssert isCloseTo(Object expected, Offset<Double> offset) {
        return isCloseTo(expected, new Closeness(0, offset.value));
    }

    /** Checks the structure and that the error of each number is at most {@code absolute + relative * |expected|}. */
    public TreeAssert isCloseTo(Object expected, double relative, double absolute) {
        return isCloseTo(expected, new Closeness(relative, absolute));
    }

    private TreeAssert isCloseTo(Object expected, Closeness closeness) {
        hasStructureOf(expected);
        Comparison.difference("the tensors", names(), Trees.leaves(actual), Trees.leaves(expected), closeness)
                .ifPresent(difference -> failWithMessage("%s", difference));
        return this;
    }

    /** Checks that no number is NaN or infinite. */
    public TreeAssert isFinite() {
        isNotNull();
        var leaves = Trees.leaves(actual);
        for (int i = 0; i < leaves.size(); i++) {
            if (!allAre(leaves.get(i), Double::isFinite)) {
                failWithMessage("Expected all numbers to be finite, but some of %s are not.", names().get(i));
            }
        }
        return this;
    }

    private static boolean allAre(Tensor tensor, DoublePredicate condition) {
        var numbers = tensor.toHost();
        return IntStream.range(0, numbers.size())
                .mapToDouble(numbers::getDouble)
                .allMatch(condition);
    }

    private List<String> names() {
        return Trees.structure(actual).paths().stream()
                .map(path -> path.isEmpty() ? "the tensor" : path)
                .toList();
    }
}
