package dev.haiku.tensor;

import java.util.List;

/** Rows of products that sum over axes. */
final class ProductCases {

    private ProductCases() {}

    static void addTo(FunctionTable t) {
        t.one("einsum chain", (x, y, z) -> Ops.einsum("ij,jk,kl->il", x, y, z));
        t.one("einsum many", (x, y, z) -> Ops.einsum("ij,kj,kl,ml,im->", x, y, z, y, square(x, z)));
        t.one("einsum ellipsis", (x, y) -> Ops.einsum("...ij,jk->...ik", x, y));
        t.one("einsum broadcast", (x, y) -> Ops.einsum("b...i,...i->b...", x, y));
        t.one("einsum diagonal", x -> Ops.einsum("iij->ji", x));
        t.one("einsum trace", x -> Ops.einsum("ii", x));
        t.one("einsum implicit", (x, y) -> Ops.einsum("kj,ji", x, y));
        t.one("einsum outer", (x, y) -> Ops.einsum("i,j->ji", x, y));
        t.one("einsum sum", x -> Ops.einsum("ijk->k", x));
        t.one("einsum repeated", (x, y) -> Ops.einsum("ii,i->i", x, y));
        t.one("einsum attention", (q, k, v) -> Ops.einsum("th,sh,sd->td", q, k, v));
        t.one("einsum integers", (x, y) -> Ops.einsum("ij,kj->ik", x, y));
        t.one("vecdot", (x, y) -> Ops.vecdot(x, y));
        t.one("matvec", Ops::matvec);
        t.one("vecmat", Ops::vecmat);
        t.one("cross", (x, y) -> Ops.cross(x, y));
        t.one("cross plane", (x, y) -> Ops.cross(x, y));
        t.one("cross mixed", (x, y) -> Ops.cross(x, y));
        t.one("cross axis", (x, y) -> Ops.cross(x, y, 0));
        t.one("tensordot lists", (x, y) -> Ops.tensordot(x, y, List.of(0, 2), List.of(1, 0)));
        t.one("inner", Ops::inner);
        t.one("outer", Ops::outer);
        t.one("vdot", Ops::vdot);
    }

    private static Tensor square(Tensor x, Tensor z) {
        return x.slice(1, 0, 3).matmul(z.slice(1, 0, 3));
    }
}
