package dev.haiku.rl;

import dev.haiku.random.Key;
import dev.haiku.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A row for each function of {@link Rlax} that computes tensors from tensors. */
final class RlaxCases {

    private static final List<RlaxCase> ALL = new ArrayList<>();

    static {
        elements();
        distributions();
        transitions();
        sequences();
        distributional();
        transformed();
        policies();
        mpo();
        exploration();
        trees();
    }

    private RlaxCases() {}

    static List<RlaxCase> all() {
        return List.copyOf(ALL);
    }

    private static void row(String name, String arguments, Function<List<Tensor>, Object> run) {
        ALL.add(new RlaxCase(name, arguments, run));
    }

    private static void elements() {
        row("identity", "x=f4", t -> Rlax.identity(t.get(0)));
        row("sigmoid", "x=f4", t -> Rlax.sigmoid(t.get(0)));
        row("logit", "x=u4", t -> Rlax.logit(t.get(0)));
        row("signedLogp1", "x=f4", t -> Rlax.signedLogp1(t.get(0)));
        row("signedExpm1", "x=f4", t -> Rlax.signedExpm1(t.get(0)));
        row("signedHyperbolic", "x=f4", t -> Rlax.signedHyperbolic(t.get(0)));
        row("signedParabolic", "x=f4", t -> Rlax.signedParabolic(t.get(0)));
        row("hyperbolicSin", "x=f4", t -> Rlax.hyperbolicSin(t.get(0)));
        row("hyperbolicArcsin", "x=f4", t -> Rlax.hyperbolicArcsin(t.get(0)));
        row("power", "x=f4", t -> Rlax.power(t.get(0), 0.3));
        row("transformTo2hot", "x=f4", t -> Rlax.transformTo2hot(t.get(0), -2, 2, 5));
        row("transformFrom2hot", "p=s4,5", t -> Rlax.transformFrom2hot(t.get(0), -2, 2, 5));
        row("batchedIndex", "x=f4,3 i=i4", t -> Rlax.batchedIndex(t.get(0), t.get(1)));
        row("oneHot", "i=i4", t -> Rlax.oneHot(t.get(0), 3));
        row("lhsBroadcast", "x=f4 y=f4,2", t -> Rlax.lhsBroadcast(t.get(0), t.get(1)));
        row("replaceMasked", "x=f4,2 y=f4,2 m=b4", t -> Rlax.replaceMasked(t.get(0), t.get(1), t.get(2)));
        row("l2Loss", "x=f4 y=f4", t -> Rlax.l2Loss(t.get(0), t.get(1)));
        row("huberLoss", "x=f4", t -> Rlax.huberLoss(t.get(0), 0.5));
        row("expectileLoss", "x=f4 y=f4", t -> Rlax.expectileLoss(t.get(0), t.get(1), 0.7));
        row("likelihood", "p=u4 t=u4", t -> Rlax.likelihood(t.get(0), t.get(1)));
        row("logLoss", "p=u4 t=u4", t -> Rlax.logLoss(t.get(0), t.get(1)));
        row("clipGradient", "x=f4", t -> Rlax.clipGradient(t.get(0), -0.1, 0.1));
    }

    private static void discrete(String name, DiscreteDistribution policy) {
        row(name + ".sample", "key=k2 x=f3", t -> policy.sample(new Key(t.get(0)), t.get(1)));
        row(name + ".probs", "x=f4,3", t -> policy.probs(t.get(0)));
        row(name + ".logprob", "a=i4 x=f4,3", t -> policy.logprob(t.get(0), t.get(1)));
        row(name + ".entropy", "x=f4,3", t -> policy.entropy(t.get(0)));
    }

    private static void continuous(String name, ContinuousDistribution policy) {
        row(name + ".sample", "key=k2 mu=f3 sigma=u3", t -> policy.sample(new Key(t.get(0)), t.get(1), t.get(2)));
        row(name + ".prob", "x=u4,3 mu=f4,3 sigma=u4,3", t -> policy.prob(t.get(0), t.get(1), t.get(2)));
        row(name + ".logprob", "x=u4,3 mu=f4,3 sigma=u4,3", t -> policy.logprob(t.get(0), t.get(1), t.get(2)));
        row(name + ".entropy", "mu=f4,3 sigma=u4,3", t -> policy.entropy(t.get(0), t.get(1)));
        row(name + ".klToStandardNormal", "mu=f4,3 sigma=u4,3", t -> policy.klToStandardNormal(t.get(0), t.get(1)));
        row(name + ".kl", "m0=f4,3 s0=u4,3 m1=f4,3 s1=u4,3", t -> policy.kl(t.get(0), t.get(1), t.get(2), t.get(3)));
    }

