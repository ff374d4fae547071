package dev.haiku.optim.contrib;

import dev.haiku.tensor.Tensor;
import java.util.Optional;

/** Which parameters are seen as matrices, and how; parameters are told as {@link dev.haiku.optim.Mask} tells them. */
@FunctionalInterface
public interface MatrixView {

    /** {@return how a parameter is a matrix, or nothing if it is none} */
    Optional<DimensionNumbers> of(String name, Tensor parameter);

    /** {@return the view of parameters of rank 2 as what they are} */
    static MatrixView ofRank2() {
        return (name, p) -> p.rank() == 2 ? Optional.of(DimensionNumbers.ROWS_TO_COLUMNS) : Optional.empty();
    }
}
