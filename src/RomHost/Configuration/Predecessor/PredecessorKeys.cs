using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// The predecessor's keys. Where several lead to one key, the first takes precedence, as in the predecessor.
/// </summary>
internal static class PredecessorKeys
{
    /// <summary>RomHost's sections, in order; a file with one of them is RomHost's.</summary>
    public static readonly IReadOnlyList<string> Ours =
    [
        "experiment_name", "seed", "simulator", "train", "test", "density", "reduction", "models", "benchmark",
        "evaluation", "output",
    ];

    /// <summary>
    /// Prefixes of keys of training options that have too many spellings for detecting typing errors.
    /// </summary>
    public static readonly IReadOnlyList<string> FreeBeginnings = ["kstep_", "ss_", "multistep_", "fine_tune_"];

    /// <summary>All rules, in order of precedence.</summary>
    public static readonly IReadOnlyList<KeyRule> Rules =
    [
        new("experiment_name", "experiment_name"),
        new("seed", "seed"),
        new("sim.seed", "seed"),
        new("sim.N", "simulator.particles"),
        new("sim.Lx", "simulator.domain.lx"),
        new("sim.Ly", "simulator.domain.ly"),
        new("sim.bc", "simulator.domain.boundary")
        {
            Words = Words("periodic=periodic", "reflecting=reflecting", "reflect=reflecting"),
        },
        new("sim.dt", "simulator.dt"),
        new("sim.save_every", "simulator.save_every"),
        new("sim.neighbor_rebuild", null)
        {
            IsHarmless = true,
            Reason = "neighbours are found anew as often as needed",
        },
        new("sim.integrator", null) { Harmless = "euler", Reason = "the discrete model has one integrator" },
        new("sim.T", "train.duration"),
        new("test_sim.T", "test.duration"),
        new("test_ic.test_T", "test.duration"),
        new("model.type", null) { Harmless = "discrete", Reason = "only the discrete model exists here" },
        new("model.speed", "simulator.speed"),
        new("model.speed_mode", "simulator.speed_mode"),
        new("params.R", "simulator.radius"),
        new("noise.kind", "simulator.noise.kind"),
        new("noise.eta", "simulator.noise.eta"),
        new("noise.match_variance", "simulator.noise.match_variance"),
        new("forces.enabled", "simulator.forces.enabled"),
        new("forces.type", null) { Harmless = "morse", Reason = "only Morse forces exist here" },
        new("forces.params.Ca", "simulator.forces.ca"),
        new("forces.params.Cr", "simulator.forces.cr"),
        new("forces.params.la", "simulator.forces.la"),
        new("forces.params.lr", "simulator.forces.lr"),
        new("forces.params.mu_t", "simulator.forces.mu_t"),
        new("forces.params.rcut_factor", "simulator.forces.rcut_factor"),
        new("alignment.enabled", "simulator.alignment"),

        new("density.nx", "density.nx"),
        new("density.ny", "density.ny"),
        new("density.bandwidth", "density.bandwidth"),
        new("outputs.density_bandwidth", "density.bandwidth"),

        new("rom.subsample", "reduction.subsample"),
        new("rom.rom_subsample", "reduction.subsample"),
        new("rom_subsample", "reduction.subsample"),
        new("rom.fixed_modes", "reduction.modes"),
        new("rom.fixed_d", "reduction.modes"),
        new("rom.pod_energy", "reduction.energy"),
        new("rom.energy_threshold", "reduction.energy"),
        new("rom.density_transform", "reduction.transform"),
        new("rom.density_transform_eps", "reduction.transform_epsilon"),
        new("rom.save_unaligned_pod", null)
        {
            Harmless = "false", Reason = "the basis of unaligned frames is not computed here",
        },

        new("rom.latent_standardize", null)
        {
            Harmless = "false",
            Reason = "latent coordinates are not standardised here; the LSTM normalises its own input",
        },

        new("rom.models.mvar.enabled", "models.MVAR.enabled"),
        new("rom.models.mvar.lag", "models.MVAR.lag"),
        new("rom.mvar_lag", "models.MVAR.lag"),
        new("rom.models.mvar.ridge_alpha", "models.MVAR.ridge_alpha"),
        new("rom.ridge_alpha", "models.MVAR.ridge_alpha"),
        new("rom.models.mvar.eigenvalue_threshold", "models.MVAR.stability_threshold"),
        new("rom.eigenvalue_threshold", "models.MVAR.stability_threshold"),
        .. Same("rom.models.mvar.", "models.MVAR.", "lag_selection", "max_lag", "stability", "stability_threshold"),
        .. MvarKstep("kstep_k", "kstep_lr", "kstep_epochs", "kstep_patience", "kstep_weights"),

        .. Same("rom.models.lstm.", "models.LSTM.", "enabled", "lag", "hidden_units"),
        new("rom.models.lstm.hidden_dim", "models.LSTM.hidden_units"),
        new("rom.models.lstm.num_layers", "models.LSTM.layers"),
        new("rom.models.lstm.n_layers", "models.LSTM.layers"),
        new("rom.models.lstm.layers", "models.LSTM.layers"),
        new("rom.models.lstm.use_layer_norm", "models.LSTM.layer_norm"),
        new("rom.models.lstm.layer_norm", "models.LSTM.layer_norm"),
        .. Same("rom.models.lstm.", "models.LSTM.", "dropout", "residual", "normalize_input", "max_epochs"),
        new("rom.models.lstm.n_epochs", "models.LSTM.max_epochs"),
        .. Same("rom.models.lstm.", "models.LSTM.", "patience", "learning_rate"),
        new("rom.models.lstm.lr", "models.LSTM.learning_rate"),
        .. Same("rom.models.lstm.", "models.LSTM.", "batch_size", "gradient_clip"),
        new("rom.models.lstm.grad_clip", "models.LSTM.gradient_clip"),
        .. Same("rom.models.lstm.", "models.LSTM.", "weight_decay", "kstep", "kstep_weight"),
        .. Same("rom.models.lstm.", "models.LSTM.", "validation_fraction", "threads"),

        new("cleanup_train_after_pod", null)
        {
            Harmless = "false", Reason = "runs are kept, a later start continues from them",
        },
        new("resume_from_latent", null) { IsHarmless = true, Reason = "what is finished is always kept" },
        new("meta", null) { IsHarmless = true, Reason = "it is a note that the pipeline does not read" },

        .. Evaluation("eval."),
        .. Evaluation("evaluation."),
        new("rom.mass_postprocess", "evaluation.mass"),
        new("eval.mass_project", "evaluation.mass") { Words = Words("true=scale", "false=none") },
        new("evaluation.mass_project", "evaluation.mass") { Words = Words("true=scale", "false=none") },
    ];

