package dev.haiku.internal.autodiff;

import dev.haiku.ir.Contraction.DotGeneral;
import dev.haiku.ir.Convolution.ConvGeneral;
import dev.haiku.ir.RandomOp.RandomBits;
import dev.haiku.ir.RandomOp.RandomPoisson;
import dev.haiku.ir.RandomOp.Threefry2x32;

/** JVP rows of products, factorisations and random numbers. */
final class ContractionJvp {

    private ContractionJvp() {}

    static void fill(JvpTable table) {
        table.bilinear(DotGeneral.class);
        table.bilinear(ConvGeneral.class);
        FactorisationJvp.fill(table);
        SolveRules.fill(table);
        // no floating-point results, but for bits read as such
        table.constant(Threefry2x32.class, RandomBits.class, RandomPoisson.class);
    }
}
