package dev.haiku.checkpoint;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.Set;

/** A file system that leaves everything to the default one; its paths stand for those of the default one. */
abstract class ForwardingFileSystem extends FileSystem {

    private final FileSystem real = FileSystems.getDefault();

    /** {@return that path of the default file system in this one} */
    final Path path(Path real) {
        return (Path) Proxy.newProxyInstance(
                ForwardingFileSystem.class.getClassLoader(),
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
    public boolean isOpen() {
        return real.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return real.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        var roots = new ArrayList<Path>();
        real.getRootDirectories().forEach(root -> roots.add(path(root)));
        return roots;
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Path getPath(String first, String... more) {
        return path(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        var matcher = real.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return real.newWatchService();
    }
}
