package dev.haiku.internal.nd4j;

import dev.haiku.internal.exec.Kernel;
import dev.haiku.internal.exec.Slot;

/** A batch of matrix products. */
final class ContractionKernel implements Kernel {

    private final ContractionOperand left;
    private final ContractionOperand right;
    private final Slot result;
    private final MatrixProduct product;

    ContractionKernel(ContractionOperand left, ContractionOperand right, Slot result, MatrixProduct product) {
        this.left = left;
        this.right = right;
        this.result = result;
        this.product = product;
    }

    @Override
    public void run() {
        try {
            product.bind(left.ready(), right.ready(), result.buffer());
            int size = left.factor().rows() * right.factor().columns();
            for (int i = 0; i < left.factor().batch().size(); i++) {
                product.multiply(left.factor().start(i), right.factor().start(i), i * size);
            }
        } finally {
            left.done();
            right.done();
        }
    }

    @Override
    public void close() {
        product.close();
        left.close();
        right.close();
    }
}
