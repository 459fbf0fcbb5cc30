using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Pipeline;
using RomHost.Progress;
using RomHost.Tests.Pipeline.Plugins;

namespace RomHost.Tests.Pipeline;

public sealed class SimulateReplicasTests : IDisposable
{
    private const string Noisy = "simulator.noise=0.2", Aligned = "reduction.shift_align=mean",
        Few = "test.replicas=3";

    private readonly SmallExperiment experiment = new(Noisy, Few);

    public void Dispose() => experiment.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("mean")]
    public void Table_IsThatOfTheReplicasSimulatedOneByOne(string align)
    {
        experiment.Configure(Noisy, Few, "reduction.shift_align=" + align, "reduction.subsample=2", "density.every=1");
        MakeRuns();
        Run();
        var table = ReplicaTable.Read(Folder(1).Replicas);
        Assert.Equal(3, table.Replicas);
        Assert.Equal([0, 2, 4, 6], table.Times);
        // At the beginning all are the same, to the last bit.
        Assert.Equal((0, 0, 0, 0), (
            table.SquaredErrors[0], table.Variances[0], table.LabSquaredErrors[0], table.LabVariances[0]));

        var context = experiment.Context();
        var snapshots = ExperimentReduction.LoadSnapshots(context);
        DensityMovie truth = context.ReadDensity(Folder(1));
        DensityMovie[] replicas = [.. Enumerable.Range(0, 3).Select(k => Replica(context, index: 1, k))];
        Expect(table.LabSquaredErrors, table.LabVariances, truth, replicas, (movie, t) => movie.Frame(t).ToArray());
        Expect(table.SquaredErrors, table.Variances, truth, replicas, (movie, t) =>
        {
            var shifts = new Rom.Numerics.Fft.Shift[movie.FrameCount];
            snapshots.FindShifts(movie.Values, shifts);
            var rolled = new float[movie.Grid.CellCount];
            snapshots.Align(movie.Frame(t), shifts[t], rolled);
            return rolled;
        });
        Assert.Equal(align == "mean", !table.SquaredErrors.SequenceEqual(table.LabSquaredErrors));
        Assert.InRange(Ceiling.Aligned(table, 1).SquaredErrors[^1], 1e-3, double.MaxValue);
    }

    // The grid is coarser than that of ensembles, so that blocks are cells.
    [Fact]
    public void Members_AreTheReplicasSimulatedOneByOne_AtTheScoredFrames()
    {
        experiment.Configure(
            Noisy, Few, Aligned, "reduction.shift_forecast=rate", "reduction.subsample=2", "density.every=1",
            "evaluation.ensemble.stride=2");
        MakeRuns();
        Run();
        var context = experiment.Context();
        int cells = context.Components.Grid.CellCount;
        var members = ReplicaMembers.Read(Folder(1).ReplicaMembers, cells, TestContext.Current.CancellationToken);
        Assert.Equal([1, 3], members.Frames);
        Assert.Equal(3, members.Replicas);
        var snapshots = ExperimentReduction.LoadSnapshots(context);
        for (int k = 0; k < 3; k++)
        {
            var replica = Replica(context, index: 1, k);
            var shifts = new Rom.Numerics.Fft.Shift[replica.FrameCount];
            var track = snapshots.FindShifts(replica.Values, shifts)!;
            var rolled = new float[cells];
            foreach (var (at, frame) in members.Frames.Index())
            {
                Assert.Equal(replica.Frame(frame), members.LabDensityOf(at, k));
                snapshots.Align(replica.Frame(frame), shifts[frame], rolled);
                Assert.Equal(rolled, members.DensityOf(at, k));
                Assert.Equal(track.Shifts[frame], members.ShiftOf(at, k));
            }
        }
        Assert.Throws<InvalidDataException>(() => ReplicaMembers.Read(
            Folder(1).ReplicaMembers, cells + 1, TestContext.Current.CancellationToken));

        experiment.Configure(Noisy, Few, Aligned, "reduction.shift_forecast=rate");
        MakeRuns();
        Run();
        Assert.All(experiment.Folder.Runs(Split.Test), run => Assert.False(File.Exists(run.ReplicaMembers)));
    }

    [Fact]
    public void Bytes_DoNotDependOnTheNumberOfThreads_NorOnTheNumberOfModes()
    {
        experiment.Configure(Noisy, Few, Aligned);
        MakeRuns();
        Run(threads: 1);
        var written = experiment.Folder.Runs(Split.Test).Select(run => File.ReadAllBytes(run.Replicas)).ToList();
        experiment.Configure(Noisy, Few, Aligned, "reduction.modes=2", "reduction.transform=sqrt", "test.replicas=0");
        Run();
        Assert.All(experiment.Folder.Runs(Split.Test), run => Assert.False(File.Exists(run.Replicas)));
        Assert.All(experiment.Folder.Runs(Split.Test), run => Assert.False(File.Exists(run.ReplicasRecord)));
        experiment.Configure(Noisy, Few, Aligned, "reduction.modes=2", "reduction.transform=sqrt");
        new BuildPodBasis().Run(experiment.Context());
        Run(threads: 4);
        Assert.Equal(written, experiment.Folder.Runs(Split.Test).Select(run => File.ReadAllBytes(run.Replicas)));
    }

    [Theory]
    [InlineData(null, "reduction.modes=2", "models.HOLD.overflows=true")]
    [InlineData("replicas: 2 of 2 made, stale: test.replicas 3 → 4", "test.replicas=4")]
    [InlineData("replicas: 2 of 2 made, stale: reduction.shift_align mean → first", "reduction.shift_align=first")]
    [InlineData("replicas: 2 of 2 made, stale: the training runs changed", "train.duration=5")]
    [InlineData("replicas: 2 of 2 made, stale: the run changed", "test.duration=5")]
    public void Replicas_AreSimulatedAgain_WhereTheirInputsChange(string? reason, params string[] changes)
    {
        experiment.Configure(Noisy, Few, Aligned);
        MakeRuns();
        Run();
        var before = Written();
        string said = experiment.Said;
        experiment.Configure([Noisy, Few, Aligned, .. changes]);
        MakeRuns();
        Run();
        Assert.Equal(reason is null, before.SequenceEqual(Written()));
        if (reason is not null) Assert.Contains(reason, experiment.Said[said.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public void MoreReplicas_BeginWithTheSameOnes()
    {
        Assert.Equal(
            Enumerable.Range(0, 3).Select(k => SimulateReplicas.NoiseSeedOf(1, 0, k)),
            Enumerable.Range(0, 5).Select(k => SimulateReplicas.NoiseSeedOf(1, 0, k)).Take(3));
        ulong[] all =
        [
            .. from seed in new ulong[] { 0, 1 }
               from run in Enumerable.Range(0, 20)
               from replica in Enumerable.Range(0, 20)
               select SimulateReplicas.NoiseSeedOf(seed, run, replica),
            .. Enumerable.Range(0, 20).Select(run => GenerateEnsemble.SeedOf(0, Split.Test, run)),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void ByDefault_ThereAreEight_WhereTheSimulatorMakesThem_AndAModelTakesPart()
    {
        experiment.Configure();
        Assert.Equal(0, experiment.Components.Replicas);
        experiment.Configure(Noisy);
        Assert.Equal(8, experiment.Components.Replicas);
        experiment.Configure(Noisy, "models.HOLD.enabled=false");
        Assert.Equal(0, experiment.Components.Replicas);
        experiment.Configure(Noisy, Few, "models.HOLD.enabled=false");
        Assert.Equal(3, experiment.Components.Replicas);
    }

    [Fact]
    public void AReplicaThatFails_CostsTheTableOfItsRunOnly_AndIsTriedAgain()
    {
        MakeRuns();
        Run();
        string seed = SimulateReplicas.NoiseSeedOf(0, 1, 2).ToString(CultureInfo.InvariantCulture);
        experiment.Configure(Noisy, Few, "simulator.fails_under=" + seed);
        MakeRuns();
        Run();
        Assert.True(File.Exists(Folder(0).Replicas));
        Assert.False(File.Exists(Folder(1).Replicas));
        Assert.Contains(
            "1 of 2 test runs has no ceiling, since a replica failed: test run 1 (anywhere_s2): no such noise",
            experiment.Said, StringComparison.Ordinal);
        string said = experiment.Said;
        Run();
        Assert.Contains("the last attempt failed", experiment.Said[said.Length..], StringComparison.Ordinal);
        experiment.Configure(Noisy, Few);
        MakeRuns();
        Run();
        Assert.True(File.Exists(Folder(1).Replicas));
    }

    [Fact]
    public void AReplicaThatBeginsElsewhere_IsNotCompared()
    {
        experiment.Configure(Noisy, Few, "simulator.moves_the_start=true");
        MakeRuns();
        Run();
        Assert.False(File.Exists(Folder(0).Replicas));
        Assert.Contains("expected the initial state of the run, found another one", experiment.Said);
    }

    [Fact]
    public void CancelledAfterAReplica_TheStageEndsBeforeTheNext_AndLeavesNothingHalfDone()
    {
        MakeRuns();
        using var source = new CancellationTokenSource();
        var display = new CancellingDisplay(source);
        Assert.ThrowsAny<OperationCanceledException>(() => new SimulateReplicas().Run(
            experiment.Context(threads: 1) with { Cancellation = source.Token, Display = display }));
        Assert.Equal([1 / 3.0], display.Completed);
        Assert.All(experiment.Folder.Runs(Split.Test), run => Assert.False(File.Exists(run.ReplicasRecord)));
        Assert.All(experiment.Folder.Runs(Split.Test), run => Assert.False(File.Exists(run.Replicas)));
        Run();
        Assert.All(experiment.Folder.Runs(Split.Test), run => Assert.True(File.Exists(run.ReplicasRecord)));
    }

    private static void Expect(
        double[] errors, double[] variances, DensityMovie truth, DensityMovie[] replicas,
        Func<DensityMovie, int, float[]> frameOf)
    {
        for (int t = 0; t < truth.FrameCount; t++)
        {
            float[] expected = frameOf(truth, t);
            float[][] drawn = [.. replicas.Select(replica => frameOf(replica, t))];
            var (error, variance) = (0.0, 0.0);
            for (int c = 0; c < expected.Length; c++)
            {
                double mean = drawn.Average(frame => (double)frame[c]);
                error += Math.Pow(expected[c] - mean, 2);
                variance += drawn.Sum(frame => Math.Pow(frame[c] - mean, 2)) / (drawn.Length - 1);
            }
            Assert.Equal(error, errors[t], 1e-9 * (1 + error));
            Assert.Equal(variance, variances[t], 1e-9 * (1 + variance));
        }
    }

    private static DensityMovie Replica(ExperimentContext context, int index, int k)
    {
        var simulator = new DriftSimulator((DriftOptions)context.Experiment.SimulatorOptions);
        ulong seed = context.Experiment.Options.Seed;
        var trajectory = simulator.Simulate(
            new RunDescription(new Anywhere(), 6, GenerateEnsemble.SeedOf(seed, Split.Test, index))
            {
                NoiseSeed = SimulateReplicas.NoiseSeedOf(seed, index, k),
            }, TestContext.Current.CancellationToken);
        return new HistogramEstimator(new()).Estimate(trajectory, simulator.Domain, CancellationToken.None).Every(2);
    }

    private RunFolder Folder(int run) => experiment.Folder.Run(Split.Test, run);

    private List<DateTime> Written() =>
        [.. experiment.Folder.Runs(Split.Test).Select(run => File.GetLastWriteTimeUtc(run.Replicas))];

    private void MakeRuns()
    {
        foreach (Stage stage in (Stage[])
            [new GenerateEnsemble(Split.Train), new BuildPodBasis(), new GenerateEnsemble(Split.Test)])
            stage.Run(experiment.Context());
    }

    private void Run(int threads = 2) => new SimulateReplicas().Run(experiment.Context(threads));

    /// <summary>Cancels at the first sign of progress.</summary>
    private sealed class CancellingDisplay(CancellationTokenSource source) : IProgressDisplay, IProgressTask
    {
        public List<double> Completed { get; } = [];

        public IProgressTask Begin(string title, double total, string unit) => this;

        public void Say(string message)
        {
        }

        public void Warn(string message)
        {
        }

        public void Report(double completed, string? note = null)
        {
            Completed.Add(completed);
            source.Cancel();
        }

        public void Advance()
        {
        }

        public void Kept()
        {
        }

        public void Dispose()
        {
        }
    }
}
