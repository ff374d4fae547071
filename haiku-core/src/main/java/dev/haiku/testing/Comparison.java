package dev.haiku.testing;

import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the tensors of two trees of one structure. */
final class Comparison {

    private Comparison() {}

    /**
     * {@return in words which tensors are not close and how, or nothing}
     *
     * @param what what is compared, in the plural
     * @param names what to call each tensor
     */
    static Optional<String> difference(
            String what, List<String> names, List<Tensor> actual, List<Tensor> expected, Closeness closeness) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < actual.size(); i++) {
            var name = names.get(i);
            var type = actual.get(i).type();
            if (!type.shape().equals(expected.get(i).shape())) {
                lines.add(name + " is " + type + ", expected " + expected.get(i).type());
            } else {
                closeness
                        .difference(actual.get(i).toHost(), expected.get(i).toHost())
                        .ifPresent(difference -> lines.add(name + " " + type + ": " + difference));
            }
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of("Expected " + what + " to be close to the expected ones within " + closeness + ",\nbut "
                        + lines.size() + " of " + actual.size() + (lines.size() == 1 ? " differs" : " differ") + ":\n"
                        + String.join("\n", lines));
    }
}
