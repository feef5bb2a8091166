package io.ctcservice.acoustic;

/**
 * The Adam optimiser with β₁ = 0.9, β₂ = 0.999, ε = 1e-8. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam, a method for stochastic optimization, 2015, algorithm
 *     1</a>
 */
final class Adam {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[] firstMoment;
    private final double[] secondMoment;
    private double firstPower = 1;
    private double secondPower = 1;

    Adam(int parameters) {
        this.firstMoment = new double[parameters];
        this.secondMoment = new double[parameters];
    }

    /** Moves the parameters one step of size {@code learningRate} against the gradient. */
    void step(double[] parameters, double[] gradient, double learningRate) {
        firstPower *= FIRST_DECAY;
        secondPower *= SECOND_DECAY;
        for (int i = 0; i < parameters.length; i++) {
            firstMoment[i] += (1 - FIRST_DECAY) * (gradient[i] - firstMoment[i]);
            secondMoment[i] += (1 - SECOND_DECAY) * (gradient[i] * gradient[i] - secondMoment[i]);
            double mean = firstMoment[i] / (1 - firstPower);
            double variance = secondMoment[i] / (1 - secondPower);
            parameters[i] -= learningRate * mean / (Math.sqrt(variance) + EPSILON);
        }
    }
}
