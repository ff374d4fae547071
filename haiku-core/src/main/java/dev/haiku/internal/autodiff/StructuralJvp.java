package dev.haiku.internal.autodiff;

import dev.haiku.ir.Structural.BroadcastInDim;
import dev.haiku.ir.Structural.Concatenate;
import dev.haiku.ir.Structural.Iota;
import dev.haiku.ir.Structural.Pad;
import dev.haiku.ir.Structural.Reshape;
import dev.haiku.ir.Structural.Reverse;
import dev.haiku.ir.Structural.Slice;
import dev.haiku.ir.Structural.Transpose;

/** JVP rows of primitives that move elements; all are linear. */
final class StructuralJvp {

    private StructuralJvp() {}

    static void fill(JvpTable table) {
        table.linear(BroadcastInDim.class, 0);
        table.linear(Reshape.class, 0);
        table.linear(Transpose.class, 0);
        table.linear(Reverse.class, 0);
        table.linear(Slice.class, 0);
        table.linear(Pad.class, 0, 1);
        table.linearInAll(Concatenate.class);
        table.constant(Iota.class);
    }
}
