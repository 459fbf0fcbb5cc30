using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RomHost.Cli;

/// <summary>Units done a second.</summary>
/// <param name="unit">What the units are, in the plural; empty where a rate says nothing.</param>
internal sealed class RateColumn(string unit) : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        unit.Length > 0 && task.ElapsedTime is { TotalSeconds: > 0 } elapsed
            ? new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Value / elapsed.TotalSeconds:0.#} {unit}/s"))
            : Text.Empty;
}
