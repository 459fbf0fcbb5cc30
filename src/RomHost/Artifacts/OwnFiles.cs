using System.Text.RegularExpressions;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>Distinguishes the host's files in an experiment's folder from others.</summary>
internal static partial class OwnFiles
{
    /// <summary>Returns whether the host writes a file of this path.</summary>
    /// <param name="path">The path relative to the experiment's folder, with <c>/</c>.</param>
    public static bool Contains(string path) => Own().IsMatch(path);

    /// <summary>Returns whether a path is the temporary name of a file of the host.</summary>
    /// <param name="path">The path relative to the experiment's folder, with <c>/</c>.</param>
    public static bool ContainsUnfinished(string path) =>
        Unfinished().Match(path) is { Success: true } name && Contains(name.Groups[1].Value);

    /// <summary>
    /// Creates the name of a folder, inside a model's folder, for saving the model before its files get their names; no
    /// other process uses it.
    /// </summary>
    public static string NewSavingFolder() => AtomicFile.TemporaryNameFor("saving");

    /// <summary>Returns whether a folder in a model's folder was used for saving.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsSavingFolder(string name) =>
        Unfinished().Match(name) is { Success: true } match && match.Groups[1].Value == "saving";

    // docs/file-formats.md. The files that a model saves belong to its plugin and are listed in the model's record.
    [GeneratedRegex("""
        \A(?:
            config_(?:used|resolved)\.yaml | summary\.json | (?:reference_results|ensemble_scores)\.csv | report\.html
          | runtime_(?:comparison|contest|costs)\.json
          | measurement-[0-9a-f]{32}(?:\.partial)?
          | rom_common/(?:pod_basis(?:_[a-z][a-z0-9_]*)?|shift_align|pod_spectra|latent_dataset|climatology)\.npz
          | stages/[a-z_]+(?:\.[A-Za-z0-9_-]+)*\.json
          | figures/[^/]+\.(?:svg|png|gif|mp4)
          | (?:train|test)/(?:metadata\.json | index_mapping\.csv)
          | train/run_\d{3,}/(?:metadata\.json | trajectory\.npz | density\.npz)
          | test/run_\d{3,}/(?:metadata\.json | trajectory\.npz | density_true\.npz
              | (?:order_params|replicas)\.(?:csv|json) | replica_members\.npz
              | density_pred_[a-z0-9_-]+\.npz | r2_vs_time_[a-z0-9_-]+\.csv | evaluation_[a-z0-9_-]+\.json
              | ensemble_[a-z0-9_-]+\.(?:json|npz) | (?:references|(?:climatology|ceiling)_ensemble)\.json)
          | test/calibration_\d{3,}/(?:metadata\.json | density_true\.npz | calibration_[a-z0-9_-]+\.(?:json|npz))
          | (?!(?i:train|test|rom_common|stages|figures|logs)/)[A-Za-z0-9][A-Za-z0-9_-]*
              /(?:runtime_profile\.json | test_results\.csv | selection\.csv | forecast_(?:variance|errors)\.npz)
        )\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Own();

    [GeneratedRegex(@"\A(.+?)(?:\.[0-9a-f]{32})?\.partial\z", RegexOptions.CultureInvariant)]
    private static partial Regex Unfinished();
}
