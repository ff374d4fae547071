package dev.haiku.internal.llvm;

import dev.haiku.array.DType;
import java.util.Arrays;

/** The function of a tile while it is written, in vectors of as many elements as a register holds. */
final class TileText {

    private final StringBuilder text = new StringBuilder();
    private final DType dtype;
    private final int lanes;
    private int places;

    TileText(DType dtype, int lanes) {
        this.dtype = dtype;
        this.lanes = lanes;
    }

    /** Something to be written for each element or vector of a tile. */
    interface Each {
        void write(int row, int column);
    }

    void forEach(int rows, int columns, Each action) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                action.write(row, column);
            }
        }
    }

    void open(String name, String parameters) {
        line("define internal void @" + name + "(" + parameters + ") #0 {");
        line("entry:");
    }

    String close() {
        line("  ret void");
        line("}");
        return text.append('\n').toString();
    }

    String element() {
        return Lanes.element(dtype);
    }

    String vector() {
        return "<" + lanes + " x " + element() + ">";
    }

    void line(String line) {
        text.append(line).append('\n');
    }

    /** Writes the address that lies so many elements after another one. */
    void step(String name, String start, long offset) {
        step(name, start, String.valueOf(offset));
    }

    /** Writes the address that lies so many elements after another one, as a register says. */
    void step(String name, String start, String offset) {
        line("  " + name + " = getelementptr inbounds " + element() + ", ptr " + start + ", i64 " + offset);
    }

    private String place(String start, long offset) {
        var name = "%place" + places++;
        step(name, start, offset);
        return name;
    }

    /** Writes that a vector is read, or its first elements, with zeros for the others. */
    void load(String name, String start, long offset, int count) {
        var place = place(start, offset);
        line("  " + name + " = "
                + (count >= lanes
                        ? "load " + vector() + ", ptr " + place + ", align " + dtype.bytes()
                        : "call " + vector() + " @llvm.masked.load." + suffix() + ".p0(ptr " + place + ", i32 "
                                + dtype.bytes() + ", " + mask(count) + ", " + vector() + " zeroinitializer)"));
    }

    /** Writes that a vector is stored, or its first elements. */
    void store(String value, String start, long offset, int count) {
        var place = place(start, offset);
        line("  "
                + (count >= lanes
                        ? "store " + vector() + " " + value + ", ptr " + place + ", align " + dtype.bytes()
                        : "call void @llvm.masked.store." + suffix() + ".p0(" + vector() + " " + value + ", ptr "
                                + place + ", i32 " + dtype.bytes() + ", " + mask(count) + ")"));
    }

    /** Writes that one element is read. */
    void loadOne(String name, String start, long offset) {
        var place = place(start, offset);
        line("  " + name + " = load " + element() + ", ptr " + place);
    }

    /** Writes that one element is stored. */
    void storeOne(String value, String start, long offset) {
        var place = place(start, offset);
        line("  store " + element() + " " + value + ", ptr " + place);
    }

    /** Writes that one element is read into all lanes. */
    void broadcast(String name, String start, long offset) {
        loadOne(name + ".one", start, offset);
        line("  " + name + ".first = insertelement " + vector() + " poison, " + element() + " " + name + ".one, i64 0");
        line("  " + name + " = shufflevector " + vector() + " " + name + ".first, " + vector() + " poison, <" + lanes
                + " x i32> zeroinitializer");
    }

    /** Writes {@code name = x y + sum}. */
    void multiplyAdd(String name, String x, String y, String sum) {
        line("  " + name + " = call " + vector() + " @llvm.fmuladd." + suffix() + "(" + vector() + " " + x + ", "
                + vector() + " " + y + ", " + vector() + " " + sum + ")");
    }

    private String mask(int count) {
        var bits = new String[lanes];
        Arrays.setAll(bits, lane -> "i1 " + (lane < count));
        return "<" + lanes + " x i1> <" + String.join(", ", bits) + ">";
    }

    private String suffix() {
        return "v" + lanes + "f" + dtype.bytes() * Byte.SIZE;
    }
}
