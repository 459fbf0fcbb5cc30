using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>A part of a stage's artifacts that another stage reads.</summary>
/// <param name="Stage">The name of the stage that makes them.</param>
/// <param name="Part">Their runs and models.</param>
internal sealed record StageNeed(string Stage, Part Part)
{
    /// <summary>All artifacts of a stage.</summary>
    /// <param name="stage">The stage's name.</param>
    public StageNeed(string stage) : this(stage, Part.Whole)
    {
    }
}
