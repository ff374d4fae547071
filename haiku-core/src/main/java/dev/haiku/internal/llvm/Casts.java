package dev.haiku.internal.llvm;

import dev.haiku.array.DType;

/** Conversions between element types: to whole numbers by truncation into range, as XLA defines them. */
final class Casts {

    private Casts() {}

    static String write(Operation o, Value x, DType to) {
        var from = x.dtype();
        if (from == to) {
            return x.name();
        }
        if (to.isBool()) {
            return o.emit((from.isFloating() ? "fcmp une " : "icmp ne ") + x.typed() + ", zeroinitializer");
        }
        if (from.isFloating()) {
            return to.isFloating() ? betweenFloats(o, x, to) : saturate(o, x, to);
        }
        if (to.isFloating()) {
            boolean isUnsigned = from.isBool() || isUnsigned(from);
            return o.emit((isUnsigned ? "uitofp " : "sitofp ") + x.typed() + " to " + Lanes.of(to));
        }
        return betweenIntegers(o, x, to);
    }

    private static String betweenFloats(Operation o, Value x, DType to) {
        return o.emit((to.bytes() > x.dtype().bytes() ? "fpext " : "fptrunc ") + x.typed() + " to " + Lanes.of(to));
    }

    private static String saturate(Operation o, Value x, DType to) {
        var type = Lanes.of(to);
        var name = "llvm.fpto" + (isUnsigned(to) ? "ui" : "si") + ".sat." + Lanes.suffix(Lanes.element(to)) + "."
                + Lanes.suffix(Lanes.element(x.dtype()));
        return o.emit("call " + type + " @" + name + "(" + x.typed() + ")");
    }

    private static String betweenIntegers(Operation o, Value x, DType to) {
        int have = x.dtype().isBool() ? 0 : x.dtype().bytes();
        if (have == to.bytes()) {
            return x.name();
        }
        var instruction = have > to.bytes() ? "trunc " : have == 0 || isUnsigned(x.dtype()) ? "zext " : "sext ";
        return o.emit(instruction + x.typed() + " to " + Lanes.of(to));
    }

    private static boolean isUnsigned(DType dtype) {
        return dtype == DType.U8 || dtype == DType.U32;
    }
}
