package dev.haiku.internal.autodiff;

/** The backward pass: the transpose of a linear map. */
final class Backward {

    private Backward() {}

    /**
     * {@return the cotangents of the map's inputs for those of its outputs}
     *
     * <p>Keeps the map, so it may be called again; equations to which no cotangent flows are skipped.
     */
    static Cotangents transpose(LinearMap map, Cotangents outputs) {
        var cotangents = new Cotangents(map.variables());
        for (int i = 0; i < outputs.size(); i++) {
            var output = map.outputs().get(i);
            if (outputs.has(i) && !output.isZero()) {
                cotangents.add(output.variable(), outputs.get(i));
            }
        }
        for (int i = map.equations().size() - 1; i >= 0; i--) {
            step(map.equations().get(i), cotangents);
        }
        var inputs = new Cotangents(map.inputs().size());
        for (int i = 0; i < inputs.size(); i++) {
            int variable = map.inputs().get(i).index();
            if (cotangents.has(variable)) {
                inputs.add(i, cotangents.get(variable));
            }
        }
        return inputs;
    }

    private static void step(LinearEquation equation, Cotangents cotangents) {
        if (equation.outputs().stream().anyMatch(output -> cotangents.has(output.index()))) {
            TransposeRules.of(equation.op()).apply(equation.op(), new LinearStep(equation, cotangents));
            equation.outputs().forEach(output -> cotangents.clear(output.index()));
        }
    }
}
