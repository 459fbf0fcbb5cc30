namespace Linear;

/// <summary>The optimiser Adam (Kingma and Ba, ICLR 2015), with the constants of that paper.</summary>
/// <param name="count">Number of parameters.</param>
/// <param name="rate">Learning rate.</param>
internal sealed class Adam(int count, double rate)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly double[] first = new double[count];
    private readonly double[] second = new double[count];
    private int steps;

    /// <summary>Moves parameters against their gradient.</summary>
    /// <param name="parameters">The parameters [count].</param>
    /// <param name="gradient">The gradient [count].</param>
    public void Step(double[] parameters, double[] gradient)
    {
        steps++;
        double bias1 = 1 - Math.Pow(Beta1, steps), bias2 = 1 - Math.Pow(Beta2, steps);
        for (int i = 0; i < parameters.Length; i++)
        {
            ref double m = ref first[i], v = ref second[i];
            m = Beta1 * m + (1 - Beta1) * gradient[i];
            v = Beta2 * v + (1 - Beta2) * gradient[i] * gradient[i];
            parameters[i] -= rate * (m / bias1) / (Math.Sqrt(v / bias2) + Epsilon);
        }
    }
}
