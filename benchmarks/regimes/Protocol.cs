namespace Regimes;

/// <summary>What is run of every regime.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What is special about it.</param>
/// <param name="Configuration">The configuration, a file beside the program.</param>
/// <param name="TrainDuration">Duration of the training runs [time units].</param>
internal sealed record Protocol(string Name, string Title, string Configuration, double TrainDuration)
{
    /// <summary>Settings that differ from the configuration, <c>key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    private const string PointForecasts = "regime.yaml";

    /// <summary>Point forecasts, with test runs of 200 time units.</summary>
    public static IReadOnlyList<Protocol> Forecasts { get; } =
    [
        new("thesis", "Training runs of 20 time units, so that nine tenths of each test lie beyond them",
            PointForecasts, 20),
        new("matched", "Training runs as long as the tests", PointForecasts, 200)
        {
            Settings =
            [
                // All 565,000 would be half an hour of training in each regime; the first protocol has about as many.
                "models.LSTM.max_windows=50000",
                // The first protocol times the models against each other. Forecasts take no longer here, since maps
                // keep 5,000 windows there too, and each of up to 24 processes would read 567,000 frames first.
                "benchmark.time_cap=0",
                // In single precision the fields of 380 runs would take 31 GB.
                "density.storage=float16",
                // The frames of the reduction alone: the two between each of them would take 2 GB.
                "simulator.save_every=3", "reduction.subsample=1",
            ],
        },
    ];

    /// <summary>Forecasts that are distributions.</summary>
    public static Protocol Distributions { get; } = new(
        "distributions", "Distributions, in the lab frame", "distributions.yaml", 20);
}
