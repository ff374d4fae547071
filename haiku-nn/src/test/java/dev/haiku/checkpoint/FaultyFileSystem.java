package dev.haiku.checkpoint;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;

/**
 * The default file system, in which one operation fails: opening, writing, flushing, moving, creating or deleting.
 *
 * <p>Operations are counted from 1. A machine that stopped does nothing after the one that fails, either.
 */
final class FaultyFileSystem extends FileSystem {

    private final int failing;
    private final boolean machineStops;
    private final FaultyProvider provider = new FaultyProvider(this);
    private int operations;

    FaultyFileSystem(int failing, boolean machineStops) {
        this.failing = failing;
        this.machineStops = machineStops;
    }

    /** Counts an operation, which fails if it is its turn. */
    void operate(String what) throws IOException {
        operations++;
        if (operations == failing || (machineStops && operations > failing)) {
            throw new IOException(what + " failed");
        }
    }

    /** {@return whether the operation that was to fail was reached} */
    boolean hasFailed() {
        return operations >= failing;
    }

    /** {@return that path of the default file system in this one} */
    Path path(Path real) {
        return (Path) Proxy.newProxyInstance(
                FaultyFileSystem.class.getClassLoader(),
                new Class<?>[] {Path.class, Delegate.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("getFileSystem")) {
                        return this;
                    }
                    if (method.getName().equals("real")) {
                        return real;
                    }
                    var reals = args == null ? new Object[0] : args.clone();
                    for (int i = 0; i < reals.length; i++) {
                        reals[i] = reals[i] instanceof Path path ? real(path) : reals[i];
                    }
                    try {
                        var result = method.invoke(real, reals);
                        return result instanceof Path path ? path(path) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What a path of this file system stands for. */
    private interface Delegate {
        Path real();
    }

    /** {@return the path of the default file system that a path stands for} */
    static Path real(Path path) {
        return path instanceof Delegate delegate ? delegate.real() : path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public void close() {}

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(String first, String... more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
