package dev.haiku.func;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of {@code vmap}, edited in its second argument: {@code vmap(f, o -> o.in(MappedAxis.at(1),
 * MappedAxis.NONE).out(MappedAxis.at(1)))}.
 *
 * @param in the mapped axis of each argument's tensors; where the list ends, the first axis
 * @param out the mapped axis of the result's tensors; {@link MappedAxis#NONE} demands that they do not depend on mapped
 *     ones
 * @param axisSize the size of the mapped axis, or 0 to take it from the arguments
 * @param axisName the name by which {@link Collectives} know the axis, or an empty text
 * @param inAt exceptions from {@code in} for parts of arguments
 * @param outAt exceptions from {@code out} for parts of the result
 */
public record VmapOptions(
        List<MappedAxis> in, MappedAxis out, int axisSize, String axisName, List<PathAxis> inAt, List<PathAxis> outAt) {

    static final VmapOptions DEFAULTS = new VmapOptions(List.of(), MappedAxis.FIRST, 0, "", List.of(), List.of());

    /**
     * The mapped axis of the tensors in a part of a tree.
     *
     * @param argument the position of the argument; 0 for the result
     * @param path where the part is, such as {@code .labels} or {@code ['mlp/linear']}
     * @param axis the axis
     */
    public record PathAxis(int argument, String path, MappedAxis axis) {

        boolean covers(String leaf) {
            return leaf.startsWith(path)
                    && (leaf.length() == path.length()
                            || leaf.charAt(path.length()) == '.'
                            || leaf.charAt(path.length()) == '[');
        }
    }

    /** Copies the lists. */
    public VmapOptions {
        in = List.copyOf(in);
        inAt = List.copyOf(inAt);
        outAt = List.copyOf(outAt);
        if (axisSize < 0) {
            throw new IllegalArgumentException(
                    "vmap needs an axisSize >= 1, or 0 to take it from the arguments, but got " + axisSize + ".");
        }
    }

    /** {@return these options with those axes of the arguments; JAX's {@code in_axes}} */
    public VmapOptions in(MappedAxis... axes) {
        return new VmapOptions(List.of(axes), out, axisSize, axisName, inAt, outAt);
    }

    /** {@return these options with that axis of the result; JAX's {@code out_axes}} */
    public VmapOptions out(MappedAxis axis) {
        return new VmapOptions(in, axis, axisSize, axisName, inAt, outAt);
    }

    /** {@return these options with that size of the mapped axis, for functions of which no argument is mapped} */
    public VmapOptions axisSize(int size) {
        return new VmapOptions(in, out, size, axisName, inAt, outAt);
    }

    /** {@return these options with that name of the mapped axis, by which {@link Collectives} know it} */
    public VmapOptions axisName(String name) {
        return new VmapOptions(in, out, axisSize, name, inAt, outAt);
    }

    /**
     * {@return these options with another axis for a part of an argument}
     *
     * @param argument the position of the argument
     * @param path where the part is in its tree, such as {@code .labels}; of two paths the longer one counts
     * @param axis the axis of the tensors there
     */
    public VmapOptions inAt(int argument, String path, MappedAxis axis) {
        return new VmapOptions(in, out, axisSize, axisName, plus(inAt, new PathAxis(argument, path, axis)), outAt);
    }

    /** {@return these options with another axis for a part of the result} */
    public VmapOptions outAt(String path, MappedAxis axis) {
        return new VmapOptions(in, out, axisSize, axisName, inAt, plus(outAt, new PathAxis(0, path, axis)));
    }

    private static List<PathAxis> plus(List<PathAxis> axes, PathAxis one) {
        List<PathAxis> all = new ArrayList<>(axes);
        all.add(one);
        return all;
    }

    /** {@return the mapped axis of a tensor of an argument, by its path there} */
    public MappedAxis in(int argument, String path) {
        var whole = argument < in.size() ? in.get(argument) : MappedAxis.FIRST;
        return longest(inAt.stream().filter(at -> at.argument() == argument).toList(), path, whole);
    }

    /** {@return the mapped axis of a tensor of the result, by its path there} */
    MappedAxis out(String path) {
        return longest(outAt, path, out);
    }

    private static MappedAxis longest(List<PathAxis> exceptions, String path, MappedAxis otherwise) {
        int length = -1;
        var axis = otherwise;
        for (var exception : exceptions) {
            if (exception.covers(path) && exception.path().length() > length) {
                length = exception.path().length();
                axis = exception.axis();
            }
        }
        return axis;
    }
}
