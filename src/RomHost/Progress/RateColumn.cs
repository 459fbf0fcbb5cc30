using Rom.Forecasting.Serialization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RomHost.Progress;

/// <summary>Shows the rate of completed units.</summary>
/// <param name="unit">The unit; empty where a rate is meaningless.</param>
/// <param name="kept">Number of completed units that were current already.</param>
internal sealed class RateColumn(string unit, Func<int> kept) : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        unit.Length > 0 && task.ElapsedTime is { } elapsed
            ? new Text(NumberText.Rate(task.Value - kept(), elapsed))
            : Text.Empty;
}
