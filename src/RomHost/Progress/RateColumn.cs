using Rom.Forecasting.Serialization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RomHost.Progress;

/// <summary>Units done a second.</summary>
/// <param name="unit">What the units are; empty where a rate says nothing.</param>
/// <param name="kept">Number of completed units that were current already.</param>
internal sealed class RateColumn(string unit, Func<int> kept) : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        unit.Length > 0 && task.ElapsedTime is { } elapsed ? new Text(NumberText.Rate(task.Value - kept(), elapsed)) : Text.Empty;
}
