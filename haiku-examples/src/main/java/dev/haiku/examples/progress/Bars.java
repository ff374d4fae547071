package dev.haiku.examples.progress;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress bars of the examples. */
public final class Bars {

    private static final int UPDATE_MILLIS = 200;
    private static final int WIDTH = 110;

    private Bars() {}

    /** {@return a bar for that many steps of training, to be closed at the end} */
    public static ProgressBar training(long steps) {
        return new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setMaxRenderedLength(WIDTH)
                .setUnit(" steps", 1)
                .showSpeed()
                .build();
    }
}
