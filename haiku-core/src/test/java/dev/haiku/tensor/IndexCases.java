package dev.haiku.tensor;

import static dev.haiku.tensor.Index.all;
import static dev.haiku.tensor.Index.at;
import static dev.haiku.tensor.Index.ellipsis;
import static dev.haiku.tensor.Index.every;
import static dev.haiku.tensor.Index.from;
import static dev.haiku.tensor.Index.newAxis;
import static dev.haiku.tensor.Index.of;
import static dev.haiku.tensor.Index.range;

import dev.haiku.array.DType;
import java.util.List;

/** Rows of reading and writing at positions. */
final class IndexCases {

    private IndexCases() {}

    static void addTo(FunctionTable t) {
        addTakes(t);
        addReads(t);
        addPlaces(t);
        addWrites(t);
    }

    private static void addTakes(FunctionTable t) {
        t.one("take flat", (x, k) -> x.take(k));
        t.one("take axis", (x, k) -> x.rank() == 1 ? x.take(k.cast(DType.I32), 0) : x.take(k, 1));
        t.one("take clip", (x, k) -> x.take(k, 1, IndexMode.CLIP));
        t.one("take wrap", (x, k) -> x.take(k, -1, IndexMode.WRAP));
        t.one("take fill", (x, k) -> Ops.take(x, k, 0, 7));
        t.one("take middle fill", (x, k) -> Ops.take(x, k, 1, -1));
        t.one("takeAlongAxis flat", (x, k) -> Ops.takeAlongAxis(x, k));
        t.one("takeAlongAxis clip", (x, k) -> Ops.takeAlongAxis(x, k, 1, IndexMode.CLIP));
        t.one("takeAlongAxis fill", (x, k) -> Ops.takeAlongAxis(x, k, 0, 5));
        t.one("takeAlongAxis default", (x, k) -> x.takeAlongAxis(k, 1));
        t.one("putAlongAxis", (x, k, v) -> Ops.putAlongAxis(x, k, v, 1));
        t.one("putAlongAxis outside", (x, k, v) -> Ops.putAlongAxis(x, k, v, 0));
        t.one("putAlongAxis clip", (x, k, v) -> Ops.putAlongAxis(x, k, v, 0, IndexMode.CLIP));
        t.one("put", (x, k, v) -> Ops.put(x, k, v, IndexMode.CLIP));
        t.one("put repeated", (x, k, v) -> Ops.put(x, k, v, IndexMode.WRAP));
        t.one("choose", (k, x, y) -> Ops.choose(k, List.of(x, y), IndexMode.CLIP));
        t.one("choose wrap", (k, x, y) -> Ops.choose(k, List.of(x, y), IndexMode.WRAP));
    }

    private static void addReads(FunctionTable t) {
        t.one("get range", x -> x.get(from(1), every(2)));
        t.one("get backwards", x -> x.get(every(-1), range(3, 0, -2)));
        t.one("get new axes", x -> x.get(newAxis(), at(1), ellipsis(), newAxis()));
        t.one("get ellipsis", x -> x.get(ellipsis(), at(1)));
        t.one("get clipped range", x -> x.get(range(-99, 99), range(2, 99)));
        t.one("get empty", x -> x.get(range(2, 1)));
        t.one("get rows", (x, k) -> x.get(of(k)));
        t.one("get pairs", (x, j, k) -> x.get(of(j), of(k)));
        t.one("get crossed", (x, j, k) -> x.get(of(j), of(k)));
        t.one("get middle", (x, k) -> x.get(all(), of(k), range(1, 3)));
        t.one("get separated", (x, k) -> x.get(at(0), all(), of(k)));
        t.one("get separated twice", (x, j, k) -> x.get(of(j), all(), of(k)));
        t.one("get apart by a new axis", (x, j, k) -> x.get(all(), of(j), newAxis(), of(k)));
        t.one("get with steps", (x, k) -> x.get(every(-1), of(k), every(2)));
        t.one("get position beside", (x, k) -> x.get(at(1), of(k)));
        t.one("get after a new axis", (x, k) -> x.get(newAxis(), of(k), all(), range(1, 2)));
        t.one("get unsigned", (x, k) -> x.get(of(k)));
        t.one("get bytes", (x, k) -> x.get(of(k)));
    }

    private static void addPlaces(FunctionTable t) {
        t.one("at get", (x, k) -> x.at(of(k), at(1)).get());
        t.one("at get fill", (x, k) -> x.at(of(k), range(1, 3)).fillValue(-5).get());
        t.one("at get drop", (x, k) -> x.at(k).mode(IndexMode.DROP).get());
        t.one("at get wrap", (x, k) -> x.at(all(), of(k)).mode(IndexMode.WRAP).get());
        t.one("at set range", (x, v) -> x.at(from(1), every(2)).set(v));
        t.one("at set window", (x, v) -> x.at(at(1), range(1, 3)).set(v));
        t.one("at set backwards", (x, v) -> x.at(every(-1), at(0)).set(v));
        t.one("at set all", (x, v) -> x.at(ellipsis()).set(v));
        t.one("at set rows", (x, k, v) -> x.at(of(k)).set(v));
        t.all("at set pairs", in -> List.of(in.get(0).at(in.get(1), in.get(2)).set(in.get(3))));
        t.one("at set separated", (x, k, v) -> x.at(at(0), all(), of(k)).set(v));
        t.one("at set new axis", (x, v) -> x.at(newAxis(), all(), at(1)).set(v));
        t.one("at set integers", (x, v) -> x.at(0).set(v));
        t.one("at set clip", (x, k, v) -> x.at(k).mode(IndexMode.CLIP).set(v));
    }

    private static void addWrites(FunctionTable t) {
        t.one("at add", (x, k, v) -> x.at(k).add(v));
        t.one("at add range", (x, v) -> x.at(from(1), range(1, 3)).add(v));
        t.one(
                "at add wrap",
                (x, k, v) -> x.at(all(), of(k)).mode(IndexMode.WRAP).add(v));
        t.one("at sub", (x, k, v) -> x.at(all(), of(k)).sub(v));
        t.one("at mul", (x, k, v) -> x.at(k).uniqueIndices().indicesAreSorted().mul(v));
        t.one("at div", (x, k, v) -> x.at(k).div(v));
        t.one("at div integers", (x, v) -> x.at(1).div(v));
        t.one("at power", (x, v) -> x.at(1).power(v));
        t.one("at min", (x, k, v) -> x.at(k).min(v));
        t.one("at max", (x, k, v) -> x.at(k).max(v));
        t.one("dynamicUpdateIndexInAxis", (x, v, k) -> Ops.dynamicUpdateIndexInAxis(x, v, k, 1));
        t.one("at apply", (x, k) -> x.at(k).apply(Ops::sin));
    }
}
