package dev.haiku.examples.rl;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The mean return of evaluations in the course of learning, drawn as a picture. */
final class LearningCurve {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 540;

    private final XYSeries returns = new XYSeries("mean return without exploration");

    void add(int progress, double meanReturn) {
        returns.add(progress, meanReturn);
    }

    int size() {
        return returns.getItemCount();
    }

    /** {@return the mean return of the last evaluation} */
    double last() {
        return returns.getY(returns.getItemCount() - 1).doubleValue();
    }

    /** Saves the curve as a PNG; folders that are missing are made. */
    void save(Path file, String title, String unit) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        var chart = ChartFactory.createXYLineChart(title, unit, "return", new XYSeriesCollection(returns));
        style(chart.getXYPlot());
        ChartUtils.saveChartAsPNG(file.toFile(), chart, WIDTH, HEIGHT);
    }

    private static void style(XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.getRenderer().setSeriesPaint(0, new Color(0x1f4e9c));
        plot.getRenderer().setSeriesStroke(0, new BasicStroke(2f));
    }
}
