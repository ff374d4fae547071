package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import dev.haiku.ir.Equation;
import dev.haiku.ir.RandomOp.RandomBits;
import java.util.ArrayList;
import java.util.List;

/** How random bits are written: each element is the cipher of its own position under the key. */
final class RandomRules {

    private static final String WORDS = Lanes.vector("i32");
    private static final String PAIR = "{ " + WORDS + ", " + WORDS + " }";

    private RandomRules() {}

    static boolean accepts(Equation equation) {
        return equation.op() instanceof RandomBits;
    }

    /** {@return the bits of the elements at those indices} */
    static Value compute(Elements elements, Equation equation, List<Index> index) {
        var op = (RandomBits) equation.op();
        var key = equation.inputs().get(0);
        int batch = key.type().shape().rank() - 1;
        int rank = elements.domain().rank();
        var first = elements.at(key, word(index.subList(0, batch), 0, rank));
        var second = elements.at(key, word(index.subList(0, batch), 1, rank));
        var position = elements.vector(
                Index.linear(index.subList(batch, index.size()), op.shape().strides(), rank));
        int level = Math.max(position.level(), Math.max(first.level(), second.level()));
        var code = elements.code();
        var counter = code.emit(level, "trunc " + position.typed() + " to " + WORDS);
        var pair = code.emit(
                level,
                "call " + PAIR + " @" + Llvm.PREFIX + threefry(code) + "(" + first.typed() + ", " + second.typed()
                        + ", " + WORDS + " zeroinitializer, " + WORDS + " " + counter + ")");
        var high = code.emit(level, "extractvalue " + PAIR + " " + pair + ", 0");
        var low = code.emit(level, "extractvalue " + PAIR + " " + pair + ", 1");
        return new Value(bits(code, level, op.dtype(), high, low), op.dtype(), level);
    }

    private static String threefry(Code code) {
        code.math("threefry_u32");
        return "threefry_u32";
    }

    private static List<Index> word(List<Index> batch, int word, int rank) {
        List<Index> index = new ArrayList<>(batch);
        index.add(Index.constant(word, rank));
        return index;
    }

    /** Both words for 64 bits, else their exclusive or, cut to size. */
    private static String bits(Code code, int level, DType dtype, String high, String low) {
        if (dtype == DType.I64) {
            var wide = code.emit(level, "zext " + WORDS + " " + high + " to " + Lanes.INDEX);
            var shifted = code.emit(level, "shl " + Lanes.INDEX + " " + wide + ", " + Lanes.splat("i64", "32"));
            var rest = code.emit(level, "zext " + WORDS + " " + low + " to " + Lanes.INDEX);
            return code.emit(level, "or " + Lanes.INDEX + " " + shifted + ", " + rest);
        }
        var mixed = code.emit(level, "xor " + WORDS + " " + high + ", " + low);
        return dtype.bytes() == Integer.BYTES
                ? mixed
                : code.emit(level, "trunc " + WORDS + " " + mixed + " to " + Lanes.of(dtype));
    }
}
