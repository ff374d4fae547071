package dev.haiku.internal.llvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where along one axis of a tensor elements are read: {@code constant + sum(coefficients[k] * domain[k]) + terms}.
 *
 * @param constant the constant part
 * @param coefficients the factor of each axis of the kernel's domain
 * @param terms what is only known when the code runs
 */
record Index(long constant, List<Long> coefficients, List<Term> terms) {

    /**
     * A number that the code computes, times a factor.
     *
     * @param name the register; an {@code i64}, or a vector of them
     * @param isVector whether it differs among the lanes
     * @param level the level of {@link Code} at which it is known
     * @param factor the factor
     */
    record Term(String name, boolean isVector, int level, long factor) {

        Term times(long by) {
            return new Term(name, isVector, level, factor * by);
        }
    }

    static Index constant(long value, int rank) {
        return new Index(value, Collections.nCopies(rank, 0L), List.of());
    }

    /** {@return the index that walks along one axis of a domain} */
    static Index along(int axis, int rank) {
        List<Long> coefficients = new ArrayList<>(Collections.nCopies(rank, 0L));
        coefficients.set(axis, 1L);
        return new Index(0, coefficients, List.of());
    }

    static Index term(Term term, int rank) {
        return new Index(0, Collections.nCopies(rank, 0L), List.of(term));
    }

    Index plus(long value) {
        return new Index(constant + value, coefficients, terms);
    }

    Index times(long factor) {
        return factor == 1
                ? this
                : new Index(
                        constant * factor,
                        coefficients.stream().map(c -> c * factor).toList(),
                        terms.stream().map(t -> t.times(factor)).toList());
    }

    Index plus(Index other) {
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < coefficients.size(); i++) {
            sums.add(coefficients.get(i) + other.coefficients.get(i));
        }
        List<Term> all = new ArrayList<>(terms);
        all.addAll(other.terms);
        return new Index(constant + other.constant, sums, all);
    }

    boolean isAffine() {
        return terms.isEmpty();
    }

    boolean isConstant() {
        return isAffine() && coefficients.stream().allMatch(c -> c == 0);
    }

    /** {@return the row-major position of indices in a tensor with those strides} */
    static Index linear(List<Index> indices, int[] strides, int rank) {
        var sum = constant(0, rank);
        for (int i = 0; i < indices.size(); i++) {
            sum = sum.plus(indices.get(i).times(strides[i]));
        }
        return sum;
    }

    /** {@return the least value for a domain of those sizes} */
    long least(List<Integer> sizes) {
        long least = constant;
        for (int i = 0; i < sizes.size(); i++) {
            least += Math.min(0, coefficients.get(i) * (sizes.get(i) - 1));
        }
        return least;
    }

    /** {@return the greatest value for a domain of those sizes} */
    long greatest(List<Integer> sizes) {
        long greatest = constant;
        for (int i = 0; i < sizes.size(); i++) {
            greatest += Math.max(0, coefficients.get(i) * (sizes.get(i) - 1));
        }
        return greatest;
    }
}
