using System.Globalization;
using Rom.Forecasting.Serialization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RomHost.Progress;

/// <summary>Shows the number of completed units, where a rate or a remaining time would be a guess.</summary>
/// <param name="unit">The unit, in the singular.</param>
internal sealed class CountColumn(string unit) : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Floor(task.Value):0} of {NumberText.Count((long)task.MaxValue, unit)}"));
}
