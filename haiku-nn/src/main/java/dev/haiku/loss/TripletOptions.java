package dev.haiku.loss;

/**
 * What can be chosen about the margin loss of triplets.
 *
 * @param axis the axis of the vectors; -1 by default
 * @param normDegree the power of differences; 2 by default
 * @param margin by how much positives should be nearer; 1 by default
 * @param eps added to sums of powers; 1e-6 by default
 */
public record TripletOptions(int axis, double normDegree, double margin, double eps) {

    static final TripletOptions DEFAULTS = new TripletOptions(-1, 2, 1, 1e-6);

    /** {@return these options with another axis} */
    public TripletOptions axis(int axis) {
        return new TripletOptions(axis, normDegree, margin, eps);
    }

    /** {@return these options with another power of differences} */
    public TripletOptions normDegree(double normDegree) {
        return new TripletOptions(axis, normDegree, margin, eps);
    }

    /** {@return these options with another margin} */
    public TripletOptions margin(double margin) {
        return new TripletOptions(axis, normDegree, margin, eps);
    }

    /** {@return these options with another number added to sums of powers} */
    public TripletOptions eps(double eps) {
        return new TripletOptions(axis, normDegree, margin, eps);
    }
}
