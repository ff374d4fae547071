package dev.haiku.checkpoint;

import dev.haiku.array.Shape;
import dev.haiku.tensor.Tensor;
import java.util.Arrays;

/**
 * The formulas of PyTorch's documentation in plain loops, with its layouts: channels first, {@code weight [out, in,
 * ...]}.
 */
final class TorchFormulas {

    private TorchFormulas() {}

    /** {@code y[n, o] = sum_i x[n, i]·weight[o, i] + bias[o]} */
    static float[] linear(float[] x, int in, float[] weight, float[] bias) {
        var y = new float[x.length / in * bias.length];
        for (int i = 0; i < y.length; i++) {
            int row = i / bias.length;
            int o = i % bias.length;
            double sum = bias[o];
            for (int j = 0; j < in; j++) {
                sum += x[row * in + j] * weight[o * in + j];
            }
            y[i] = (float) sum;
        }
        return y;
    }

    /** An image or a kernel: {@code [a, b, height, width]}. */
    record Planes(float[] values, int a, int b, int height, int width) {

        static Planes of(Tensor x) {
            return new Planes(x.toFloatArray(), x.dim(0), x.dim(1), x.dim(2), x.dim(3));
        }

        static Planes zeros(int a, int b, int height, int width) {
            return new Planes(new float[a * b * height * width], a, b, height, width);
        }

        int index(int i, int j, int y, int x) {
            return ((i * b + j) * height + y) * width + x;
        }

        Tensor tensor() {
            return Tensor.of(Shape.of(a, b, height, width), values);
        }
    }

    /** {@code y[n, o, p, q] = bias[o] + sum_{i, u, v} x[n, i, p + u, q + v]·weight[o, i, u, v]}, without padding */
    static Planes conv2d(Planes x, Planes weight, float[] bias, int groups) {
        var y = Planes.zeros(x.a(), weight.a(), x.height() - weight.height() + 1, x.width() - weight.width() + 1);
        for (int n = 0; n < y.a(); n++) {
            for (int o = 0; o < y.b(); o++) {
                int firstInput = o / (weight.a() / groups) * weight.b();
                for (int p = 0; p < y.height(); p++) {
                    for (int q = 0; q < y.width(); q++) {
                        double sum = bias[o];
                        for (int i = 0; i < weight.b(); i++) {
                            for (int u = 0; u < weight.height(); u++) {
                                for (int v = 0; v < weight.width(); v++) {
                                    sum += x.values()[x.index(n, firstInput + i, p + u, q + v)]
                                            * weight.values()[weight.index(o, i, u, v)];
                                }
                            }
                        }
                        y.values()[y.index(n, o, p, q)] = (float) sum;
                    }
                }
            }
        }
        return y;
    }

    /** {@code y[n, o, s·p + u, s·q + v] += x[n, i, p, q]·weight[i, o, u, v]}, then the bias */
    static Planes convTranspose2d(Planes x, Planes weight, float[] bias, int stride) {
        var y = Planes.zeros(
                x.a(),
                weight.b(),
                (x.height() - 1) * stride + weight.height(),
                (x.width() - 1) * stride + weight.width());
        for (int k = 0; k < y.values().length; k++) {
            y.values()[k] = bias[k / (y.height() * y.width()) % y.b()];
        }
        for (int n = 0; n < x.a(); n++) {
            for (int i = 0; i < x.b(); i++) {
                for (int p = 0; p < x.height(); p++) {
                    for (int q = 0; q < x.width(); q++) {
                        for (int o = 0; o < y.b(); o++) {
                            for (int u = 0; u < weight.height(); u++) {
                                for (int v = 0; v < weight.width(); v++) {
                                    y.values()[y.index(n, o, stride * p + u, stride * q + v)] +=
                                            x.values()[x.index(n, i, p, q)] * weight.values()[weight.index(i, o, u, v)];
                                }
                            }
                        }
                    }
                }
            }
        }
        return y;
    }

    /** {@code (x - mean[c]) / sqrt(var[c] + eps)·weight[c] + bias[c]} */
    static Planes batchNorm2d(Planes x, float[] mean, float[] variance, float[] weight, float[] bias) {
        var y = Planes.zeros(x.a(), x.b(), x.height(), x.width());
        for (int k = 0; k < y.values().length; k++) {
            int c = k / (x.height() * x.width()) % x.b();
            y.values()[k] = (float) ((x.values()[k] - mean[c]) / Math.sqrt(variance[c] + 1e-5) * weight[c] + bias[c]);
        }
        return y;
    }

    /** The same with mean and variance of each row of {@code width} numbers; without a mean if {@code isRms}. */
    static float[] rowNorm(float[] x, int width, float[] weight, float[] bias, boolean isRms) {
        var y = new float[x.length];
        for (int start = 0; start < x.length; start += width) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < width; i++) {
                mean += isRms ? 0 : x[start + i] / width;
            }
            for (int i = 0; i < width; i++) {
                squares += (x[start + i] - mean) * (x[start + i] - mean) / width;
            }
            for (int i = 0; i < width; i++) {
                y[start + i] = (float) ((x[start + i] - mean) / Math.sqrt(squares + 1e-5) * weight[i] + bias[i]);
            }
        }
        return y;
    }

    /** {@code i, f, g, o = W_ih·x + b_ih + W_hh·h + b_hh; c = f·c + i·g; h = o·tanh(c)} over the rows of {@code x} */
    static float[] lstm(float[] x, int in, float[] wIh, float[] wHh, float[] bIh, float[] bHh) {
        int hidden = bIh.length / 4;
        var h = new float[hidden];
        var c = new float[hidden];
        for (int start = 0; start < x.length; start += in) {
            var fromInput = linear(Arrays.copyOfRange(x, start, start + in), in, wIh, bIh);
            var fromHidden = linear(h, hidden, wHh, bHh);
            for (int k = 0; k < hidden; k++) {
                double i = sigmoid(fromInput[k] + fromHidden[k]);
                double f = sigmoid(fromInput[hidden + k] + fromHidden[hidden + k]);
                double g = Math.tanh(fromInput[2 * hidden + k] + fromHidden[2 * hidden + k]);
                double o = sigmoid(fromInput[3 * hidden + k] + fromHidden[3 * hidden + k]);
                c[k] = (float) (f * c[k] + i * g);
                h[k] = (float) (o * Math.tanh(c[k]));
            }
        }
        return h;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** {@code concat_heads(softmax(q·k / sqrt(size))·v)·W_out + b_out} of one sequence {@code [length, width]} */
    static float[] attention(
            float[] x, int width, int heads, float[] inWeight, float[] inBias, float[] outWeight, float[] outBias) {
        int length = x.length / width;
        int size = width / heads;
        var projected = linear(x, width, inWeight, inBias);
        var attended = new float[x.length];
        for (int t = 0; t < length; t++) {
            for (int head = 0; head < heads; head++) {
                var weights = new double[length];
                double total = 0;
                for (int s = 0; s < length; s++) {
                    double product = 0;
                    for (int d = 0; d < size; d++) {
                        product += projected[t * 3 * width + head * size + d]
                                * projected[s * 3 * width + width + head * size + d];
                    }
                    weights[s] = Math.exp(product / Math.sqrt(size));
                    total += weights[s];
                }
                for (int s = 0; s < length; s++) {
                    for (int d = 0; d < size; d++) {
                        attended[t * width + head * size + d] +=
                                (float) (weights[s] / total * projected[s * 3 * width + 2 * width + head * size + d]);
                    }
                }
            }
        }
        return linear(attended, width, outWeight, outBias);
    }
}
