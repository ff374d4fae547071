package dev.haiku.func;

import java.util.List;

/**
 * The settings of {@code vmap}, edited in its second argument: {@code vmap(f, o -> o.in(MappedAxis.at(1), MappedAxis.NONE).out(MappedAxis.at(1)))}.
 *
 * @param in the mapped axis of each argument's tensors; where the list ends, the first axis
 * @param out the mapped axis of the result's tensors; {@link MappedAxis#NONE} demands that they do not depend on mapped ones
 * @param size the size of the mapped axis, or 0 to take it from the arguments
 */
public record VmapOptions(List<MappedAxis> in, MappedAxis out, int size) {

    static final VmapOptions DEFAULTS = new VmapOptions(List.of(), MappedAxis.FIRST, 0);

    /** Copies the list. */
    public VmapOptions {
        in = List.copyOf(in);
        if (size < 0) {
            throw new IllegalArgumentException(
                    "vmap needs a size >= 1, or 0 to take it from the arguments, but got " + size + ".");
        }
    }

    /** {@return these options with those axes of the arguments} */
    public VmapOptions in(MappedAxis... axes) {
        return new VmapOptions(List.of(axes), out, size);
    }

    /** {@return these options with that axis of the result} */
    public VmapOptions out(MappedAxis axis) {
        return new VmapOptions(in, axis, size);
    }

    /** {@return these options with that size of the mapped axis, for functions of which no argument is mapped} */
    public VmapOptions size(int axisSize) {
        return new VmapOptions(in, out, axisSize);
    }

    MappedAxis in(int argument) {
        return argument < in.size() ? in.get(argument) : MappedAxis.FIRST;
    }
}
