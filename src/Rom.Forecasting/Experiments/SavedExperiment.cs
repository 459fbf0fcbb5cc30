using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;

namespace Rom.Forecasting.Experiments;

/// <summary>
/// A finished experiment, as its <c>summary.json</c> describes it: the file stands beside no artifacts but those that
/// it describes.
/// </summary>
internal sealed class SavedExperiment
{
    private readonly string summaryPath;
    private readonly JsonObject summary;

    private SavedExperiment(string root, string summaryPath, JsonObject summary)
    {
        (Root, this.summaryPath, this.summary) = (root, summaryPath, summary);
        Grid = GridFacts.FromJson(summary["grid"]) ?? throw Missing("grid");
        Subsample = (int)(summary.NumberAt("config", "reduction", "subsample") is >= 1 and <= int.MaxValue and var every
            ? every
            : throw Missing("config.reduction.subsample"));
        Transform = FieldTransform.Of(
            Chosen<DensityTransform>("reduction", "transform"),
            summary.NumberAt("config", "reduction", "transform_epsilon")
                ?? throw Missing("config.reduction.transform_epsilon"));
        IsAligned = Chosen<ShiftReference>("reduction", "shift_align") != ShiftReference.None;
        ShiftForecast = Chosen<ShiftForecast>("reduction", "shift_forecast");
        Constraint = new(Chosen<Clamp>("evaluation", "clamp"), Chosen<MassCorrection>("evaluation", "mass"));
        LiftsExpectation = Chosen<Lift>("evaluation", "lift") == Lift.Expectation && !Transform.IsLinear;
        try
        {
            Channels = [.. (summary.At("pod", "channels") as JsonArray ?? []).Select(channel => new FieldChannel(
                channel.TextAt("name")!, [.. channel!["fields"]!.AsArray().Select(field => (string)field!)]))];
            Models = [.. (summary["models"]?.AsObject() ?? []).Select(model => ModelIn(model.Key, model.Value))];
            Plugins = [.. (summary["plugins"]?.AsArray() ?? []).Select(PluginIn)];
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new InvalidDataException(
                $"{summaryPath} is not as a run writes it ({e.Message}); run the experiment again", e);
        }
    }

    /// <summary>The experiment's folder, absolute.</summary>
    public string Root { get; }

    /// <summary>The experiment's name.</summary>
    public string Name => summary.TextAt("experiment_name") ?? Path.GetFileName(Root);

    /// <summary>The grid of densities.</summary>
    public Grid Grid { get; }

    /// <summary>Stride of the used frames, in simulated frames.</summary>
    public int Subsample { get; }

    /// <summary>The transform before POD.</summary>
    public FieldTransform Transform { get; }

    /// <summary>Whether frames are aligned.</summary>
    public bool IsAligned { get; }

    /// <summary>How the shift is forecast.</summary>
    public ShiftForecast ShiftForecast { get; }

    /// <summary>Clamp and mass of lifted densities.</summary>
    public MassConstraint Constraint { get; }

    /// <summary>Whether states are lifted with the variance that forecasts leave.</summary>
    public bool LiftsExpectation { get; }

    /// <summary>The ensembles that its evaluation scored; null for none.</summary>
    public SavedEnsemble? Ensemble => summary.At("config", "evaluation", "ensemble") is JsonObject options
        ? new(
            options.TextAt("kind") == "innovations",
            options.NumberAt("block") is >= 1 and <= int.MaxValue and var block ? (int)block : null,
            options.NumberAt("bags") is >= 1 and <= int.MaxValue and var bags ? (int)bags : 0)
        : null;

    /// <summary>Where its forecasts begin [time units].</summary>
    public double ForecastStart => summary.NumberAt("config", "evaluation", "forecast_start") ?? 0;

    /// <summary>The densities of its calibration runs, or of its training runs where it has none.</summary>
    public SavedRuns Runs
    {
        get
        {
            int calibration = Count("config", "evaluation", "calibration", "runs");
            return calibration > 0
                ? new(Path.Combine(Root, "test"), "calibration_", "density_true.npz", calibration)
                : new(Path.Combine(Root, "train"), "run_", "density.npz", Count("n_train"));

            int Count(params ReadOnlySpan<string> keys) =>
                summary.NumberAt(keys) is >= 0 and <= int.MaxValue and var number ? (int)number : 0;
        }
    }

    /// <summary>The channels of further fields.</summary>
    public IReadOnlyList<FieldChannel> Channels { get; }

    /// <summary>The names of the further fields.</summary>
    public IReadOnlyList<string> Fields => [.. Channels.SelectMany(channel => channel.Fields)];

    /// <summary>The models, in the order of the configuration.</summary>
    public IReadOnlyList<SavedModel> Models { get; }

    /// <summary>The plugins that made it.</summary>
    public IReadOnlyList<SavedPlugin> Plugins { get; }