    private static void distributions() {
        discrete("softmax", Rlax.softmax(0.5));
        discrete("clippedEntropySoftmax", Rlax.clippedEntropySoftmax(0.5, 0.7));
        discrete("greedy", Rlax.greedy());
        discrete("epsilonGreedy", Rlax.epsilonGreedy(0.2));
        continuous("gaussianDiagonal", Rlax.gaussianDiagonal());
        continuous("squashedGaussian", Rlax.squashedGaussian(-2, 0.5));
        row("softmax.kl", "p=f4,3 q=f4,3", t -> Rlax.softmax(2).kl(t.get(0), t.get(1)));
        row(
                "epsilonGreedy(tensor)",
                "e=u x=f4,3",
                t -> Rlax.epsilonGreedy().epsilon(t.get(0)).probs(t.get(1)));
        row("categoricalSample", "key=k2 p=s3", t -> Rlax.categoricalSample(new Key(t.get(0)), t.get(1)));
        row(
                "categoricalImportanceSamplingRatios",
                "pi=f4,3 mu=f4,3 a=i4",
                t -> Rlax.categoricalImportanceSamplingRatios(t.get(0), t.get(1), t.get(2)));
        row("categoricalCrossEntropy", "p=s4,3 x=f4,3", t -> Rlax.categoricalCrossEntropy(t.get(0), t.get(1)));
        row("categoricalKlDivergence", "p=f4,3 q=f4,3", t -> Rlax.categoricalKlDivergence(t.get(0), t.get(1)));
        row(
                "multivariateNormalKlDivergence",
                "m0=f4,3 s0=u4,3 m1=f4,3 s1=u4,3",
                t -> Rlax.multivariateNormalKlDivergence(t.get(0), t.get(1), t.get(2), t.get(3)));
    }

