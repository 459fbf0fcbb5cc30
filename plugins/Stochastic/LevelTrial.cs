using Rom.Numerics.RandomNumbers;

namespace Stochastic;

/// <summary>A number of levels, fitted to some runs and tried on runs that are held out.</summary>
/// <param name="Levels">The number.</param>
/// <param name="Fitted">Residuals of the runs that it was fitted to.</param>
/// <param name="HeldOut">Residuals of the held-out runs.</param>
internal sealed record LevelTrial(int Levels, Residuals Fitted, Residuals HeldOut)
{
    // An autocorrelation of 0.05 explains a four-hundredth of the variance.
    private const double WhiteCorrelation = 0.05;

    /// <summary>The logarithm of the mean square residual of held-out runs, as a mean over coordinates.</summary>
    public double Error { get; } = HeldOut.LogMeanSquare();

    /// <summary>The autocorrelation of held-out residuals from one step to the next.</summary>
    public double Correlation => HeldOut.Autocorrelation().Correlation;

    /// <summary>
    /// Whether held-out residuals are white: their autocorrelation is at most 0.05, or twice the standard error 1/√n
    /// that it has for white noise of n pairs.
    /// </summary>
    public bool IsWhite
    {
        get
        {
            var (correlation, pairs) = HeldOut.Autocorrelation();
            return correlation <= Math.Max(WhiteCorrelation, 2 / Math.Sqrt(pairs)); // no pairs: nothing to explain
        }
    }

    /// <summary>
    /// The factor between the mean square of held-out residuals and of those that were fitted to, which are too small
    /// by what the coefficients fit of the noise; at least 1.
    /// </summary>
    public double Inflation => Math.Max(1, Math.Exp(Error - Fitted.LogMeanSquare()));

    /// <summary>
    /// Compares noise whose variance depends on the state with constant noise, both fitted to the same runs, by the
    /// logarithm of the likelihood of held-out states.
    /// </summary>
    /// <param name="random">Draws the states to which the variance is fitted.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>
    /// The gain of a state, and whether it is shown: the mean over runs is above its standard error.
    /// </returns>
    public (double Gain, bool IsShown) GainOfState(RandomStream random, CancellationToken cancellation)
    {
        int r = Fitted.Dimension;
        var components = new PrincipalResiduals(Fitted.SecondMoments(), r);
        var variance = new VarianceRegression(Fitted.Before, r, random)
            .Fit(components.Of(Fitted.Values), cancellation);
        double[] principal = components.Of(HeldOut.Values), eta = new double[principal.Length];
        variance.Logarithm(HeldOut.Before, eta);
        var gains = new List<double>();
        double sum = 0;
        int first = 0;
        foreach (int end in HeldOut.Ends)
        {
            double ofRun = 0;
            for (int i = first * r; i < end * r; i++)
                ofRun += Math.Pow(principal[i], 2) * (1 - Math.Exp(-eta[i])) - eta[i];
            sum += ofRun / 2;
            if (end > first) gains.Add(ofRun / 2);
            first = end;
        }
        double mean = gains.Count > 0 ? gains.Average() : 0;
        double squares = gains.Sum(gain => Math.Pow(gain - mean, 2));
        bool isShown = gains.Count > 1 && mean > Math.Sqrt(squares / (gains.Count - 1.0) / gains.Count);
        return (sum / Math.Max(1, HeldOut.Count), isShown);
    }
}
