package dev.haiku.internal.nd4j;

import java.util.OptionalLong;
import org.bytedeco.javacpp.Loader;

/** Functions of the native libraries that ND4J brings along, for code that is generated. */
public final class NativeSymbols {

    private static boolean searched;

    private NativeSymbols() {}

    /** {@return the address of a function of OpenBLAS, OpenMP or C, or empty if the libraries are not there} */
    public static synchronized OptionalLong address(String name) {
        if (Nd4jLibrary.get().isEmpty()) {
            return OptionalLong.empty();
        }
        if (!searched) {
            searched = true;
            openGlobally();
        }
        var address = Loader.addressof(name);
        return address == null || address.isNull() ? OptionalLong.empty() : OptionalLong.of(address.address());
    }

    /** The JVM opens libraries so that they do not see each other; once opened again like this, their names are found. */
    private static void openGlobally() {
        for (var entry : Loader.getLoadedLibraries().entrySet()) {
            if (entry.getKey().contains("gomp") || entry.getKey().contains("openblas")) {
                Loader.loadGlobal(entry.getValue());
            }
        }
    }
}
