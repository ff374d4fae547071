package dev.haiku.examples.mnist;

/** How often each true class was taken for each class. */
final class ConfusionMatrix {

    private final int[][] counts;

    /** Counts pairs of true and predicted classes below {@code classes}. */
    ConfusionMatrix(int classes, int[] labels, int[] predictions) {
        counts = new int[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predictions[i]]++;
        }
    }

    /** {@return the share of right predictions} */
    double accuracy() {
        int right = 0;
        int all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            for (int count : counts[i]) {
                all += count;
            }
        }
        return (double) right / all;
    }

    /** Prints a row for each true class, a column for each predicted one, and a dot for zero. */
    @Override
    public String toString() {
        var text = new StringBuilder("true \\ predicted");
        for (int j = 0; j < counts.length; j++) {
            text.append(String.format("%5d", j));
        }
        for (int i = 0; i < counts.length; i++) {
            text.append(String.format("%n%16d", i));
            for (int count : counts[i]) {
                text.append(count == 0 ? "    ." : String.format("%5d", count));
            }
        }
        return text.toString();
    }
}
