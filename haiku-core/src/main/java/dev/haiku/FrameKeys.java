package dev.haiku;

/** Keeps the number of reserved keys the same before and after a branch or a run of a loop. */
final class FrameKeys {

    private FrameKeys() {}

    /** Reserves as many keys as {@link Config#rngReserveSize} says, or drops those above that number. */
    static void reserveUpToFull(Frame frame) {
        var sequence = frame.keysOrNull();
        if (sequence == null) {
            return;
        }
        int full = Config.current().rngReserveSize();
        var now = sequence.snapshot();
        sequence.reserve(full - now.reserved().size());
        if (now.reserved().size() > full) {
            sequence.restore(new KeySequence.Snapshot(now.key(), now.reserved().subList(0, full)));
        }
    }
}
