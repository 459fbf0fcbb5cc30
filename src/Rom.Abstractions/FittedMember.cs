namespace Rom.Abstractions;

/// <summary>
/// A member of a combined model: trained on all runs, and its forecasts of runs that it did not know.
/// </summary>
/// <param name="name">Its name in the experiment.</param>
/// <param name="model">The member, trained on all runs.</param>
/// <param name="rollouts">
/// For each run the forecast in closed loop from its first frames to its end [T_k − start, r], by a model that was
/// trained without it; empty for a run that is too short.
/// </param>
public sealed class FittedMember(string name, IRomModel model, IReadOnlyList<double[]> rollouts)
{
    /// <summary>Its name in the experiment.</summary>
    public string Name => name;

    /// <summary>The member, trained on all runs.</summary>
    public IRomModel Model => model;

    /// <summary>The forecast of a run by a model that was trained without it [T_k − start, r].</summary>
    /// <param name="run">Run, from 0.</param>
    public ReadOnlySpan<double> Rollout(int run) => rollouts[run];
}
