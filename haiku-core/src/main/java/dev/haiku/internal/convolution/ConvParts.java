package dev.haiku.internal.convolution;

import java.util.ArrayList;
import java.util.List;

/** A problem cut along its free or its summed indices into parts of about a given size, made one by one. */
public final class ConvParts {

    private record Cut(Dim dim, int length, int count) {}

    private final ConvProblem whole;
    private final boolean free;
    private final List<Cut> cuts;
    private final int count;

    private ConvParts(ConvProblem whole, boolean free, List<Cut> cuts) {
        this.whole = whole;
        this.free = free;
        this.cuts = cuts;
        this.count = count(cuts);
    }

    private static int count(List<Cut> cuts) {
        int count = 1;
        for (var cut : cuts) {
            count = Math.multiplyExact(count, cut.count());
        }
        return count;
    }

    /** {@return parts with at most that many values of the free indices together} */
    public static ConvParts ofFree(ConvProblem problem, int most) {
        return new ConvParts(problem, true, cuts(problem.free(), most));
    }

    /** {@return parts with at most that many values of the summed indices together; none if nothing is summed} */
    public static ConvParts ofSummed(ConvProblem problem, int most) {
        return new ConvParts(problem, false, cuts(problem.summed(), most));
    }

    /** Outer indices are cut first, into single values where the inner ones alone are too many. */
    private static List<Cut> cuts(List<Dim> dims, int most) {
        List<Cut> cuts = new ArrayList<>();
        long inner = Dim.count(dims);
        for (var dim : dims) {
            if (dim.size() == 0) {
                return List.of(new Cut(dim, 1, 0));
            }
            if (inner <= most) {
                break;
            }
            inner /= dim.size();
            int length = (int) Math.max(1, most / inner);
            cuts.add(new Cut(dim, length, (dim.size() + length - 1) / length));
        }
        return cuts;
    }

    /** {@return the number of parts} */
    public int count() {
        return count;
    }

    /** {@return one part} */
    public ConvProblem get(int index) {
        var part = whole;
        int rest = index;
        for (int i = cuts.size() - 1; i >= 0; i--) {
            var cut = cuts.get(i);
            int from = rest % cut.count() * cut.length();
            int to = Math.min(cut.dim().size(), from + cut.length());
            part = free ? part.free(cut.dim(), from, to) : part.summed(cut.dim(), from, to);
            rest /= cut.count();
        }
        return part;
    }
}
