package dev.haiku.nn.nets;

import dev.haiku.Module;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Residual blocks of one width, of which the first may have a stride. */
final class ResNetBlockGroup extends Module {

    private final List<ResNetBlock> blocks = new ArrayList<>();

    ResNetBlockGroup(int count, ResNetBlock.Settings first, String name) {
        super(name);
        for (int i = 0; i < count; i++) {
            blocks.add(new ResNetBlock(i == 0 ? first : first.further(), "block_" + i));
        }
    }

    Tensor apply(Tensor x, ResNetBlock.Mode mode) {
        return mainMethod(x, input -> {
            var y = input;
            for (var block : blocks) {
                y = block.apply(y, mode);
            }
            return y;
        });
    }
}
