using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Models;

namespace RomHost.Tests.Models;

/// <summary>Moments of folds: each is added up once, whatever the options that share them.</summary>
public sealed class FoldedDataTests
{
    private readonly FoldedData data = new(
        new LatentDataset(1, 1, [[1.0, 2], [3.0], [5.0, 7, 9], [11.0]]), [[0, 3], [2], [1]]);

    private readonly List<string> added = [];

    [Fact]
    public void MomentsWithoutAFold_AreThoseOfTheOtherRuns()
    {
        // The origin is the mean state, 38/7.
        double[] moments = Of(0, new Adding(added))!;
        Assert.Equal(4, moments[0]);
        Assert.Equal(24 - (4 * 38.0 / 7), moments[1], 1e-12);
        Assert.Equal([0, 2, 3], data.RunsWithout(2));
    }

    [Fact]
    public void EachFold_IsAddedUpOnceForAKey()
    {
        for (int fold = 0; fold < 3; fold++) Of(fold, new Adding(added));
        Assert.Equal(["a", "a", "a"], added);
        Of(1, new Adding(added, "b"));
        Of(2, new Adding(added));
        Assert.Equal(["a", "a", "a", "b", "b", "b"], added);
    }

    [Theory]
    [InlineData(null, 2L)]
    [InlineData("a", 1L << 40)]
    public void WithoutAKey_OrWithTooManyMoments_TheTrainerReadsTheData(string? key, long count)
    {
        Assert.Null(Of(0, new Adding(added, key, count)));
        Assert.Empty(added);
    }

    [Fact]
    public void MomentsThatAreNotThoseOfTheKey_AreABreach()
    {
        Of(0, new Adding(added));
        var breach = Assert.Throws<ContractBreachException>(() => Of(0, new Adding(added, "a", 3)));
        Assert.Equal("MomentCount: expected 2, as with other options of MomentKey 'a', found 3", breach.Message);
        Assert.Throws<ContractBreachException>(() => Of(0, new Adding(added, "a", 0)));
    }

    [Fact]
    public void ATrainerThatChangesTheData_IsABreach_AndTheNextGetsThemAsTheyWere()
    {
        Assert.Throws<ContractBreachException>(() => Of(0, new Adding(added) { Spoils = true }));
        Assert.Equal(24 - (4 * 38.0 / 7), Of(0, new Adding(added))![1], 1e-12);
    }

    private double[]? Of(int fold, IRomModelTrainer trainer) =>
        data.MomentsWithout(fold, trainer, TestContext.Current.CancellationToken);

    /// <summary>Adds up the number of states, and their sum.</summary>
    private sealed class Adding(List<string> added, string? key = "a", long count = 2) : IMomentTrainer
    {
        public bool Spoils { get; init; }

        public int MaxLag => 1;

        public string? MomentKey => key;

        public long MomentCount(int dimension) => count;

        public void AddMoments(
            LatentDataset data, ReadOnlySpan<double> origin, Span<double> moments, CancellationToken cancellation)
        {
            added.Add(key!);
            for (int run = 0; run < data.RunCount; run++)
            {
                foreach (double state in data.Run(run))
                {
                    moments[0]++;
                    moments[1] += state - origin[0];
                }
            }
            if (Spoils) System.Runtime.InteropServices.MemoryMarshal.GetReference(data.Run(0)) = 1e9;
        }

        public IRomModel TrainFrom(
            ReadOnlySpan<double> moments, ReadOnlySpan<double> origin, TrainingContext context) =>
            throw new NotSupportedException();

        public IRomModel Train(LatentDataset data, TrainingContext context) => throw new NotSupportedException();

        public IRomModel Load(string directory) => throw new NotSupportedException();
    }
}
