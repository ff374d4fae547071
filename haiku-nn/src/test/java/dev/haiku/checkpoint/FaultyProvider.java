package dev.haiku.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** The operations of {@link FaultyFileSystem}. */
final class FaultyProvider extends ForwardingProvider {

    private final FaultyFileSystem files;

    FaultyProvider(FaultyFileSystem files) {
        super(files);
        this.files = files;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        if (options.contains(StandardOpenOption.WRITE)) {
            files.operate("opening");
        }
        return new FaultyChannel(files, super.newFileChannel(path, options, attributes));
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        files.operate("creating");
        super.createDirectory(folder, attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        files.operate("deleting");
        super.delete(path);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        files.operate("moving");
        super.move(source, target, options);
    }
}
