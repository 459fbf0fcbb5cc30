using System.Text;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Experiments;
using Rom.Forecasting.Forecasts;

namespace Fuzz.Tests.Targets;

/// <summary>The files that a forecast is made from: the experiment's summary, and new densities.</summary>
internal static class ForecastTargets
{
    private const int Nx = 6, Ny = 4, Frames = 5;

    // A tree of JSON is bounded by its number of values (JsonFile.MostValues), which take more than ten bytes each.
    private const long Bounded = 256 << 20;

    public static IEnumerable<Target> All =>
    [
        new("saved-experiment", [Summary], ReadSummary, typeof(InvalidDataException))
        {
            Inputs = 2000, // of which 1916 is an experiment that has trained nothing
            Allowance = Bounded,
        },
        new("known-frames", [Density], ReadFrames, typeof(InvalidDataException))
        {
            Inputs = 1500,
            Surroundings = [Summary],
            Allowance = Bounded,
        },
    ];

    // That of the corpus, with the grid and the plugins' offers that this version adds.
    private static Sample Summary
    {
        get
        {
            var corpus = ExperimentTargets.Files.Single(file => file.Name == "summary.json");
            var summary = JsonNode.Parse(corpus.Bytes)!;
            summary["grid"] = GridFacts.ToJson(new Grid(new Domain(15, 10, Boundary.Periodic), Nx, Ny));
            summary["config"]!["reduction"]!["shift_forecast"] = "rate";
            summary["config"]!["reduction"]!["transform_epsilon"] = 1e-10;
            summary["config"]!["evaluation"]!["lift"] = "expectation";
            summary["pod"]!["channels"] = new JsonArray(
                new JsonObject { ["name"] = "momentum", ["fields"] = new JsonArray("px", "py"), ["r"] = 2 });
            foreach (var plugin in summary["plugins"]!.AsArray()) plugin!["offers"] = new JsonArray("mvar", "kde");
            return new Sample("summary.json", Encoding.UTF8.GetBytes(summary.ToJsonString()));
        }
    }

    private static Sample Density => ArrayTargets.Of("frames.npz", file =>
    {
        float[] values = [.. Enumerable.Range(0, Frames * Nx * Ny).Select(i => 0.1f * (i % 7))];
        foreach (string name in (string[])["rho", "px", "py"]) file.Add<float>(name, values, Frames, Ny, Nx);
        file.Add<double>("xgrid", [.. Enumerable.Range(0, Nx).Select(i => (i + 0.5) * 15 / Nx)], Nx);
        file.Add<double>("ygrid", [.. Enumerable.Range(0, Ny).Select(i => (i + 0.5) * 10 / Ny)], Ny);
        file.Add<double>("times", [.. Enumerable.Range(0, Frames).Select(t => 0.1 * t)], Frames);
    });

    private static string ReadSummary(string path)
    {
        var saved = SavedExperiment.Open(Path.GetDirectoryName(path)!);
        _ = (saved.Name, saved.Fields, saved.SectionOf("density"), saved.SectionOf("simulator"));
        return saved.ModelNamed(null).Channels is null ? "read" : "read with channels";
    }

    private static string ReadFrames(string path)
    {
        var saved = SavedExperiment.Open(Path.GetDirectoryName(path)!);
        var frames = new FrameFile(saved, new ExperimentPlugins(saved, []), new FrameSelection(0.2, 2, 3))
            .Read(path, FrameFormat.Density, null, CancellationToken.None);
        return $"read {frames.Density.FrameCount}";
    }
}
