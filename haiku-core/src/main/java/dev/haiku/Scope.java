package dev.haiku;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running method of a module, or the top of a function, with the modules that are being constructed in it.
 *
 * <p>Java does not say when a constructor ends. So a module enters itself into the scope that is current at its
 * creation, and whoever asks for the current place first drops those whose constructors run no more ({@link
 * ConstructorCalls}).
 */
final class Scope {

    /**
     * A place where modules and parameters can be created.
     *
     * @param module the module, none at the top
     * @param method the method's name
     * @param names the names taken in this run of the method
     */
    record Place(Optional<Module> module, String method, NameTable names) {

        /** {@return the module path, {@code ~} at the top} */
        String path() {
            return module.map(Module::moduleName).orElse(ModuleNames.TOP);
        }

        /** {@return the same place, where names can be taken without effect on this one} */
        Place copy() {
            return new Place(module, method, names.copy());
        }

        /** {@return the path of a new module} */
        String name(String wanted) {
            if (ModuleNames.isForced(wanted)) {
                var path = ModuleNames.forcedPath(wanted);
                names.reserve(path);
                return path;
            }
            return names.take(module.map(parent -> ModuleNames.child(parent.moduleName(), method, wanted))
                    .orElse(wanted));
        }
    }

    private record Construction(Place place, List<ConstructorCall> calls) {}

    private final Place own;
    private final List<Construction> constructions = new ArrayList<>();

    private Scope(Place own) {
        this.own = own;
    }

    static Scope top() {
        return new Scope(new Place(Optional.empty(), ModuleNames.CALL, new NameTable()));
    }

    static Scope of(Module module, String method) {
        return new Scope(new Place(Optional.of(module), method, new NameTable()));
    }

    static Scope in(Place place) {
        return new Scope(place);
    }

    /** {@return the innermost place: the module under construction, or this scope's method} */
    Place current() {
        if (!constructions.isEmpty()) {
            dropFinished(ConstructorCalls.running());
        }
        return innermost();
    }

    /** {@return the modules of this scope, outermost first} */
    List<Module> modules() {
        var modules = new ArrayList<Module>();
        own.module().ifPresent(modules::add);
        constructions.forEach(construction -> construction.place().module().ifPresent(modules::add));
        return modules;
    }

    /**
     * {@return the path of {@code module}, whose constructor begins and will be the current place until it ends}
     *
     * @throws IllegalStateException if another module's constructor runs that has not called its super constructor yet
     * @throws IllegalArgumentException if the name is taken
     */
    String construct(Module module, String wanted) {
        var running = ConstructorCalls.running();
        dropFinished(running);
        var calls = running.ownOf(module.getClass());
        running.requireNoUnnamed(calls, innermostDepth(running), module.getClass());
        var path = innermost().name(wanted);
        constructions.add(new Construction(new Place(Optional.of(module), ModuleNames.INIT, new NameTable()), calls));
        return path;
    }

    private Place innermost() {
        return constructions.isEmpty()
                ? own
                : constructions.get(constructions.size() - 1).place();
    }

    private int innermostDepth(ConstructorCalls running) {
        return constructions.isEmpty()
                ? 0
                : running.bodyDepth(constructions.get(constructions.size() - 1).calls());
    }

    private void dropFinished(ConstructorCalls running) {
        int alive = 0;
        while (alive < constructions.size()
                && running.bodyDepth(constructions.get(alive).calls()) > 0) {
            alive++;
        }
        constructions.subList(alive, constructions.size()).clear();
    }
}
