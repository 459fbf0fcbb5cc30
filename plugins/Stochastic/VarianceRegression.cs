using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Stochastic;

/// <summary>
/// Fits the variance of principal residuals p, whose mean squares are 1, by maximum likelihood of normal noise with a
/// ridge penalty: each η minimises the mean of ½ (η + p² e^(−η)) + ¼ λ |b|², which is convex, by the method of scoring.
/// </summary>
/// <remarks>
/// The expected second derivative by η is ½ in every state, so that every step has the same matrix, that of ordinary
/// least squares (Harvey, Econometrica 44, 1976, section 4). A step that does not lower the sum is halved.
/// </remarks>
internal sealed class VarianceRegression
{
    /// <summary>The most states that are used; of more a sample, in which each run has its share.</summary>
    public const int MostStates = 20_000;

    private const double Penalty = 1e-3; // λ, beside a variance of 1
    private const int MostSteps = 100;
    private const int MostHalvings = 30;
    private const double Converged = 1e-12;

    private readonly int r;
    private readonly int p; // features, with the constant
    private readonly int n;
    private readonly double[] features; // (y, δ, 1) [n, p]
    private readonly long[] rows;
    private readonly Cholesky information;

    /// <summary>Prepares a fit.</summary>
    /// <param name="states">The state before each residual [n, r].</param>
    /// <param name="dimension">Dimension r.</param>
    /// <param name="random">Draws the sample.</param>
    public VarianceRegression(ReadOnlySpan<double> states, int dimension, RandomStream random)
    {
        (r, p) = (dimension, dimension + 2);
        rows = StratifiedSample.Draw(states.Length / r, MostStates, random);
        n = rows.Length;
        features = new double[checked(n * p)];
        for (int k = 0; k < n; k++)
        {
            var state = states.Slice((int)rows[k] * r, r);
            var row = features.AsSpan(k * p, p);
            state.CopyTo(row);
            (row[r], row[r + 1]) = (VarianceFunction.Distance(state), 1);
        }
        var gram = new double[p * p];
        Gemm.TransposedMultiplyAdd(features, features, gram, p, n, p);
        for (int i = 0; i < gram.Length; i++) gram[i] /= n;
        for (int i = 0; i < p - 1; i++) gram[i * p + i] += Penalty;
        information = Cholesky.Factor(gram, p);
    }

    /// <summary>Fits the function.</summary>
    /// <param name="principal">Principal residuals [all states, r]; a component that does not vary is 0.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public VarianceFunction Fit(ReadOnlySpan<double> principal, CancellationToken cancellation)
    {
        var (constant, coefficients) = (new double[r], new double[r * (r + 1)]);
        double[] low = new double[r], high = new double[r], squares = new double[n], eta = new double[n];
        for (int i = 0; i < r; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int k = 0; k < n; k++) squares[k] = Math.Pow(principal[(int)rows[k] * r + i], 2);
            if (!squares.AsSpan().ContainsAnyExcept(0.0)) continue;
            double[] beta = Minimum(squares, eta);
            beta.AsSpan(0, r + 1).CopyTo(coefficients.AsSpan(i * (r + 1)));
            (constant[i], low[i], high[i]) = (beta[^1], eta.Min(), eta.Max());
        }
        return new VarianceFunction(constant, coefficients, new ColumnRange(low, high));
    }

    private double[] Minimum(double[] squares, double[] eta)
    {
        double[] beta = new double[p], step = new double[p], tried = new double[p];
        double best = Objective(beta, squares, eta);
        for (int iteration = 0; iteration < MostSteps; iteration++)
        {
            // −2 × the gradient: mean of (p² e^(−η) − 1) f, less λ b.
            step.AsSpan().Clear();
            for (int k = 0; k < n; k++)
            {
                TensorPrimitives.MultiplyAdd(
                    features.AsSpan(k * p, p), (squares[k] * Math.Exp(-eta[k]) - 1) / n, step, step);
            }
            for (int j = 0; j < p - 1; j++) step[j] -= Penalty * beta[j];
            information.Solve(step, 1);
            double found = double.PositiveInfinity, size = 1;
            for (int halving = 0; halving < MostHalvings && !(found <= best); halving++, size /= 2)
            {
                for (int j = 0; j < p; j++) tried[j] = beta[j] + size * step[j];
                found = Objective(tried, squares, eta);
            }
            if (!(found <= best)) break;
            bool isConverged = best - found <= Converged;
            best = found;
            tried.CopyTo(beta, 0);
            if (isConverged) break;
        }
        Objective(beta, squares, eta);
        return beta;
    }

    private double Objective(double[] beta, double[] squares, double[] eta)
    {
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            eta[k] = TensorPrimitives.Dot<double>(features.AsSpan(k * p, p), beta);
            sum += eta[k] + squares[k] * Math.Exp(-eta[k]);
        }
        return sum / (2 * n) + Penalty / 4 * TensorPrimitives.SumOfSquares<double>(beta.AsSpan(0, p - 1));
    }
}
