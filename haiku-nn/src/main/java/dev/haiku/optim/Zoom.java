package dev.haiku.optim;

import static dev.haiku.optim.TreeMath.where;

import dev.haiku.func.Control;
import dev.haiku.func.Func;
import dev.haiku.tensor.Ops;
import dev.haiku.tensor.Tensor;
import java.util.function.Function;

/**
 * The steps of a line search for the strong conditions of Wolfe: first an interval is found that must contain a good
 * step, then it is divided.
 *
 * @param function the loss
 * @param params where the line begins
 * @param updates its direction
 * @param start the beginning as a point of the line
 * @param guess the first step to try
 * @param maxSteps how many are tried at most
 * @param options what else is chosen
 */
record Zoom(
        Function<Object, Tensor> function,
        Object params,
        Object updates,
        LinePoint start,
        Tensor guess,
        int maxSteps,
        ZoomOptions options) {

    private static final double CUBIC_MARGIN = 0.2;
    private static final double QUADRATIC_MARGIN = 0.1;

    /** A point that was evaluated, and how it misses the conditions. */
    private record Trial(LinePoint point, Object gradient, Tensor decreaseError, Tensor curvatureError) {

        /** {@return whether it meets both conditions up to a tolerance} */
        Tensor isGood(Tensor tolerance) {
            return Ops.maximum(decreaseError, curvatureError).le(tolerance);
        }

        Tensor isSafe(Tensor tolerance) {
            return decreaseError.le(tolerance);
        }
    }

    ZoomSearch begin(Object gradient) {
        var no = Tensor.scalar(false);
        var infinite = Tensor.scalar(start.value().dtype(), Double.POSITIVE_INFINITY);
        return new ZoomSearch(
                Tensor.scalar(0),
                start,
                gradient,
                infinite,
                infinite,
                no,
                no,
                no,
                start,
                start,
                start,
                start,
                gradient);
    }

    ZoomSearch next(ZoomSearch search) {
        var next = Control.cond(search.intervalFound(), this::divide, this::findInterval, search);
        var isOutside = next.decreaseError().eq(Double.POSITIVE_INFINITY);
        var takeSafe = next.failed().and(next.safe().step().gt(0.0).or(isOutside));
        return next.endAt(
                where(takeSafe, next.safe(), next.current()), where(takeSafe, next.safeGradient(), next.gradient()));
    }

    private ZoomSearch findInterval(ZoomSearch search) {
        var previous = search.current();
        var larger = options.increaseFactor().times(previous.step());
        var wanted = Ops.where(search.count().eq(0), guess, larger).cast(guess.dtype());
        var limit = options.maxLearningRate();
        var isLargest = limit == null ? Tensor.scalar(false) : wanted.ge(limit.tensor());
        var trial = evaluate(limit == null ? wanted : limit.min(wanted));
        var point = trial.point();
        var rises = point.value().ge(previous.value()).and(search.count().gt(0));
        var newIsHigh = trial.decreaseError().gt(0.0).or(rises);
        var newIsLow = point.slope().ge(0.0).and(newIsHigh.not());
        var isGood = trial.isGood(tolerance());
        var found = newIsHigh.or(newIsLow).or(isGood);
        var done = isGood.or(isLargest.and(found.not()));
        var isSafe = trial.isSafe(tolerance());
        var low = where(newIsLow, point, previous);
        return new ZoomSearch(
                search.count().add(1),
                point,
                trial.gradient(),
                trial.decreaseError(),
                trial.curvatureError(),
                found,
                done,
                search.count().add(1).ge(maxSteps).and(done.not()),
                low,
                where(newIsLow, previous, point),
                low,
                where(isSafe, point, search.safe()),
                where(isSafe, trial.gradient(), search.safeGradient()));
    }

    private ZoomSearch divide(ZoomSearch search) {
        var low = search.low();
        var high = search.high();
        var trial = evaluate(middle(low, high, search.reference()));
        var point = trial.point();
        var middleIsHigh = trial.decreaseError().gt(0.0).or(point.value().ge(low.value()));
        var secant = point.slope().mul(high.step().sub(low.step()));
        var lowIsHigh = secant.ge(0.0).and(middleIsHigh.not());
        var isSafer =
                trial.isSafe(tolerance()).and(point.value().lt(search.safe().value()));
        var safe = where(isSafer, point, search.safe());
        var done = trial.isGood(tolerance());
        var width = Ops.abs(high.step().sub(low.step()));
        var isNarrow = width.le(options.stepsizePrecision().tensor());
        var giveUp =
                search.count().add(1).ge(maxSteps).or(isNarrow.and(safe.step().gt(0.0)));
        return new ZoomSearch(
                search.count().add(1),
                point,
                trial.gradient(),
                trial.decreaseError(),
                trial.curvatureError(),
                search.intervalFound(),
                done,
                giveUp.and(done.not()),
                where(middleIsHigh, low, point),
                where(middleIsHigh, point, where(lowIsHigh, low, high)),
                where(middleIsHigh.or(lowIsHigh), high, low),
                safe,
                where(isSafer, trial.gradient(), search.safeGradient()));
    }

    private Tensor tolerance() {
        return options.tol().tensor();
    }

    private Trial evaluate(Tensor step) {
        var there = Func.valueAndGrad(function).apply(TreeMath.addScale(params, step, updates));
        var dtype = start.value().dtype();
        var slope = TreeMath.vdot(there.grad(), updates).cast(dtype);
        var point = new LinePoint(step.cast(dtype), there.value().cast(dtype), slope);
        return new Trial(point, TreeMath.castLike(there.grad(), params), decreaseError(point), curvatureError(point));
    }

    /** {@return by how much the loss misses the promised decrease, or the weaker condition of Hager and Zhang, 2005} */
    private Tensor decreaseError(LinePoint point) {
        var rise = point.value().sub(start.value());
        var exact = rise.sub(options.slopeRtol().times(point.step().mul(start.slope())));
        var approximate = options.approxDecRtol();
        return approximate == null
                ? floored(exact)
                : floored(Ops.minimum(approximate(point, rise, approximate), exact));
    }

    private Tensor approximate(LinePoint point, Tensor rise, Hyperparameter tolerance) {
        var factor = options.slopeRtol().map(x -> 2 * x - 1, x -> x.mul(2).sub(1));
        var slopeError = point.slope().sub(factor.times(start.slope()));
        return Ops.maximum(slopeError, rise.sub(tolerance.times(Ops.abs(start.value()))));
    }

    private Tensor curvatureError(LinePoint point) {
        return floored(Ops.abs(point.slope()).sub(options.curvRtol().times(Ops.abs(start.slope()))));
    }

    private Tensor floored(Tensor error) {
        return Ops.where(error.isNan(), Double.POSITIVE_INFINITY, Ops.maximum(error, 0.0))
                .cast(start.value().dtype());
    }

    /** {@return where the cubic or else the quadratic interpolation is least, if not too near the ends; else the middle} */
    private static Tensor middle(LinePoint low, LinePoint high, LinePoint reference) {
        var width = Ops.abs(high.step().sub(low.step()));
        var left = Ops.minimum(high.step(), low.step());
        var right = Ops.maximum(high.step(), low.step());
        var cubic = cubicMinimum(low, high, reference);
        var quadratic = quadraticMinimum(low, high);
        var half = low.step().add(high.step()).div(2.0);
        var otherwise = Ops.where(isInside(quadratic, left, right, width.mul(QUADRATIC_MARGIN)), quadratic, half);
        return Ops.where(isInside(cubic, left, right, width.mul(CUBIC_MARGIN)), cubic, otherwise);
    }

    private static Tensor isInside(Tensor x, Tensor left, Tensor right, Tensor margin) {
        return x.gt(left.add(margin)).and(x.lt(right.sub(margin)));
    }

    /** {@return where the cubic through three points, with the slope of the first, is least} */
    private static Tensor cubicMinimum(LinePoint a, LinePoint b, LinePoint c) {
        var db = b.step().sub(a.step());
        var dc = c.step().sub(a.step());
        var riseB = b.value().sub(a.value()).sub(a.slope().mul(db));
        var riseC = c.value().sub(a.value()).sub(a.slope().mul(dc));
        var divisor = db.mul(dc).square().mul(db.sub(dc));
        var third = dc.square().mul(riseB).sub(db.square().mul(riseC)).div(divisor);
        var second = db.pow(3).mul(riseC).sub(dc.pow(3).mul(riseB)).div(divisor);
        var radical = second.square().sub(third.mul(a.slope()).mul(3.0));
        return a.step().add(radical.sqrt().sub(second).div(third.mul(3.0)));
    }

    /** {@return where the parabola through two points, with the slope of the first, is least} */
    private static Tensor quadraticMinimum(LinePoint a, LinePoint b) {
        var db = b.step().sub(a.step());
        var second = b.value().sub(a.value()).sub(a.slope().mul(db)).div(db.square());
        return a.step().sub(a.slope().div(second.mul(2.0)));
    }
}
