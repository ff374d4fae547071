package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;

/**
 * Which parameter or state entry a {@link Creator}, {@link Getter} or {@link Setter} is called for.
 *
 * @param module the path of its module, {@code ~} outside all modules
 * @param name its name in that module
 * @param shape the shape that was asked for
 * @param dtype the element type that was asked for
 */
public record Variable(String module, String name, Shape shape, DType dtype) {

    /** {@return module path and name, such as {@code mlp/~/linear_0/w}} */
    public String fullName() {
        return module + "/" + name;
    }
}
