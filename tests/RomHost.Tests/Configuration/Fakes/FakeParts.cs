using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Tests.Configuration.Fakes;

/// <summary>A simulator that can say how many frames it would make, and no more.</summary>
internal sealed class FakeSimulator(FakeSimulatorOptions options) : ISimulator
{
    public Domain Domain { get; } = new(options.Domain.Lx, options.Domain.Ly, options.Domain.Boundary);

    public int? FrameCount(double duration) =>
        1 + (int)Math.Floor((duration / (options.Dt * options.SaveEvery)) + 1e-9);

    public MemoryNeed MemoryFor(double duration) => new()
    {
        Purpose = $"a run of {FrameCount(duration)} frames of {options.Particles} particles",
        Bytes = 16.0 * FrameCount(duration)!.Value * options.Particles,
        Cure = "use fewer particles",
        Option = nameof(options.Particles),
    };

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation) => throw new NotSupportedException();
}

internal sealed class FakeEstimator(FakeDensityOptions options) : IDensityEstimator
{
    public Grid GridOn(Domain domain) => new(domain, options.Nx, options.Ny);

    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation) =>
        throw new NotSupportedException();
}

internal sealed class FakeTrainer(int lag) : IRomModelTrainer
{
    public int MaxLag => lag;

    public Func<int, int, ValidationResult?> Refusal { get; init; } = (_, _) => null;

    public Func<IReadOnlyCollection<string>, ValidationResult?> RefusalOfChannels { get; init; } = _ => null;

    public ValidationResult? RefusalOf(int runs, int frames, int dimension) => Refusal(runs, frames);

    public ValidationResult? RefusalOf(IReadOnlyCollection<string> channels) => RefusalOfChannels(channels);

    public IRomModel Train(LatentDataset data, TrainingContext context) => throw new NotSupportedException();

    public IRomModel Load(string directory) => throw new NotSupportedException();
}

internal sealed class FakeMvar(FakeMvarOptions options) : IRomModelTrainer
{
    private readonly FakeTrainer inner = new(options.Lag);

    public int MaxLag => inner.MaxLag;

    public IRomModel Train(LatentDataset data, TrainingContext context) => inner.Train(data, context);

    public IRomModel Load(string directory) => inner.Load(directory);
}

internal sealed class FakeLstm(FakeLstmOptions options) : IRomModelTrainer
{
    private readonly FakeTrainer inner = new(options.Lag);

    public MemoryNeed MemoryFor(int runs, int frames, int dimension) => new()
    {
        Purpose = $"{options.HiddenUnits} units, {runs} runs, {frames} frames, {dimension} modes",
        Bytes = 4.0 * options.HiddenUnits * options.HiddenUnits * runs * frames * dimension,
        Cure = "use fewer hidden_units",
        Option = nameof(options.HiddenUnits),
    };

    public int MaxLag => options.Residual ? inner.MaxLag : throw new ArgumentException("a network without residual");

    public IRomModel Train(LatentDataset data, TrainingContext context) => inner.Train(data, context);

    public IRomModel Load(string directory) => inner.Load(directory);
}

internal sealed class FakeKitchenSink(FakeKitchenSinkOptions options) : IRomModelTrainer
{
    public int MaxLag => options.Count;

    public IRomModel Train(LatentDataset data, TrainingContext context) => throw new NotSupportedException();

    public IRomModel Load(string directory) => throw new NotSupportedException();
}
