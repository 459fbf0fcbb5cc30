using System.Globalization;
using RomHost.Configuration;

namespace RomHost.Artifacts;

/// <summary>The paths of a run.</summary>
/// <param name="Root">The run's folder, absolute.</param>
/// <param name="Split">Its ensemble.</param>
internal sealed record RunFolder(string Root, Split Split)
{
    private const string Prefix = "run_";

    /// <summary>The run's index, from 0.</summary>
    public int Index => IndexOf(Root) ?? throw new InvalidOperationException($"{Root} is no folder of a run");

    /// <summary>Returns the name of the folder of a run.</summary>
    /// <param name="index">The run's index, from 0.</param>
    public static string NameOf(int index) => Prefix + index.ToString("000", CultureInfo.InvariantCulture);

    /// <summary>Returns the index of the run in a folder's name; null where the host gives no such name.</summary>
    /// <param name="path">The folder.</param>
    public static int? IndexOf(string path) =>
        Path.GetFileName(path) is var name && name.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && name == NameOf(index)
            ? index
            : null;

    /// <summary>The record of the run: without it the run is not finished.</summary>
    public string Metadata => Path.Combine(Root, "metadata.json");

    /// <summary>The trajectory.</summary>
    public string Trajectory => Path.Combine(Root, "trajectory.npz");

    /// <summary>The density.</summary>
    public string Density => Path.Combine(Root, Split == Split.Train ? "density.npz" : "density_true.npz");

    /// <summary>Order parameters of a test run.</summary>
    public string OrderParameters => Path.Combine(Root, "order_params.csv");

    /// <summary>The record of the order parameters.</summary>
    public string OrderParametersRecord => Path.Combine(Root, "order_params.json");

    /// <summary>The comparison of the mean of a test run's replicas with the run.</summary>
    public string Replicas => Path.Combine(Root, "replicas.csv");

    /// <summary>The replicas of a test run one by one, for scores of their distribution.</summary>
    public string ReplicaMembers => Path.Combine(Root, "replica_members.npz");

    /// <summary>The record of the replicas.</summary>
    public string ReplicasRecord => Path.Combine(Root, "replicas.json");

    /// <summary>Returns the path of a model's forecast of the density.</summary>
    /// <param name="model">The model's name; in lower case in the file name.</param>
    public string Prediction(string model) => Path.Combine(Root, $"density_pred_{Lower(model)}.npz");

    /// <summary>A model's R² over time.</summary>
    /// <param name="model">The model's name.</param>
    public string R2VersusTime(string model) => Path.Combine(Root, $"r2_vs_time_{Lower(model)}.csv");

    /// <summary>The record of a model's evaluation on this run, with its scores.</summary>
    /// <param name="model">The model's name.</param>
    public string Evaluation(string model) => Path.Combine(Root, $"evaluation_{Lower(model)}.json");

    /// <summary>The record of the reference forecasts of a test run, with their scores.</summary>
    public string References => Path.Combine(Root, "references.json");

    /// <summary>The record of a model's ensemble for this run, with its scores.</summary>
    /// <param name="model">The model's name.</param>
    public string Ensemble(string model) => Path.Combine(Root, $"ensemble_{Lower(model)}.json");

    /// <summary>What the report shows of a model's ensemble for this run.</summary>
    /// <param name="model">The model's name.</param>
    public string ShownEnsemble(string model) => Path.Combine(Root, $"ensemble_{Lower(model)}.npz");

    /// <summary>The record of the ensemble of training states for this run, with its scores.</summary>
    public string ClimatologyEnsemble => Path.Combine(Root, "climatology_ensemble.json");

    /// <summary>The record of the ensemble of this run's replicas, with its scores.</summary>
    public string CeilingEnsemble => Path.Combine(Root, "ceiling_ensemble.json");

    /// <summary>The record of how far a calibration run lies outside of the intervals of a model's ensemble.</summary>
    /// <param name="model">The model's name.</param>
    public string CalibrationRecord(string model) => Path.Combine(Root, $"calibration_{Lower(model)}.json");

    /// <summary>How far a calibration run lies outside of the intervals of a model's ensemble.</summary>
    /// <param name="model">The model's name.</param>
    public string Calibration(string model) => Path.Combine(Root, $"calibration_{Lower(model)}.npz");

    private static string Lower(string model) => model.ToLower(CultureInfo.InvariantCulture);
}
