using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>
/// One stage of the pipeline. It reads artifacts and writes artifacts; nothing else passes between stages, so that each can
/// be resumed.
/// </summary>
internal abstract class Stage
{
    /// <summary>The stage's name in snake_case, as in the summary.</summary>
    public abstract string Name { get; }

    /// <summary>Makes what is missing or stale.</summary>
    /// <param name="context">What the stage works with.</param>
    /// <returns>Seconds that making the stage's present artifacts took, in this process or an earlier one.</returns>
    public abstract double Run(ExperimentContext context);
}