    private static readonly Dictionary<string, int> ByPath =
        Rules.Index().ToDictionary(rule => rule.Item.From, rule => rule.Index);

    private static readonly HashSet<string> Sections = [.. Rules.SelectMany(rule => SectionsOf(rule.From))];

    /// <summary>Returns the index of the rule for a key, or −1.</summary>
    /// <param name="path">The key's dotted path.</param>
    public static int RuleFor(string path) => ByPath.GetValueOrDefault(path, -1);

    /// <summary>Returns whether there are rules for keys below a dotted path.</summary>
    /// <param name="path">The path.</param>
    public static bool IsSection(string path) => Sections.Contains(path);

    /// <summary><c>; 'hidden_dim' is a word of the predecessor's files, here it is …</c>, or nothing.</summary>
    /// <param name="key">A key without the sections that it stands in.</param>
    public static string Hint(string key) =>
        Rules.FirstOrDefault(rule => rule.To is not null && rule.From.Split('.')[^1] == key) is { } rule
            ? $"; '{Printable.Text(key)}' is a word of the predecessor's files, here it is {rule.To}"
            : "";

    private static IEnumerable<string> SectionsOf(string path)
    {
        for (int point = path.IndexOf('.'); point >= 0; point = path.IndexOf('.', point + 1))
            yield return path[..point];
    }

    private static IEnumerable<KeyRule> Evaluation(string section) =>
    [
        new(section + "forecast_start", "evaluation.forecast_start"),
        new(section + "clamp_mode", "evaluation.clamp")
        {
            // evaluation.mass, which the translator sets, does the projection.
            Words = Words("C0=none", "C1=negatives", "C2=renormalise", "simplex=none"),
        },
        new(section + "clamp_negative", "evaluation.clamp") { Words = Words("true=renormalise", "false=none") },
        new(section + "mass_postprocess", "evaluation.mass"),
        new(section + "save_forecasts", "evaluation.save_forecasts"),
        new(section + "save_time_resolved", "evaluation.save_time_resolved"),
        new(section + "metrics", null) { Reason = "all metrics are always computed" },
        new(section + "forecast_end", null) { Reason = "forecasts always go on to the end of the run" },
        new(section + "kstep_reset", null) { Harmless = "0", Reason = "forecasts are never reset to the truth here" },
    ];

    private static IEnumerable<KeyRule> MvarKstep(params string[] keys) => keys.Select(key =>
        new KeyRule("rom.models.mvar." + key, null) { Harmless = "0", Reason = "an MVAR is fitted on one step here" });

    private static IEnumerable<KeyRule> Same(string from, string to, params string[] keys) =>
        keys.Select(key => new KeyRule(from + key, to + key));

    private static Dictionary<string, string> Words(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
}
