using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Progress;

namespace RomHost.Tests.Dashboard;

/// <summary>A folder of experiments whose files are written here.</summary>
internal sealed class PlantedRoot : IDisposable
{
    private readonly TestFolder folder = new();

    public string Path => folder.Combine("experiments");

    /// <summary>A folder beside it, where nothing may be read.</summary>
    public string Outside => Directory.CreateDirectory(folder.Combine("outside")).FullName;

    public ExperimentFolder Experiment(string name) => new(System.IO.Path.Combine(Path, name));

    /// <summary>An experiment that has begun.</summary>
    public ExperimentFolder Begin(string name)
    {
        var experiment = Experiment(name);
        Directory.CreateDirectory(experiment.Root);
        File.WriteAllText(experiment.ConfigResolved, "experiment_name: planted\n");
        return experiment;
    }

    /// <summary>An experiment with results.</summary>
    public ExperimentFolder Finish(string name, int lag = 5, int seed = 0, double r2 = 0.5, string model = "MVAR",
        double? horizonInLab = null)
    {
        var experiment = Begin(name);
        File.WriteAllText(experiment.Summary, Summary(name, lag, seed, r2, model, horizonInLab).ToJsonString());
        return experiment;
    }

    /// <summary>A process at work on an experiment: this one, or one of another machine.</summary>
    public static string AtWork(ExperimentFolder experiment, ProgressNote? progress, bool isHere = true)
    {
        Directory.CreateDirectory(experiment.Claims);
        var process = WorkingProcess.Current("planted") with { Work = "the training of MVAR", Progress = progress };
        if (!isHere) process = process with { Machine = "node7/boot/pid" };
        string path = System.IO.Path.Combine(experiment.Claims, process.Id + ".process");
        File.WriteAllText(path, process.Text);
        return path;
    }

    public void Dispose() => folder.Dispose();

    private static JsonObject Summary(
        string name, int lag, int seed, double r2, string model, double? horizonInLab)
    {
        var scores = new JsonObject { ["r2_reconstructed"] = r2 };
        if (horizonInLab is { } horizon) scores["horizon_lab"] = horizon;
        return new()
        {
            ["experiment_name"] = name,
            ["config"] = new JsonObject
            {
                ["seed"] = seed,
                ["models"] = new JsonArray(new JsonObject { ["name"] = model, ["plugin"] = "mvar", ["lag"] = lag }),
            },
            ["models"] = new JsonObject
            {
                [model] = new JsonObject
                {
                    ["plugin"] = "mvar",
                    ["status"] = "ok",
                    ["parameters"] = new JsonObject { ["lag"] = lag },
                    ["training_seconds"] = 0.002,
                    ["test_metrics"] = scores,
                },
            },
        };
    }
}
