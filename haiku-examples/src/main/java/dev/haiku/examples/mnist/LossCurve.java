package dev.haiku.examples.mnist;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The loss of each training step, drawn as a picture. */
final class LossCurve {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 540;
    private static final double SMOOTHING = 0.95;

    private final XYSeries raw = new XYSeries("batch");
    private final XYSeries smooth = new XYSeries("running mean");
    private double mean = Double.NaN;

    void add(int step, double loss) {
        mean = Double.isNaN(mean) ? loss : SMOOTHING * mean + (1 - SMOOTHING) * loss;
        raw.add(step, loss);
        smooth.add(step, mean);
    }

    /** {@return the running mean of the loss} */
    double mean() {
        return mean;
    }

    /** Saves the curve as a PNG. */
    void save(Path file) throws IOException {
        var data = new XYSeriesCollection();
        data.addSeries(smooth);
        data.addSeries(raw);
        var chart = ChartFactory.createXYLineChart("Training loss", "step", "cross entropy", data);
        style(chart.getXYPlot());
        ChartUtils.saveChartAsPNG(file.toFile(), chart, WIDTH, HEIGHT);
    }

    private static void style(XYPlot plot) {
        var axis = new LogarithmicAxis("cross entropy");
        axis.setStrictValuesFlag(false);
        plot.setRangeAxis(axis);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.getRenderer().setSeriesPaint(0, new Color(0x1f4e9c));
        plot.getRenderer().setSeriesStroke(0, new BasicStroke(2f));
        plot.getRenderer().setSeriesPaint(1, new Color(0xb8cdea));
    }
}