    private static void transitions() {
        row("tdLearning", "v=f r=f d=u v2=f", t -> Rlax.tdLearning(t.get(0), t.get(1), t.get(2), t.get(3)));
        row(
                "sarsa",
                "q=f3 a=i r=f d=u q2=f3 a2=i",
                t -> Rlax.sarsa(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5)));
        row(
                "expectedSarsa",
                "q=f3 a=i r=f d=u q2=f3 p=s3",
                t -> Rlax.expectedSarsa(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5)));
        row(
                "qLearning",
                "q=f3 a=i r=f d=u q2=f3",
                t -> Rlax.qLearning(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4)));
        row(
                "doubleQLearning",
                "q=f3 a=i r=f d=u q2=f3 q3=f3",
                t -> Rlax.doubleQLearning(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5)));
        row(
                "persistentQLearning",
                "q=f3 a=i r=f d=u q2=f3",
                t -> Rlax.persistentQLearning(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), 0.3));
        row(
                "qvLearning",
                "q=f3 a=i r=f d=u v=f",
                t -> Rlax.qvLearning(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4)));
        row("qvMax", "v=f r=f d=u q=f3", t -> Rlax.qvMax(t.get(0), t.get(1), t.get(2), t.get(3)));
    }

    private static void sequences() {
        row("lambdaReturns", "r=f4 d=u4 v=f4 l=u4", t -> Rlax.lambdaReturns(t.get(0), t.get(1), t.get(2), t.get(3)));
        row(
                "nStepBootstrappedReturns",
                "r=f4 d=u4 v=f4",
                t -> Rlax.nStepBootstrappedReturns(t.get(0), t.get(1), t.get(2), 2, o -> o.lambdaT(0.8)));
        row("discountedReturns", "r=f4 d=u4 v=f", t -> Rlax.discountedReturns(t.get(0), t.get(1), t.get(2)));
        row(
                "truncatedGeneralizedAdvantageEstimation",
                "r=f4 d=u4 v=f5",
                t -> Rlax.truncatedGeneralizedAdvantageEstimation(t.get(0), t.get(1), 0.9, t.get(2)));
        row(
                "importanceCorrectedTdErrors",
                "r=f4 d=u4 rho=u4 l=u4 v=f5",
                t -> Rlax.importanceCorrectedTdErrors(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4)));
        row(
                "generalOffPolicyReturnsFromQAndV",
                "q=f3 v=f4 r=f4 d=u4 c=u3",
                t -> Rlax.generalOffPolicyReturnsFromQAndV(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4)));
        row(
                "generalOffPolicyReturnsFromActionValues",
                "q=f4,3 a=i4 r=f4 d=u4 c=u4 pi=s4,3",
                t -> Rlax.generalOffPolicyReturnsFromActionValues(
                        t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5)));
        row("tdLambda", "v=f4 r=f4 d=u4 v2=f4", t -> Rlax.tdLambda(t.get(0), t.get(1), t.get(2), t.get(3), 0.9));
        row(
                "sarsaLambda",
                "q=f4,3 a=i4 r=f4 d=u4 q2=f4,3 a2=i4",
                t -> Rlax.sarsaLambda(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), 0.9));
        row(
                "qLambda",
                "q=f4,3 a=i4 r=f4 d=u4 q2=f4,3",
                t -> Rlax.qLambda(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), 0.9));
        row(
                "retrace",
                "q=f4,3 q2=f4,3 a=i4 a2=i4 r=f4 d=u4 pi=s4,3 mu=u4",
                t -> Rlax.retrace(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6), t.get(7), 0.9));
        row(
                "retraceContinuous",
                "q=f4 q2=f3 v=f4 r=f4 d=u4 rho=f3",
                t -> Rlax.retraceContinuous(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), 0.9));
        row(
                "vtrace",
                "v=f4 v2=f4 r=f4 d=u4 rho=u4 m=b4",
                t -> Rlax.vtrace(
                        t.get(0),
                        t.get(1),
                        t.get(2),
                        t.get(3),
                        t.get(4),
                        o -> o.lambda(0.9).sampleMask(t.get(5))));
        row(
                "leakyVtrace",
                "v=f4 v2=f4 r=f4 d=u4 rho=u4",
                t -> Rlax.leakyVtrace(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), 0.4));
        row(
                "vtraceTdErrorAndAdvantage",
                "v=f4 v2=f4 r=f4 d=u4 rho=u4",
                t -> Rlax.vtraceTdErrorAndAdvantage(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4)));
        row(
                "leakyVtraceTdErrorAndAdvantage",
                "v=f4 v2=f4 r=f4 d=u4 rho=u4",
                t -> Rlax.leakyVtraceTdErrorAndAdvantage(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), 0.4));
    }

    private static void distributional() {
        row("categoricalL2Project", "z=f4 p=s4 z2=a5", t -> Rlax.categoricalL2Project(t.get(0), t.get(1), t.get(2)));
        row(
                "categoricalTdLearning",
                "z=a4 x=f4 r=f d=u z2=a5 x2=f5",
                t -> Rlax.categoricalTdLearning(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5)));
        row(
                "categoricalQLearning",
                "z=a4 x=f3,4 a=i r=f d=u z2=a5 x2=f3,5",
                t -> Rlax.categoricalQLearning(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6)));
        row(
                "categoricalDoubleQLearning",
                "z=a4 x=f3,4 a=i r=f d=u z2=a5 x2=f3,5 q=f3",
                t -> Rlax.categoricalDoubleQLearning(
                        t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6), t.get(7)));
        row(
                "quantileRegressionLoss",
                "x=f4 tau=u4 y=f5",
                t -> Rlax.quantileRegressionLoss(t.get(0), t.get(1), t.get(2), o -> o.huberParam(0.5)));
        row(
                "quantileQLearning",
                "x=f4,3 tau=u4 a=i r=f d=u s=f5,3 y=f5,3",
                t -> Rlax.quantileQLearning(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6)));
        row(
                "quantileExpectedSarsa",
                "x=f4,3 tau=u4 a=i r=f d=u y=f5,3 p=s3",
                t -> Rlax.quantileExpectedSarsa(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6)));
    }

    private static void transformed() {
        var pair = Rlax.SIGNED_HYPERBOLIC_PAIR;
        row(
                "transformedLambdaReturns",
                "r=f4 d=u4 v=f4",
                t -> Rlax.transformedLambdaReturns(pair, t.get(0), t.get(1), t.get(2), 0.9));
        row(
                "transformedNStepReturns",
                "r=f4 d=u4 v=f4",
                t -> Rlax.transformedNStepReturns(pair, t.get(0), t.get(1), t.get(2), 2));
        row(
                "transformedGeneralOffPolicyReturnsFromActionValues",
                "q=f4,3 a=i4 r=f4 d=u4 c=u4 pi=s4,3",
                t -> Rlax.transformedGeneralOffPolicyReturnsFromActionValues(
                        pair, t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5)));
        row(
                "transformedQLambda",
                "q=f4,3 a=i4 r=f4 d=u4 q2=f4,3",
                t -> Rlax.transformedQLambda(
                        t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), 0.9, o -> o.txPair(pair)));
        row(
                "transformedRetrace",
                "q=f4,3 q2=f4,3 a=i4 a2=i4 r=f4 d=u4 pi=s4,3 mu=u4",
                t -> Rlax.transformedRetrace(
                        t.get(0),
                        t.get(1),
                        t.get(2),
                        t.get(3),
                        t.get(4),
                        t.get(5),
                        t.get(6),
                        t.get(7),
                        0.9,
                        o -> o.txPair(pair)));
        row(
                "transformedNStepQLearning",
                "q=f4,3 a=i4 q2=f4,3 a2=i4 r=f4 d=u4",
                t -> Rlax.transformedNStepQLearning(
                        t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), 2, o -> o.txPair(pair)));
        row("twohotPair", "x=f4", t -> Rlax.twohotPair(-2, 2, 5).apply(t.get(0)));
        row("muzeroPair", "x=f4", t -> Rlax.muzeroPair(-2, 2, 5, pair).apply(t.get(0)));
        row(
                "unbiasedTransformPair",
                "x=f4",
                t -> Rlax.unbiasedTransformPair(-2, 2, 5, pair).apply(t.get(0)));
        row(
                "unbiasedTransformPair.inverse",
                "p=s4,5",
                t -> Rlax.unbiasedTransformPair(-2, 2, 5, pair).applyInv(t.get(0)));
        row(
                "composeTx",
                "x=f4",
                t -> Rlax.composeTx(pair, Rlax.SIGNED_LOGP1_PAIR).apply(t.get(0)));
    }

    private static void policies() {
        row("dpgLoss", "a=f3 g=f3", t -> Rlax.dpgLoss(t.get(0), t.get(1), o -> o.dqdaClipping(0.5)));
        row(
                "policyGradientLoss",
                "x=f4,3 a=i4 adv=f4 w=u4",
                t -> Rlax.policyGradientLoss(t.get(0), t.get(1), t.get(2), t.get(3)));
        row("entropyLoss", "x=f4,3 w=u4", t -> Rlax.entropyLoss(t.get(0), t.get(1)));
        row("qpgLoss", "x=f4,3 q=f4,3", t -> Rlax.qpgLoss(t.get(0), t.get(1)));
        row("rmLoss", "x=f4,3 q=f4,3", t -> Rlax.rmLoss(t.get(0), t.get(1)));
        row("rpgLoss", "x=f4,3 q=f4,3", t -> Rlax.rpgLoss(t.get(0), t.get(1)));
        row("clippedSurrogatePgLoss", "rho=u4 adv=f4", t -> Rlax.clippedSurrogatePgLoss(t.get(0), t.get(1), 0.2));
        row(
                "constantPolicyTargets",
                "key=k2 x=f3",
                t -> Rlax.constantPolicyTargets(PolicyDistribution.categorical(t.get(1)), new Key(t.get(0)), 2)
                        .actions());
        row(
                "zeroPolicyTargets",
                "key=k2 x=f3",
                t -> Rlax.zeroPolicyTargets(
                                PolicyDistribution.gaussianDiagonal(
                                        t.get(1), t.get(1).exp()),
                                new Key(t.get(0)),
                                2)
                        .actions());
        row("sampledPolicyDistillationLoss", "x=f4,3 a=i2,4 w=u2,4", t -> {
            var targets = new PolicyTarget(t.get(1), t.get(2));
            return Rlax.sampledPolicyDistillationLoss(PolicyDistribution.categorical(t.get(0)), targets);
        });
    }

    private static PopArtState state(List<Tensor> t) {
        return new PopArtState(t.get(0), t.get(1), t.get(2));
    }

    private static void mpo() {
        row(
                "mpoLoss",
                "p=f5,4 q=f5,4 eta=u kl=u4 alpha=u",
                t -> Rlax.mpoLoss(
                        t.get(0),
                        t.get(1),
                        new LagrangePenalty(t.get(2), 0.1),
                        List.of(new KlConstraint(t.get(3), new LagrangePenalty(t.get(4), 0.1)))));
        row(
                "vmpoLoss",
                "p=f4 a=f4 eta=u kl=u4,2 alpha=u2",
                t -> Rlax.vmpoLoss(
                        t.get(0),
                        t.get(1),
                        new LagrangePenalty(t.get(2), 0.1),
                        List.of(new KlConstraint(t.get(3), new LagrangePenalty(t.get(4), 0.1, true)))));
        row("normalize", "s=f3 c=u3 m=u3 x=f4 i=i4", t -> Rlax.normalize(state(t), t.get(3), t.get(4)));
        row("unnormalize", "s=f3 c=u3 m=u3 x=f4 i=i4", t -> Rlax.unnormalize(state(t), t.get(3), t.get(4)));
        row(
                "unnormalizeLinear",
                "s=f3 c=u3 m=u3 x=f4,3 i=i4",
                t -> Rlax.unnormalizeLinear(state(t), t.get(3), t.get(4)));
        row("art", "s=f3 c=u3 m=u3 x=f4 i=i4", t -> Rlax.art(state(t), t.get(3), t.get(4), 0.1, 1e-3, 1e3));
        row(
                "popart",
                "s=f3 c=u3 m=u3 w=f2,3 b=f3 x=f4 i=i4",
                t -> Rlax.popart(3, 0.1, 1e-3, 1e3)
                        .update(new PopArtLayer(t.get(3), t.get(4)), state(t), t.get(5), t.get(6)));
    }

    private static void exploration() {
        row("addGaussianNoise", "key=k2 a=f3", t -> Rlax.addGaussianNoise(new Key(t.get(0)), t.get(1), 0.3));
        row(
                "addOrnsteinUhlenbeckNoise",
                "key=k2 a=f3 n=f3",
                t -> Rlax.addOrnsteinUhlenbeckNoise(new Key(t.get(0)), t.get(1), t.get(2), 0.1, 0.3));
        row("addDirichletNoise", "key=k2 p=s2,3", t -> Rlax.addDirichletNoise(new Key(t.get(0)), t.get(1), 0.3, 0.25));
        row("knnQuery", "x=f5,2 y=f3,2", t -> Rlax.knnQuery(t.get(0), t.get(1), 2));
        row(
                "episodicMemoryIntrinsicRewards",
                "x=f3,2",
                t -> Rlax.episodicMemoryIntrinsicRewards(t.get(0), 2, 0.5, o -> o.maxMemorySize(6)));
        row("embedOar", "x=f4,2 a=i4 r=f4", t -> Rlax.embedOar(t.get(0), t.get(1), t.get(2), 3));
        row("pixelControlRewards", "x=f3,4,4,2", t -> Rlax.pixelControlRewards(t.get(0), 2));
        row(
                "pixelControlLoss",
                "x=f3,4,4,2 a=i2 q=f3,2,2,3",
                t -> Rlax.pixelControlLoss(t.get(0), t.get(1), t.get(2), 0.9, 2));
        row("featureControlRewards", "x=f4,2", t -> Rlax.featureControlRewards(t.get(0), CumulantType.POTENTIAL, 0.9));
        row("fixStepTypeOnInterruptions", "s=i5,2", t -> Rlax.fixStepTypeOnInterruptions(t.get(0)));
        row("extractSubsequences", "x=f5,2,3 i=i2,2", t -> Rlax.extractSubsequences(t.get(0), t.get(1), 2));
        row("sampleStartIndices", "key=k2", t -> Rlax.sampleStartIndices(new Key(t.get(0)), 2, 2, 5));
    }

    private static void trees() {
        row(
                "treeSelect",
                "c=b x=f2 y=f2",
                t -> Rlax.treeSelect(t.get(0), Map.of("a", t.get(1)), Map.of("a", t.get(2))));
        row(
                "treeMapZipped",
                "x=f2 y=f2",
                t -> Rlax.treeMapZipped(
                        both -> both.get(0).mul(both.get(1)), List.of(List.of(t.get(0)), List.of(t.get(1)))));
        row("treeSplitLeaves", "x=f3,2", t -> Rlax.treeSplitLeaves(List.of(t.get(0))));
        row("treeReplaceMasked", "x=f3,2 m=b3", t -> Rlax.treeReplaceMasked(List.of(t.get(0)), t.get(1)));
        row("transposeLastAxisToFirst", "x=f3,2", t -> Rlax.transposeLastAxisToFirst(List.of(t.get(0))));
        row("transposeFirstAxisToLast", "x=f3,2", t -> Rlax.transposeFirstAxisToLast(List.of(t.get(0))));
        row(
                "periodicUpdate",
                "x=f2 y=f2 n=i",
                t -> Rlax.periodicUpdate(List.of(t.get(0)), List.of(t.get(1)), t.get(2), 2));
        row("createEma", "x=f2 y=f3", t -> {
            var ema = Rlax.createEma(0.9);
            return ema.update(List.of(t.get(0)), ema.init(List.of(t.get(0)))).moments();
        });
    }
}
