package dev.haiku.tensor;

import static dev.haiku.tensor.Expected.assertNumbers;
import static dev.haiku.tensor.Expected.assertTensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContractionTest {

    /** Small different whole numbers, so that sums are exact. */
    private static Tensor numbers(Shape shape) {
        return Ops.arange((int) shape.size()).mod(7).sub(2).cast(DType.F64).reshape(shape);
    }

    private static Shape shape(String text) {
        return text.isEmpty()
                ? Shape.SCALAR
                : Shape.of(Arrays.stream(text.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    static Stream<Arguments> notations() {
        return Stream.of(
                Arguments.of("ij,jk->ik", List.of("2 3", "3 4")),
                Arguments.of("ij,jk", List.of("2 3", "3 4")),
                Arguments.of("ij,jk->ki", List.of("2 3", "3 4")),
                Arguments.of("ba", List.of("2 3")),
                Arguments.of("ii", List.of("3 3")),
                Arguments.of("ii->i", List.of("3 3")),
                Arguments.of("iji->j", List.of("3 2 3")),
                Arguments.of("iii->i", List.of("3 3 3")),
                Arguments.of("ij->", List.of("2 3")),
                Arguments.of("ij->j", List.of("2 3")),
                Arguments.of("i,i->i", List.of("3", "3")),
                Arguments.of("i,j->ij", List.of("3", "2")),
                Arguments.of("i,j->ji", List.of("3", "2")),
                Arguments.of(",i->i", List.of("", "2")),
                Arguments.of("bij,bjk->bik", List.of("2 3 4", "2 4 2")),
                Arguments.of("bhqd,bhkd->bhqk", List.of("2 2 3 4", "2 2 5 4")),
                Arguments.of("btd,dhk->bthk", List.of("2 3 4", "4 2 3")),
                Arguments.of("ij,kl->ik", List.of("2 3", "2 2")),
                Arguments.of("ij,ij->", List.of("2 3", "2 3")),
                Arguments.of("ii,ij->j", List.of("3 3", "3 2")),
                Arguments.of("ij,jk,kl->il", List.of("2 3", "3 2", "2 4")),
                Arguments.of("i,i,i->", List.of("3", "3", "3")),
                Arguments.of("a b, b c -> a c", List.of("2 3", "3 2")),
                Arguments.of("ij,jk->ik", List.of("2 1", "3 4")));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("notations")
    void sumsProductsAsLoopsDo(String notation, List<String> shapes) {
        var operands = shapes.stream().map(s -> numbers(shape(s))).toArray(Tensor[]::new);

        var result = Ops.einsum(notation, operands);

        assertNumbers(result, naiveEinsum(notation, operands));
    }

    /** Walks over all values of all letters; {@code sizes} and {@code index} are by letter. */
    private static double[] naiveEinsum(String notation, Tensor... operands) {
        var sides = notation.replace(" ", "").split("->", -1);
        var inputs = sides[0].split(",", -1);
        var output = sides.length == 2 ? sides[1] : implicit(sides[0]);
        var sizes = new int['z' + 1];
        for (int k = 0; k < inputs.length; k++) {
            for (int i = 0; i < inputs[k].length(); i++) {
                sizes[inputs[k].charAt(i)] = Math.max(sizes[inputs[k].charAt(i)], operands[k].dim(i));
            }
        }
        var letters = sides[0].replace(",", "").chars().distinct().toArray();
        var result = new double[output.chars().map(c -> sizes[c]).reduce(1, (a, b) -> a * b)];
        int steps = Arrays.stream(letters).map(c -> sizes[c]).reduce(1, (a, b) -> a * b);
        for (int step = 0; step < steps; step++) {
            var index = new int['z' + 1];
            int rest = step;
            for (int letter : letters) {
                index[letter] = rest % sizes[letter];
                rest /= sizes[letter];
            }
            double term = 1;
            for (int k = 0; k < inputs.length; k++) {
                term *= element(operands[k], inputs[k], index);
            }
            result[output.chars().reduce(0, (offset, c) -> offset * sizes[c] + index[c])] += term;
        }
        return result;
    }

    private static String implicit(String inputs) {
        return inputs.replace(",", "")
                .chars()
                .filter(c -> inputs.indexOf(c) == inputs.lastIndexOf(c))
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static double element(Tensor x, String labels, int[] index) {
        int offset = 0;
        for (int i = 0; i < labels.length(); i++) {
            offset = offset * x.dim(i) + (x.dim(i) == 1 ? 0 : index[labels.charAt(i)]);
        }
        return x.toDoubleArray()[offset];
    }

    static Stream<Arguments> ellipses() {
        return Stream.of(
                Arguments.of(
                        "...ij,...jk->...ik", List.of("2 2 3", "2 3 2"), "bij,bjk->bik", List.of("2 2 3", "2 3 2")),
                Arguments.of("...ij,jk->...ik", List.of("2 2 3", "3 2"), "bij,jk->bik", List.of("2 2 3", "3 2")),
                Arguments.of("...ij,...jk", List.of("2 1 2 3", "4 3 2"), "axij,yjk->ayik", List.of("2 1 2 3", "4 3 2")),
                Arguments.of("i...->...", List.of("2 3"), "ij->j", List.of("2 3")),
                Arguments.of("...->...", List.of("2 3"), "ij->ij", List.of("2 3")),
                Arguments.of("i...j->j...i", List.of("2 3 4"), "iaj->jai", List.of("2 3 4")));
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @MethodSource("ellipses")
    void readsDotsAsFurtherAxes(String dotted, List<String> shapes, String spelled, List<String> sameShapes) {
        var operands = shapes.stream().map(s -> numbers(shape(s))).toArray(Tensor[]::new);

        var result = Ops.einsum(dotted, operands);

        assertNumbers(result, naiveEinsum(spelled, operands));
    }

    @ParameterizedTest(name = "[{0}] x [{1}] -> [{2}]")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "3,3,,i;i>",
                "2 3,3,2,mk;k>m",
                "3,3 2,2,k;kn>n",
                "2 3,3 4,2 4,mk;kn>mn",
                "5 2 3,3 4,5 2 4,amk;kn>amn",
                "2 3,5 3 4,5 2 4,mk;bkn>bmn",
                "3,5 3 4,5 4,k;bkn>bn",
                "5 2 3,3,5 2,amk;k>am",
                "5 2 3,5 3 4,5 2 4,amk;akn>amn",
                "2 1 2 3,5 3 4,2 5 2 4,axmk;bkn>abmn",
                "1 2 3,5 3 4,5 2 4,xmk;bkn>bmn",
                "1 2 3,1 3 4,1 2 4,amk;akn>amn",
                "2 5 2 3,2 1 3 4,2 5 2 4,abmk;axkn>abmn",
                "0 3,3 4,0 4,mk;kn>mn",
                "2 0,0 4,2 4,mk;kn>mn"
            })
    void multipliesMatricesAsNumPyDoes(String a, String b, String result, String loops) {
        var left = numbers(shape(a == null ? "" : a));
        var right = numbers(shape(b == null ? "" : b));

        var product = left.matmul(right);

        assertThat(product.shape()).isEqualTo(shape(result == null ? "" : result));
        var notation = loops.replace(";", ",").replace(">", "->");
        assertNumbers(product, naiveEinsum(notation, left, right));
    }

    @Test
    void dotsAsNumPyDoes() {
        var a = numbers(Shape.of(2, 5, 3));
        var b = numbers(Shape.of(4, 3, 2));

        var product = a.dot(b);

        assertThat(product.shape()).isEqualTo(Shape.of(2, 5, 4, 2));
        assertNumbers(product, naiveEinsum("abk,ckd->abcd", a, b));
        assertTensor(Tensor.of(1, 2).dot(Tensor.of(3, 4)), "i32[]", 11);
        assertTensor(Tensor.scalar(2).dot(Tensor.of(3, 4)), "i32[2]", 6, 8);
    }

    @Test
    void sumsOverSeveralAxes() {
        var a = numbers(Shape.of(2, 3, 4));
        var b = numbers(Shape.of(3, 4, 2));

        assertNumbers(Ops.tensordot(a, b, 2), naiveEinsum("aij,ijb->ab", a, b));
        assertNumbers(Ops.tensordot(a, b, List.of(-1), List.of(1)), naiveEinsum("abk,ckd->abcd", a, b));
        assertThat(Ops.tensordot(a, b, 0).shape()).isEqualTo(Shape.of(2, 3, 4, 3, 4, 2));
        assertNumbers(
                Ops.dotGeneral(a, b, List.of(2), List.of(-2), List.of(1), List.of(0)),
                naiveEinsum("abk,bkd->bad", a, b));
    }

    @Test
    void multipliesVectorsInsideAndOut() {
        assertTensor(Ops.outer(Tensor.of(1, 2), Tensor.of(3, 4, 5)), "i32[2, 3]", 3, 4, 5, 6, 8, 10);
        assertTensor(Ops.inner(Tensor.of(1, 2), Tensor.of(3, 4)), "i32[]", 11);
        assertTensor(Ops.inner(Tensor.scalar(2), Tensor.of(3, 4)), "i32[2]", 6, 8);
        assertTensor(Ops.vdot(numbers(Shape.of(2, 2)), numbers(Shape.of(4))), "f64[]", 6);
    }

    @Test
    void promotesTypes() {
        assertTensor(Tensor.of(1, 2).dot(Tensor.of(0.5f, 1)), "f32[]", 2.5);
        assertTensor(Ops.einsum("i,i->i", Tensor.of(1, 2), Tensor.of(0.5f, 1)), "f32[2]", 0.5, 2);
    }
}
