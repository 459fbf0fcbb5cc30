using Lstm.Training;
using Rom.Numerics.TimeSeries;

namespace Lstm.Tests;

public sealed class TrustedStepsTests
{
    // The truth is ±1 about the climatology 0, and the loop errs by 0.1 k² in its k-th step: 0.01 k⁴ < 1 for k ≤ 3.
    [Fact]
    public void ALoopThatDrifts_IsTrustedWhileItsErrorIsBelowTheClimatologys() =>
        Assert.Equal(3, Of(Alternating(12, 20), (k, truth) => truth + (0.1 * k * k)));

    [Fact]
    public void ALoopThatIsBetterToTheEnd_IsTrustedToTheEnd()
    {
        Assert.Null(Of(Alternating(12, 20), (_, truth) => truth));
        Assert.Null(Of(Alternating(12, 20), (_, truth) => 0.1 * truth));
    }

    // Nine errors of 1/2 and a last one of c: Σ loop = 9/4 + c², with the climatology 9/4 + 1, which is 0.8 of it at
    // 1.8125.
    [Theory]
    [InlineData(1.81, null)]
    [InlineData(1.82, 9)]
    public void AnAdvantageOfLessThanAFifth_ChangesNothing(double lastSquare, int? steps) =>
        Assert.Equal(steps, Of(Alternating(11), (k, truth) => truth + (k < 10 ? 0.5 : Math.Sqrt(lastSquare))));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e200)]
    public void ALoopThatOverflows_IsTrustedBeforeThat(double value) =>
        Assert.Equal(4, Of(Alternating(12, 20), (k, truth) => k > 4 ? value : truth));

    [Theory]
    [InlineData(double.NaN, null)] // nothing to trust
    [InlineData(50, 1)]            // a forecast has one state of the loop at least
    public void ALoopThatIsWorseFromTheStart_HasOneStepOrNone(double value, int? steps) =>
        Assert.Equal(steps, Of(Alternating(12), (_, _) => value));

    [Fact]
    public void ConstantRunsThatAreForecastExactly_AreTrusted() =>
        Assert.Null(Of([new double[8]], (_, truth) => truth));

    private static double[][] Alternating(params int[] lengths) =>
        [.. lengths.Select(length => Enumerable.Range(0, length).Select(t => t % 2 == 0 ? 1.0 : -1).ToArray())];

    // Runs of one coordinate, windows of one state, and forecasts by step, from 1, and the true state.
    private static int? Of(double[][] runs, Func<int, double, double> forecast) =>
        TrustedSteps.Of(
            new Trajectories(1, runs.Length, run => runs[run]), [.. Enumerable.Range(0, runs.Length)], lag: 1, [0.0],
            (window, states) =>
            {
                for (int k = 1; k <= states.Length; k++)
                    states[k - 1] = forecast(k, window[0] * (k % 2 == 0 ? 1 : -1));
            },
            CancellationToken.None);
}
