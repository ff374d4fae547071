package dev.haiku.tree;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How the records of one class are taken apart and put together; one object per class, so identity is equality. */
final class RecordType {

    private static final ClassValue<RecordType> TYPES = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return new RecordType(type);
        }
    };

    private final Class<?> type;
    private final List<String> names;
    private final List<Class<?>> componentTypes;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    private RecordType(Class<?> type) {
        this.type = type;
        var components = type.getRecordComponents();
        names = Arrays.stream(components).map(RecordComponent::getName).toList();
        componentTypes = Arrays.<RecordComponent>stream(components)
                .<Class<?>>map(RecordComponent::getType)
                .toList();
        accessors = Arrays.stream(components).map(this::accessor).toArray(MethodHandle[]::new);
        constructor = constructorHandle();
    }

    static RecordType of(Class<?> recordClass) {
        return TYPES.get(recordClass);
    }

    String simpleName() {
        return type.getSimpleName();
    }

    int size() {
        return accessors.length;
    }

    String componentName(int index) {
        return names.get(index);
    }

    Object component(Object value, int index) {
        try {
            return (Object) accessors[index].invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The accessor of " + simpleName() + "." + names.get(index) + " failed.", e);
        }
    }

    Object construct(List<Object> components) {
        try {
            return (Object) constructor.invokeExact(components.toArray());
        } catch (ClassCastException e) {
            throw misfit(components, e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The constructor of record " + simpleName() + " failed.", e);
        }
    }

    /** A component declared as {@code ArrayList} cannot take the immutable list of a rebuilt tree. */
    private RuntimeException misfit(List<Object> components, ClassCastException cause) {
        return IntStream.range(0, size())
                .filter(i -> !componentTypes.get(i).isPrimitive())
                .filter(i -> !componentTypes.get(i).isInstance(components.get(i)))
                .<RuntimeException>mapToObj(i -> new IllegalArgumentException(
                        "Record " + simpleName() + " declares component '" + names.get(i) + "' as "
                                + componentTypes.get(i).getSimpleName() + ", but a transformation puts a "
                                + kindOf(components.get(i)) + " there. Declare it as " + kindOf(components.get(i))
                                + ".",
                        cause))
                .findFirst()
                .orElse(cause);
    }

    private static String kindOf(Object value) {
        if (value instanceof List) {
            return "List";
        }
        return value instanceof Map ? "Map" : value.getClass().getSimpleName();
    }

    private MethodHandle accessor(RecordComponent component) {
        try {
            var method = component.getAccessor();
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw inaccessible(e);
        }
    }

    private MethodHandle constructorHandle() {
        try {
            var canonical = type.getDeclaredConstructor(componentTypes.toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asFixedArity()
                    .asType(MethodType.genericMethodType(size()))
                    .asSpreader(Object[].class, size());
        } catch (NoSuchMethodException | IllegalAccessException | InaccessibleObjectException e) {
            throw inaccessible(e);
        }
    }

    private IllegalArgumentException inaccessible(Exception cause) {
        return new IllegalArgumentException(
                "Record " + type.getName() + " cannot be a tree, since its module does not open package "
                        + type.getPackageName() + ". Add 'opens " + type.getPackageName()
                        + ";' to the module's module-info.java.",
                cause);
    }
}