    /// <summary>The artifacts that all models share.</summary>
    public ReductionFolder Reduction => new(Path.Combine(Root, ReductionFolder.Name));

    /// <summary>Opens a finished experiment.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// It is not that of a finished experiment, or its summary is not as a run writes it.
    /// </exception>
    public static SavedExperiment Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"expected an experiment's folder, found no folder {Printable.Quoted(folder)}");
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string path = Path.Combine(root, "summary.json");
        if (File.Exists(path)) return new SavedExperiment(root, path, JsonFile.ReadObject(path));
        string configuration = Path.Combine(root, "config_resolved.yaml");
        throw new InvalidDataException(File.Exists(configuration)
            ? $"expected a finished experiment in {root}, found no summary.json; run it to its end: romhost run "
                + $"--config {root} --output {Path.GetDirectoryName(root)}"
            : $"{root} is no experiment's folder: expected summary.json in it, which romhost run writes, found none");
    }

    /// <summary>Returns a model, checked to be trained.</summary>
    /// <param name="name">
    /// Its name; null for the first of those that the experiment recommends, or without one the first that was trained.
    /// </param>
    /// <exception cref="InvalidDataException">There is no such model, or it was not trained.</exception>
    public SavedModel ModelNamed(string? name)
    {
        SavedModel[] trained = [.. Models.Where(model => model.Lag is not null)];
        string trainedNames = trained.Length == 0
            ? "none was trained"
            : $"there are: {string.Join(", ", trained.Select(model => model.Name))}";
        if (name is null)
        {
            string? best = (summary.At("forecast_skill", "best") as JsonArray ?? [])
                .Select(one => one.TextAt()).FirstOrDefault(one => trained.Any(model => model.Name == one));
            return trained.FirstOrDefault(model => best is null || model.Name == best)
                ?? throw new InvalidDataException(
                    $"{summaryPath}: expected a trained model, found none; run the experiment again");
        }
        var named = Models.FirstOrDefault(model => model.Name == name)
            ?? throw new InvalidDataException(
                $"expected a model of {Root}, found {Printable.Quoted(name)}; {trainedNames}");
        return named.Lag is not null
            ? named
            : throw new InvalidDataException(
                $"{summaryPath}: expected a trained model, found {named.Name}, whose training {named.Status} "
                + $"({named.Message ?? "no reason is known"}); {trainedNames}");
    }

    /// <summary>Returns the folder of a model.</summary>
    /// <param name="model">The model.</param>
    public string FolderOf(SavedModel model) => Path.Combine(Root, model.Name);

    /// <summary>Returns a plugin's name and options in a section of the configuration.</summary>
    /// <param name="section">The section: <c>density</c> or <c>simulator</c>.</param>
    public (string Plugin, JsonObject Options) SectionOf(string section) =>
        summary.At("config", section) is JsonObject options && options.TextAt("plugin") is { } plugin
            ? (plugin, options)
            : throw Missing($"config.{section}.plugin");

    /// <summary>Loads basis, alignment and transform.</summary>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or has another grid.</exception>
    public ReductionArtifacts LoadReduction(CancellationToken cancellation) => ReductionArtifacts.Load(
        Reduction.PodBasis, IsAligned ? Reduction.ShiftAlign : null, Grid, Transform,
        // A channel whose fields never change has no modes, and no file.
        [.. Channels.Select(channel => (channel, Reduction.ChannelBasis(channel.Name) is var path && File.Exists(path)
            ? path
            : null))],
        ShiftForecast == ShiftForecast.Rate, cancellation);

    private T Chosen<T>(string section, string key) where T : struct, Enum =>
        ScalarValue.Parse(summary.TextAt("config", section, key) ?? "", typeof(T)) is T value
            ? value
            : throw Missing($"config.{section}.{key}");

    private SavedModel ModelIn(string name, JsonNode? entry)
    {
        // It becomes the name of a folder.
        if (name is "" or "." or ".." || name != Path.GetFileName(name) || name.Contains('\\'))
            throw new FormatException($"expected a model's name, found {Printable.Quoted(name)}");
        return new(
            name, entry.TextAt("plugin")!, (int?)entry.NumberAt("lag"), entry.TextAt("status") ?? "failed",
            entry.TextAt("message"), entry!["parameters"]!.AsObject(),
            (entry.TextAt("parameters", "isolation") ?? summary.TextAt("config", "isolation")) == "process");
    }

    private static SavedPlugin PluginIn(JsonNode? entry) => new(
        entry.TextAt("name")!, entry.TextAt("version") ?? "", entry.TextAt("sha256") ?? "",
        [.. entry!["offers"]!.AsArray().Select(name => (string)name!)]);

    private InvalidDataException Missing(string key) => new(
        $"{summaryPath}: expected {key}, found none, or no such value; run the experiment again with this version");
}
