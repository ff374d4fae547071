package dev.haiku;

import dev.haiku.array.DType;
import dev.haiku.array.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which parameter or state entry a {@link Creator}, {@link Getter} or {@link Setter} is called for, and what was asked
 * for; Haiku's {@code GetterContext} and {@code SetterContext}.
 *
 * <p>Prints as {@code mlp/~/linear_0/w f32[2, 3]}.
 */
public final class Variable {

    private final String module;
    private final String name;
    private final Shape shape;
    private final DType dtype;
    private final String liftedPrefix;
    private final @Nullable Module owner;
    private final @Nullable Initializer init;

    private Variable(
            String module,
            String name,
            Shape shape,
            DType dtype,
            String liftedPrefix,
            @Nullable Module owner,
            @Nullable Initializer init) {
        this.module = module;
        this.name = name;
        this.shape = shape;
        this.dtype = dtype;
        this.liftedPrefix = liftedPrefix;
        this.owner = owner;
        this.init = init;
    }

    /** {@return one of no module in particular, to try hooks with} */
    public static Variable of(String module, String name, Shape shape, DType dtype) {
        return new Variable(module, name, shape, dtype, "", null, null);
    }

    /** {@return one that has this name, but the given shape and element type, and no initialiser} */
    Variable withType(Shape newShape, DType newDtype) {
        return new Variable(module, name, newShape, newDtype, liftedPrefix, owner, null);
    }

    /** {@return this with an initialiser} */
    Variable withInit(Initializer newInit) {
        return new Variable(module, name, shape, dtype, liftedPrefix, owner, newInit);
    }

    /** {@return one of the module at the current place of a frame} */
    static Variable at(Scope.Place place, String name, Shape shape, DType dtype) {
        return new Variable(
                place.path(),
                name,
                shape,
                dtype,
                FrameStack.ofThread().liftedPrefix(),
                place.module().orElse(null),
                null);
    }

    /** {@return one of a module} */
    static Variable in(Module module, String name, Shape shape, DType dtype) {
        var prefix = FrameStack.ofThread().liftedPrefix();
        return new Variable(module.moduleName(), name, shape, dtype, prefix, module, null);
    }

    /** {@return the path of its module, {@code ~} outside all modules} */
    public String module() {
        return module;
    }

    /** {@return its name in that module} */
    public String name() {
        return name;
    }

    /** {@return module path and name, such as {@code mlp/~/linear_0/w}} */
    public String fullName() {
        return module + "/" + name;
    }

    /** {@return the shape that was asked for; for state that is set, that of the value given} */
    public Shape shape() {
        return shape;
    }

    /** {@return the element type that was asked for; for state that is set, that of the value given} */
    public DType dtype() {
        return dtype;
    }

    /** {@return the module that asks, none outside all modules} */
    public Optional<Module> owner() {
        return Optional.ofNullable(owner);
    }

    /** {@return the initialiser that was given, none where state is set or read as a tree} */
    public Optional<Initializer> init() {
        return Optional.ofNullable(init);
    }

    /**
     * {@return where the parameters that are made now will be lifted to, such as {@code outer/inner/}, in {@code init}
     * within {@link Haiku#lift}; empty elsewhere}
     *
     * <p>Together with {@link #fullName} it is the name in the parameters of the outermost function.
     */
    public String liftedPrefix() {
        return liftedPrefix;
    }

    @Override
    public String toString() {
        return fullName() + " " + dtype + shape;
    }
}
