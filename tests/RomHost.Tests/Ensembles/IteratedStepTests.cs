using Rom.Abstractions;
using Rom.Forecasting.Ensembles;

namespace RomHost.Tests.Ensembles;

public sealed class IteratedStepTests
{
    private static readonly LatentDataset Data = new(1, 1, [[1, 2, 0, 3, 1], [2, 1, 1, 2]]);

    [Theory]
    [InlineData(0.9)]
    [InlineData(-1)]
    [InlineData(1e200)] // overflows both ways
    public void AClosedLoop_IsItsIteratedStep(double factor) =>
        Assert.True(IteratedStep.Explains(new LinearRecursion([factor], 1), Data, steps: 20));

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(5, 6, false)]
    [InlineData(1, 2, false)]
    public void ALoopThatEndsBefore_IsNot(int horizon, int steps, bool expected) =>
        Assert.Equal(expected, IteratedStep.Explains(EndingLoop(horizon), Data, steps));

    [Fact]
    public void WithoutAWindow_NothingIsKnown() =>
        Assert.False(IteratedStep.Explains(new LinearRecursion([.. new double[9]], 1), Data, steps: 2));

    // Rounding of large states is larger than the deviation of the data.
    [Fact]
    public void ALoopThatGrows_IsItsIteratedStep_ButForRounding()
    {
        Assert.True(IteratedStep.Explains(Power(1.7), Data, steps: 400));
        Assert.True(IteratedStep.Explains(Power(0.7), Data, steps: 400));
    }

    // y_k = fᵏ y_0, whose rounding is another than that of steps.
    private static Whole Power(double factor) => new((start, k) => start * Math.Pow(factor, k));

    // Holds the last state up to a horizon, and is zero after it.
    private static Whole EndingLoop(int horizon) => new((start, k) => k <= horizon ? start : 0);

    // Forecasts the state of each step k = 1, 2, … from the last one before them.
    private sealed class Whole(Func<double, int, double> state) : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => 1;

        public long ParameterCount => 0;

        public ModelComplexity Complexity => new(0, "", "", new Dictionary<string, long>());

        public void Save(string directory) => throw new NotSupportedException();

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            for (int k = 0; k < steps; k++) forecast[k] = state(window[0], k + 1);
        }
    }
}
