package dev.haiku.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A channel of {@link FaultyFileSystem}; a write that fails has written half. */
final class FaultyChannel extends ForwardingChannel {

    private final FaultyFileSystem files;

    FaultyChannel(FaultyFileSystem files, FileChannel real) {
        super(real);
        this.files = files;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        try {
            files.operate("writing");
        } catch (IOException e) {
            super.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
            throw e;
        }
        // disks may take less than they are given
        int taken = Math.max(1, bytes.remaining() * 2 / 3);
        int written = super.write(bytes.slice(bytes.position(), taken));
        bytes.position(bytes.position() + written);
        return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        files.operate("flushing");
        super.force(metaData);
    }
}
